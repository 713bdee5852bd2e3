import { spawn } from "node:child_process";
import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/**
 * Runs a shell's command with these variables over the caller's and passes signals on to it. Resolves to its exit code, as
 * a shell tells it: 128 and the signal's number for a command that a signal ended.
 */
export function runCommand(command: string, variables: Readonly<Record<string, string>>): Promise<number> {
  // At a terminal Ctrl-C reaches the command by itself, and is not told twice; elsewhere a group of its own lets a signal
  // reach what the shell started.
  const ownGroup = !process.stdin.isTTY;
  const child = spawn(waitingFor(command, ownGroup ? "INT QUIT TERM HUP" : "INT QUIT"), {
    shell: true,
    stdio: "inherit",
    detached: ownGroup,
    env: { ...process.env, ...variables },
  });
  const pass = (signal: NodeJS.Signals) => {
    const told = !ownGroup && (signal === "SIGINT" || signal === "SIGQUIT");
    if (told || child.pid === undefined || child.exitCode !== null) return;
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

/** The command in a shell that, told these signals, ends when the command has ended, and with its exit code. */
function waitingFor(command: string, signals: string): string {
  return process.platform === "win32" ? command : `trap exit ${signals}\n${command}`;
}
