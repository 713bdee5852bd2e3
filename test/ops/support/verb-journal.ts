import childProcess from "node:child_process";
import { appendFileSync } from "node:fs";
import { basename } from "node:path";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Writes into a file, in the order in which this process comes to them: `begin plan` for each start of Terraform, and
 * `told` for each request to stop, right before the verb itself takes notice of it.
 * @param terraform the name of its binary.
 */
export function keepJournal(file: string, terraform: string): void {
  const note = (line: string) => appendFileSync(file, `${line}\n`);
  const { spawn } = childProcess;
  // biome-ignore lint/suspicious/noExplicitAny: handed on as it comes
  const noted = (command: string, args: string[], ...rest: any[]) => {
    if (basename(command) === terraform) note(`begin ${args.slice(0, args[0] === "state" ? 2 : 1).join(" ")}`);
    // biome-ignore lint/suspicious/noExplicitAny: as above
    return (spawn as any)(command, args, ...rest);
  };
  childProcess.spawn = noted as typeof spawn;
  // Not before the verb listens: until then the signal itself ends the process.
  const heard = new Set<string>();
  process.on("newListener", (event) => {
    if (!signals.includes(String(event)) || heard.has(String(event))) return;
    heard.add(String(event));
    process.on(event, () => note("told"));
  });
}
