import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Report } from "../../src/cli/report";
import { workspace } from "../support/workspace";

/** A folder of a test's own, in which the command runs and keeps what it keeps. */
export interface Workplace {
  folder: string;
  /** Writes a file there and gives its path. */
  write(name: string, content: string | object): string;
  /** Runs `local-tenant` to its end. */
  run(...args: string[]): Promise<Ended>;
  /** The same with a pipe that holds the text once, as `/dev/stdin`. */
  runWithPipe(text: string, ...args: string[]): Promise<Ended>;
  /** Starts `local-tenant` with --json; what it printed is read. */
  start(...args: string[]): Promise<{ report: Report; process: ChildProcess }>;
  remove(): void;
}

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const main = join(workspace, "packages", "local-tenant", "src", "cli", "main.ts");
const command = [join(workspace, "scripts", "run.mjs"), main];

export function workplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), "local-tenant-"));
  const started: ChildProcess[] = [];
  // The repository's runner needs the folder that it is in; sources are named by their whole path.
  const options = (more = {}) => ({
    cwd: workspace,
    env: { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: join(folder, "cache"), ...more },
  });
  const ended = ([program = "", ...args]: readonly string[], input?: string): Promise<Ended> =>
    new Promise((resolve) => {
      const child = execFile(program, args, options(), (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
      child.stdin?.end(input);
    });
  return {
    folder,
    write(name, content) {
      const file = join(folder, name);
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
      return file;
    },
    run: (...args) => ended([process.execPath, ...command, ...args]),
    // Node gives a child a socket, which can't be opened by its path.
    runWithPipe: (text, ...args) =>
      ended(["sh", "-c", 'cat | "$@"', "sh", process.execPath, ...command, ...args], text),
    start: (...args) => {
      const child = spawn(process.execPath, [...command, "--json", ...args], {
        ...options(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      started.push(child);
      let said = "";
      child.stderr.on("data", (text) => (said += text));
      return new Promise((resolve, reject) => {
        child.once("exit", (code) => reject(new Error(`It ended with ${code}: ${said}`)));
        createInterface({ input: child.stdout }).once("line", (line) => {
          const report = JSON.parse(line);
          // One that refuses ends, and says why on stderr.
          if (!report.error) resolve({ report, process: child });
        });
      });
    },
    remove() {
      for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
