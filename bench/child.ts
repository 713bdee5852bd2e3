import { execFile } from "node:child_process";

/** Runs a program with this Node in a fresh process. Resolves with what it printed; rejects with its errors. */
export function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      if (error) reject(new Error(`node ${args.join(" ")}: ${stderr || error.message}`));
      else resolve(stdout);
    });
  });
}
