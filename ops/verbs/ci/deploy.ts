import { join } from "node:path";
import { UserError } from "../../../stacks/errors";
import { renderLive } from "../../live/live-report";
import { callerPath } from "../../support/caller-path";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { codeBlock } from "../../support/markdown";
import { withoutOwnSecrets } from "../../support/own-secrets";
import { withScratch } from "../../support/scratch";
import { checkArtefact } from "../artefact/check";
import { deployArtefact } from "../artefact/deploy-artefact";
import { type DeployResult, runDeploy } from "../deploy/deploy";
import { sealedFor } from "./plan";
import { readyForWorkflow } from "./ready";
import { type RescueOption, requireRescue, rescued } from "./rescue";
import { addSummary, annotate, annotated, setOutput, whereOf, withoutCommands } from "./runner";
import { openSealedPlan } from "./sealed-plan";

export interface CiDeployOptions extends RescueOption {
  /** The artefact's folder, as the caller wrote it. */
  artefact: string;
  /** A plan that this run has sealed: exactly it is applied. Absent: one is made and applied. */
  sealed?: string;
}

/**
 * Deploys an artefact in a workflow and says on the page of the run what runs then. Sets the outputs `verified`, and
 * `rescued` where the state could not be written and was sealed. Returns the exit code of `deploy`.
 */
export async function ciDeploy(invocation: Invocation, options: CiDeployOptions): Promise<number> {
  return annotated(invocation, `Deploy of ${invocation.name}`, () => {
    return withScratch("ci-deploy", (scratch) => deployAndSay(invocation, options, scratch));
  });
}

async function deployAndSay(invocation: Invocation, options: CiDeployOptions, scratch: string): Promise<number> {
  const { name, caller } = invocation;
  let reached = "was not deployed";
  try {
    if (!readyForWorkflow(invocation)) return exitCodes.done;
    requireRescue(invocation, options);
    const planFile = options.sealed === undefined ? undefined : opened(invocation, options, join(scratch, "plan"));
    const inner = { ...invocation, caller: withoutOwnSecrets(caller) };
    const exit = await withoutCommands(invocation, () => {
      return deployArtefact(inner, options.artefact, async (earlier, withdraw) => {
        const onStart = () => {
          reached = "was being deployed when this happened";
          withdraw();
        };
        const { exit, ...result } = await runDeploy(earlier.invocation, {
          planFile,
          stacks: earlier.stacks,
          next: { by: "workflow", sealedPlan: planFile !== undefined },
          onStart,
        });
        reached = "does not count as verified";
        invocation.output.result({ tenant: name, domain: invocation.tenant.domain, ...result });
        addSummary(caller, deployReport(name, result, whereOf(caller)));
        return exit;
      });
    });
    if (exit !== exitCodes.done) annotate(invocation, "error", `Deploy of ${name}`, "failed; the summary says why");
    setOutput(caller, "verified", String(exit === exitCodes.done));
    return exit;
  } catch (thrown) {
    const error = rescued(invocation, options, thrown);
    if (!(error instanceof UserError)) throw error;
    addSummary(caller, `### ${name} ${reached}\n\n${codeBlock(error.message)}\n${whereOf(caller)}`);
    throw error;
  }
}

function opened({ name, caller }: Invocation, { artefact, sealed }: CiDeployOptions, target: string): string {
  const { manifest } = checkArtefact(callerPath(artefact, caller), artefact);
  openSealedPlan(callerPath(sealed!, caller), target, sealedFor(name, manifest.digest, caller), caller.PLAN_KEY);
  return target;
}

function deployReport(name: string, result: Omit<DeployResult, "exit">, where: string): string {
  const error = result.error ? `\n${codeBlock(result.error)}` : "";
  return `### ${titleOf(name, result)}\n\n${codeBlock(renderLive(result.live))}${error}\n${where}\n`;
}

function titleOf(name: string, { outcome, verified }: Omit<DeployResult, "exit">): string {
  if (outcome === "failed") return `The apply to ${name} failed; this runs now`;
  if (!verified) return `${name} does not run what its stack defines`;
  return outcome === "unchanged"
    ? `${name} runs what its stack defines; there was nothing to do`
    : `${name} is deployed and runs what its stack defines`;
}
