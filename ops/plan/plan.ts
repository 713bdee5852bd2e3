import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { callerPath } from "../caller-path";
import { exitCodes } from "../exit-codes";
import { printJson } from "../print";
import { restoreLockFile } from "../terraform/lock-file";
import { terraformIn } from "../terraform/terraform";
import { openWorkspace, type Request } from "../workspace";
import { dummySecrets } from "./dummy-secrets";
import { preparePlan } from "./prepare";
import { renderPlan } from "./render";
import { reportOf } from "./report";

export interface PlanOptions {
  /** Where the plan is saved, as the caller wrote it. Absent: it is thrown away. */
  out?: string;
  /** A folder with one folder per tenant, synthesised earlier. Absent: they are synthesised now. */
  stacks?: string;
}

/**
 * Shows what a deploy would do. Needs no secret, and credentials that may read. Gives the exit code: 2 when there are
 * changes. Throws a user error with preflight's problems.
 */
export async function plan(request: Request, { out, stacks }: PlanOptions): Promise<number> {
  const opened = await openWorkspace(request, stacks);
  const env = { ...opened.env, ...dummySecrets(opened.tenant) };
  const workspace = { ...opened, env, terraform: terraformIn(opened.folder, env) };
  const scratch = mkdtempSync(join(tmpdir(), "plan-"));
  const file = out === undefined ? join(scratch, "plan") : callerPath(out, request.caller);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const prepared = await preparePlan(workspace, { file, replace: [], secrets: false, waitMs: 0 });
    const report = reportOf(request.name, prepared);
    const waiting = prepared.live.findings.filter(({ pending }) => pending);
    if (request.json) printJson({ ...report, pending: waiting, file: out === undefined ? null : file });
    else {
      process.stdout.write(renderPlan(report));
      for (const { where, what } of waiting) process.stdout.write(`\n${where} ${what}; Auth0 is still deploying it.\n`);
      if (out !== undefined && report.changes) process.stdout.write(`\n${howToApply(request.name, out)}\n`);
    }
    return report.changes ? exitCodes.changes : exitCodes.done;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    restoreLockFile(workspace.folder);
  }
}

function howToApply(name: string, out: string): string {
  return `Saved in ${out}. To apply exactly this: npm run deploy -- ${name} --plan ${out}`;
}
