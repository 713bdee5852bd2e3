import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { freePorts } from "../../../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../../../stacks/repo-root";
import type { StartReport } from "../../../start/start-report";

/** `npm start` that runs in a process of its own, on a free port. */
export interface NpmStart {
  /** The tenant's; Verify and the console have the next two. */
  port: string;
  report: StartReport;
  process: ChildProcess;
  /** Runs `npm run login -- --port <port> …args` to its end. */
  login(...args: string[]): Promise<Finished>;
  /** Ends it, unless it has ended. */
  kill(): void;
}

export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

const files = { start: "start/start.ts", login: "start/login.ts" };

/** What Node is given for `npm start` or `npm run login`. */
export function command(name: keyof typeof files, ...args: string[]): string[] {
  return ["scripts/run.mjs", files[name], ...args];
}

export async function npmStart(): Promise<NpmStart> {
  const port = String(await freePorts());
  const running = spawn(process.execPath, command("start", "--port", port, "--json"), { cwd: repoRoot });
  let complaints = "";
  running.stderr?.on("data", (text) => {
    complaints += text;
  });
  const report = await new Promise<StartReport>((resolve, reject) => {
    running.once("exit", (code) => reject(new Error(`npm start ended with ${code}: ${complaints}`)));
    createInterface({ input: running.stdout! }).once("line", (line) => {
      const report = JSON.parse(line);
      // One that refuses ends, and says why on stderr.
      if (!report.error) resolve(report);
    });
  });
  return {
    port,
    report,
    process: running,
    login: (...args) => login("--port", port, ...args),
    kill() {
      if (running.exitCode === null) running.kill("SIGKILL");
    },
  };
}

function login(...args: string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const options = { cwd: repoRoot, env: { ...process.env, NO_COLOR: "1" } };
    execFile(process.execPath, command("login", ...args), options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}
