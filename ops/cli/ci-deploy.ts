import { type CiDeployOptions, ciDeploy as run } from "../verbs/ci/deploy";
import { rescueOption } from "./rescue-option";
import type { Verb } from "./verb";

export const ciDeploy: Verb<CiDeployOptions> = {
  name: "ci-deploy",
  summary: "Deploys an artefact in a GitHub workflow, and shows on the run's page what runs afterwards.",
  changes: true,
  ends: {
    done: "applied and running, or nothing to do; or the domain is still a placeholder",
    failed: "Terraform or the tenant refused, or what runs is not what should run",
    notReady: "an argument, tenants.ts, credentials or secrets are missing or wrong",
    problems:
      "preflight found problems, the artefact may not go to this tenant, or the plan is not the one sealed for it",
    declined: "not confirmed",
  },
  options: (command) =>
    rescueOption(command.requiredOption("--artefact <folder>", "what to deploy (required)")).option(
      "--sealed <file>",
      "apply exactly this plan, made in the same run by: ci-plan --seal",
    ),
  run,
};
