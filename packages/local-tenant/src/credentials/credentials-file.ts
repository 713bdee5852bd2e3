import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { shellQuoted } from "../support/shell-quoted";
import { writeWhole } from "../support/write-whole";

/** Where the tenant on `port` keeps its credentials while it runs: a file for its owner alone, to be sourced by a shell. */
export function credentialsFile(dir: string, port: number): string {
  return join(dir, `credentials-${port}.env`);
}

/** Writes the variables into a new file (0600) that takes the place of an old one whole. */
export function writeCredentialsFile(file: string, variables: Readonly<Record<string, string>>): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${shellQuoted(value)}\n`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeWhole(file, lines.join(""));
}

export function removeCredentialsFile(file: string): void {
  rmSync(file, { force: true });
}

/**
 * The variables of the tenant on `port`; none when it was never started from `dir`, or was stopped. A tenant that was
 * killed leaves its file behind.
 */
export function readCredentialsFile(dir: string, port: number): Record<string, string> {
  try {
    return parseEnv(readFileSync(credentialsFile(dir, port), "utf8")) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
