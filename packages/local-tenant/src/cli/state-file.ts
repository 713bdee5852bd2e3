import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { LocalTenantServer } from "../server";
import { parseJson, readText } from "../sources/read-file";
import { restore } from "../state/restore";
import { parseTenantState } from "../state/state-schema";
import { stateText } from "../state/state-text";
import type { TenantState } from "../state/tenant-state";
import { LocalTenantError } from "../support/local-tenant-error";
import { writeWhole } from "../support/write-whole";

/** Milliseconds between two looks at whether there is something new to keep: what a killed process loses at most. */
const interval = 2000;

/** The format that is written. */
const version = 1;

/** The state that a file keeps; `undefined` when there is no such file yet. Throws a `LocalTenantError` for another file. */
export function readState(file: string): TenantState | undefined {
  if (!existsSync(dirname(file))) throw new LocalTenantError(`There is no folder ${dirname(file)} for the state.`);
  if (!existsSync(file)) return undefined;
  const text = readText(file);
  const json = told(file, () => parseJson(text, file)) as { version?: unknown } | null;
  if (json?.version === version) return told(file, () => parseTenantState(json));
  const what =
    typeof json?.version === "number"
      ? `is the state of another version of this program (its format is ${json.version}, not ${version})`
      : "is not a local tenant's state";
  throw new LocalTenantError(`${file} ${what}, and would be overwritten.\nName another file with --state.`);
}

/** Brings a tenant to a state that was read. Throws a `LocalTenantError` where somebody has changed the file. */
export function restoreState(server: LocalTenantServer, state: TenantState, file: string): void {
  told(file, () => restore(server, state));
}

function told<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw new LocalTenantError(
      `${file} can't be restored: ${(error as Error).message}\nRemove the file to begin with a new tenant.`,
    );
  }
}

/**
 * Keeps the state of a running tenant in a file for its owner alone. Returns what keeps it for the last time. Throws a
 * `LocalTenantError` where the file can't be written at the start or at the end; in between it tells `warn` once, and tries on.
 */
export function keepState(server: LocalTenantServer, file: string, warn: (sentence: string) => void): () => void {
  let kept = "";
  let failed = false;
  const keep = () => {
    const text = stateText(server);
    if (text === kept) return;
    write(file, text);
    kept = text;
    failed = false;
  };
  const keepOn = () => {
    try {
      keep();
    } catch (error) {
      if (failed) return;
      failed = true;
      for (const line of (error as Error).message.split("\n")) warn(line);
      warn(`The local tenant goes on and tries again every ${interval / 1000} s.`);
    }
  };
  keep();
  const timer = setInterval(keepOn, interval).unref();
  return () => {
    clearInterval(timer);
    keep();
  };
}

function write(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new LocalTenantError(
      `The state can't be written to ${file} (${code ?? message}).\nCreate the folder or make room in it, or name another file with --state.`,
    );
  }
}
