import { InvalidArgumentError, Option } from "commander";
import { commandsFor, npmRun } from "../support/commands";
import { deployArtefact } from "../verbs/artefact/deploy-artefact";
import { refuseUnverified } from "../verbs/artefact/refuse-unverified";
import { deploy as run } from "../verbs/deploy/deploy";
import { nextSteps } from "../verbs/deploy/next-steps";
import type { Verb } from "./verb";

interface Options {
  plan?: string;
  artefact?: string;
  unverified?: boolean;
  wait?: number;
}

export const deploy: Verb<Options> = {
  name: "deploy",
  summary: "Deploys the stack to an Auth0 tenant and checks that it runs.",
  changes: true,
  ends: {
    done: "applied and running, or nothing to do",
    failed: "Terraform or the tenant refused, or what runs is not what should run",
    notReady: "an argument, tenants.ts, credentials or secrets are missing or wrong",
    problems:
      "preflight found problems, such as Actions on the trigger that tenants.ts does not list, or the tenant accepts only what was verified elsewhere (promotesFrom), or the saved plan is out of date or for another stack",
    declined: "not confirmed",
  },
  options: (command) =>
    command
      .option("--plan <file>", "apply exactly this plan, made by: npm run plan -- <tenant> --out <file>")
      .option("--artefact <folder>", "deploy what an artefact holds, instead of this working copy")
      .addOption(
        new Option(
          "--unverified",
          "in an emergency: deploy this working copy to a tenant that accepts only what was verified (promotesFrom)",
        ).conflicts("artefact"),
      )
      .option("--wait <seconds>", "how long Auth0 may take to deploy (default: 180)", seconds),
  async run(invocation, { plan, artefact, unverified, wait }) {
    const options = { planFile: plan, waitMs: wait === undefined ? undefined : wait * 1000 };
    const { name } = invocation;
    if (artefact === undefined) {
      refuseUnverified(invocation, npmRun("deploy", name), { unverified });
      const again = npmRun("deploy", name, ...(unverified ? ["--unverified"] : []));
      return run(invocation, { ...options, next: nextSteps({ plan: npmRun("plan", name), deploy: again }) });
    }
    const next = nextSteps(commandsFor(invocation, artefact));
    return deployArtefact(invocation, artefact, ({ invocation, stacks }, onStart) =>
      run(invocation, { ...options, stacks, next, onStart }),
    );
  },
};

function seconds(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number of seconds.");
  return Number(text);
}
