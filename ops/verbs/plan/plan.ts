// Builds on preflight.
import { join } from "node:path";
import type { Finding } from "../../live/finding";
import { type FindingDocument, findingDocument, findingInWords } from "../../live/finding-in-words";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { writableFile } from "../../support/writable-path";
import { withWorkspace } from "../../terraform/workspace";
import { preparePlan } from "./prepare";
import { renderPlan } from "./render";
import { type PlanReport, reportOf } from "./report";

export interface PlanOptions {
  /** Where the plan is saved, as the caller wrote it. Absent: it is thrown away. */
  out?: string;
  /** A folder with one folder per tenant, synthesised earlier. Absent: they are synthesised now. */
  stacks?: string;
  /** The artefact that the stacks are of, as the caller named it; an apply needs it again. */
  artefact?: string;
}

/** A plan that was made. */
export interface MadePlan {
  report: PlanReport;
  /** What Auth0 is still deploying of an earlier run. */
  pending: FindingDocument[];
  /** Absolute; `null` when it was thrown away. */
  file: string | null;
}

/** Makes a plan. Needs no secret, and credentials that may read. Throws a user error with preflight's problems. */
export async function makePlan(invocation: Invocation, { out, stacks }: PlanOptions): Promise<MadePlan> {
  const saved = out === undefined ? null : writableFile(out, invocation.caller);
  return withWorkspace(invocation, { stacks, secrets: "dummies" }, async (workspace, scratch) => {
    const file = saved ?? join(scratch, "plan");
    const prepared = await preparePlan(workspace, { file, replace: [], secrets: false, waitMs: 0 });
    return {
      report: reportOf(invocation.name, prepared),
      pending: prepared.live.findings.filter(({ pending }) => pending).map(findingDocument),
      file: saved,
    };
  });
}

/** Shows what a deploy would do. Returns the exit code: 2 when there are changes. Throws as `makePlan` does. */
export async function plan(invocation: Invocation, options: PlanOptions): Promise<number> {
  const { report, pending, file } = await makePlan(invocation, options);
  const { out, artefact } = options;
  const apply = out !== undefined && report.changes ? `\n${howToApply(invocation, out, artefact)}\n` : "";
  invocation.output.result({ ...report, pending, file }, describePlan(report, pending) + apply);
  return report.changes ? exitCodes.changes : exitCodes.done;
}

/** A plan, and what Auth0 is still doing, as a user reads it; ends with a line feed. */
export function describePlan(report: PlanReport, pending: readonly Finding[]): string {
  const waiting = pending.map((finding) => `\n${findingInWords(finding)}; Auth0 is still deploying it.\n`);
  return renderPlan(report) + waiting.join("");
}

function howToApply({ name, tenant: { promotesFrom } }: Invocation, out: string, artefact: string | undefined): string {
  const plan = ["--plan", out];
  if (artefact !== undefined || promotesFrom === undefined) {
    const of = artefact === undefined ? [] : ["--artefact", artefact];
    return `Saved in ${out}. To apply exactly this: ${npmRun("deploy", name, ...plan, ...of)}`;
  }
  return (
    `Saved in ${out}. ${name} accepts only what was verified in ${promotesFrom} (promotesFrom in tenants.ts), so it can only be applied with an\n` +
    `artefact of exactly this that was deployed there: ${npmRun("deploy", name, ...plan, "--artefact", "<folder>")}`
  );
}
