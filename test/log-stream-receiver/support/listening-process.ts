import { spawn } from "node:child_process";
import { once } from "node:events";

/** A program of ours that says `listening on <origin>` when it does. */
export interface ListeningProcess {
  origin: string;
  /** What it has written so far, to both streams. */
  output(): string;
  kill(signal: "SIGTERM" | "SIGKILL"): void;
  hasEnded(): boolean;
  /** Ends it by the signal, and waits until it has ended; its exit code. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/** Resolves when it listens. @throws Error with its output when it ends before that. */
export async function startListening(args: string[], env: Record<string, string>): Promise<ListeningProcess> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = once(child, "close").then(([code]) => code as number | null);
  const origin = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const listening = /listening on (\S+)/.exec(output);
      if (listening) resolve(listening[1] as string);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  return {
    origin,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
