import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { LocalTenantError } from "../packages/local-tenant/src/support/local-tenant-error";
import { repoRoot } from "../stacks/repo-root";
import { sandboxStack, synthDir } from "./places";

const run = promisify(execFile);

/**
 * Runs the CDKTF app in `root`, as `npm run synth` does, with its output in `output`. Throws a `LocalTenantError` with what
 * the app said when it fails or `signal` ends it, and for an app without the stack that the sandbox loads: one from an
 * earlier synth may still lie there.
 */
export async function runApp(root = repoRoot, output = synthDir, signal?: AbortSignal): Promise<void> {
  mkdirSync(output, { recursive: true });
  const ACTION_SOURCE_MAPS = join(output, "source-maps.json");
  // Under the cdktf command the app would not say which stacks it wrote.
  const env = { ...process.env, CDKTF_OUTDIR: output, CDKTF_CONTEXT_JSON: undefined, ACTION_SOURCE_MAPS };
  const options = { cwd: root, env, ...(signal && { signal }) };
  const { stdout } = await run(process.execPath, ["scripts/run.mjs", "main.ts"], options).catch(refuse);
  if (stdout.split("\n").some((line) => line.startsWith(`${sandboxStack}: `))) return;
  throw new LocalTenantError(
    `tenants.ts has no tenant "${sandboxStack}"; npm start needs it.\nAdd it again, with the local tenant's domain.`,
  );
}

function refuse(error: Error & { stderr?: string }): never {
  throw new LocalTenantError(`The stack can't be synthesised:\n${error.stderr?.trim() || error.message}`);
}
