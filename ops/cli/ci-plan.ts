import { type CiPlanOptions, ciPlan as run } from "../verbs/ci/plan";
import type { Verb } from "./verb";

export const ciPlan: Verb<CiPlanOptions> = {
  name: "ci-plan",
  summary:
    "Plans in a GitHub workflow. Shows the plan on the run's page, and in one comment per tenant on the pull request.",
  changes: false,
  ends: {
    done: "planned, with or without changes (output: changes); or the domain is still a placeholder",
    failed: "Terraform, the tenant or GitHub refused",
    notReady: "an argument, tenants.ts, credentials or a workflow variable is missing or wrong",
    problems: "preflight found problems, or the artefact may not go to this tenant",
  },
  options: (command) =>
    command
      .option("--artefact <folder>", "plan what an artefact holds, instead of this working copy")
      .option("--seal <file>", "save the plan, encrypted with PLAN_KEY, for: ci-deploy --sealed"),
  run,
};
