import { type Command, InvalidArgumentError } from "commander";
import { defaultPorts } from "../server/ports";
import { printRefusal, wantsJson } from "./json-line";

/** Exit code for a command line that can't be understood. */
export const usageError = 2;

/** Exit code for a file or source that can't be used. */
export const notReady = 3;

/** Makes commander end with 0 after help and with 2 after a mistake on the command line, which --json prints as JSON. */
export function endOnMistake(program: Command): Command {
  return program.exitOverride(({ exitCode, message }) => {
    if (exitCode === 0) process.exit(0);
    if (wantsJson) printRefusal(message.replace(/^error: /, ""), usageError);
    process.exit(usageError);
  });
}

/** The port of the tenant; Verify and the console have the next two. */
export function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 65_533) return value;
  throw new InvalidArgumentError("It must be a number from 1 to 65533.");
}

/** The port of Node's inspector; 0 takes a free one. */
export function inspectPort(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError("It must be a number from 0 to 65535.");
}

/** A command for the shell. An empty one, of a variable that is not set, would do nothing and end with 0. */
export function command(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It is empty.");
}

/** A whole number of seconds, from 0. */
export function seconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number of seconds.");
}

export const defaultPort: number = defaultPorts.management;

/** How a further command reaches the tenant on that port: ` --port <number>`, nothing for the default. */
export function portFlag(tenantPort: number): string {
  return tenantPort === defaultPort ? "" : ` --port ${tenantPort}`;
}
