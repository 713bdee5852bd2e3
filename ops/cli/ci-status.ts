import { Option } from "commander";
import { ciStatus as run } from "../verbs/ci/status";
import { type Period, parsePeriod } from "../verbs/status/period";
import type { Verb } from "./verb";

export const ciStatus: Verb<{ since: Period }> = {
  name: "ci-status",
  summary: "Writes conversion and failures onto the page of a GitHub workflow's run.",
  changes: false,
  ends: {
    done: "written, whatever it found; or the domain is still a placeholder",
    failed: "the tenant can't be read",
    notReady: "an argument, tenants.ts or credentials are not ready",
  },
  options: (command) =>
    command.addOption(
      new Option("--since <period>", "what to count of Verify's attempts and of the tenant log: 90m, 24h, 7d")
        .argParser(parsePeriod)
        .default(parsePeriod("24h"), "24h"),
    ),
  run,
};
