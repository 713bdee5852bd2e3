import { withArtefact } from "../verbs/artefact/with-artefact";
import { plan as run } from "../verbs/plan/plan";
import type { Verb } from "./verb";

export const plan: Verb<{ out?: string; artefact?: string }> = {
  name: "plan",
  summary: "Shows what a deploy would change in an Auth0 tenant. Needs no secrets; read-only credentials are enough.",
  changes: false,
  ends: {
    done: "nothing would change",
    failed: "Terraform or the tenant refused",
    changes: "there are changes",
    notReady: "an argument, tenants.ts or credentials are missing or wrong",
    problems: "preflight found problems, or the artefact may not go to this tenant",
  },
  options: (command) =>
    command
      .option("--out <file>", "save the plan, for: npm run deploy -- <tenant> --plan <file>")
      .option("--artefact <folder>", "plan what an artefact holds, instead of this working copy"),
  run: (invocation, { out, artefact }) =>
    artefact === undefined
      ? run(invocation, { out })
      : withArtefact(invocation, artefact, (earlier) =>
          run(earlier.invocation, { out, artefact, stacks: earlier.stacks }),
        ),
};
