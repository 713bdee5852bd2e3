import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SandboxError } from "../server/errors";
import { repoRoot } from "./repo-root";

const run = promisify(execFile);

/** Runs the CDKTF app, as `npm run synth` does. Throws a `SandboxError` with what the app said when it fails. */
export async function synthesize(): Promise<void> {
  try {
    await run(process.execPath, ["scripts/run.mjs", "main.ts"], { cwd: repoRoot });
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    throw new SandboxError(`The stack can't be synthesised:\n${stderr.trim() || message}`);
  }
}
