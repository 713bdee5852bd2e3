import { spawn } from "node:child_process";
import { constants } from "node:os";

/** The shell waits for the command that a signal ends, and ends with its exit code. */
const endingWithTheCommand = process.platform === "win32" ? "" : "trap exit INT TERM HUP QUIT";

const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/**
 * Runs a shell's command with these variables over the caller's and passes signals on to it. Resolves to its exit code, as
 * a shell tells it: 128 and the signal's number for a command that a signal ended.
 */
export function runCommand(command: string, variables: Readonly<Record<string, string>>): Promise<number> {
  // At a terminal Ctrl-C reaches the command by itself; elsewhere a group of its own lets a signal reach what the shell started.
  const ownGroup = !process.stdin.isTTY;
  const child = spawn(ownGroup ? `${endingWithTheCommand}\n${command}` : command, {
    shell: true,
    stdio: "inherit",
    detached: ownGroup,
    env: { ...process.env, ...variables },
  });
  const pass = (signal: NodeJS.Signals) => {
    if (child.pid === undefined || child.exitCode !== null) return;
    try {
      process.kill(ownGroup ? -child.pid : child.pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  };
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const each of signals) process.off(each, pass);
      resolve(code ?? 128 + constants.signals[signal!]);
    });
  });
}
