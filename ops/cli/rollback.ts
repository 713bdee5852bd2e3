import { Option } from "commander";
import { type RollbackOptions, rollback as run } from "../verbs/rollback/rollback";
import type { Verb } from "./verb";

export const rollback: Verb<RollbackOptions> = {
  name: "rollback",
  summary: "Deploys an earlier commit or artefact again; the Actions keep their secrets.",
  changes: true,
  ends: {
    done: "the earlier version runs",
    failed: "Terraform or the tenant refused, or what runs is not what should run",
    notReady: "an argument, credentials or secrets are missing or wrong",
    problems: "preflight found problems, or that artefact or commit can't be deployed to this tenant",
    declined: "not confirmed",
  },
  options: (command) =>
    command
      .option("--commit <revision>", "a commit of this repository, e.g. HEAD~1")
      .option("--artefact <folder>", "a folder that npm run artefact wrote")
      .addOption(
        new Option(
          "--unverified",
          "in an emergency: go back to a commit on a tenant that accepts only what was verified (promotesFrom)",
        ).conflicts("artefact"),
      ),
  run,
};
