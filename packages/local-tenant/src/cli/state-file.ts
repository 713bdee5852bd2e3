import { randomBytes } from "node:crypto";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LocalTenantError } from "../local-tenant-error";
import type { LocalTenantServer } from "../server";
import { restore } from "../server/state/restore";
import { parseTenantState } from "../server/state/state-schema";
import { stateText } from "../server/state/state-text";
import type { TenantState } from "../server/state/tenant-state";
import { parseJson, readText } from "../sources/read-file";

/** Milliseconds between two looks at whether there is something new to keep: what a killed process loses at most. */
const interval = 2000;

/** The state that a file keeps; `undefined` when there is no such file yet. Throws a `LocalTenantError` for another file. */
export function readState(file: string): TenantState | undefined {
  if (!existsSync(dirname(file))) throw new LocalTenantError(`There is no folder ${dirname(file)} for the state.`);
  if (!existsSync(file)) return undefined;
  const json = parseJson(readText(file), file) as { version?: unknown } | null;
  if (json?.version === 1) return told(file, () => parseTenantState(json));
  throw new LocalTenantError(
    `${file} is not a local tenant's state, and would be overwritten.\nName another file with --state.`,
  );
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

/** Keeps the state of a running tenant in a file for its owner alone. Returns what keeps it for the last time. */
export function keepState(server: LocalTenantServer, file: string): () => void {
  let kept = "";
  const keep = () => {
    const text = stateText(server);
    if (text === kept) return;
    const draft = join(dirname(file), `.local-tenant-${randomBytes(8).toString("hex")}`);
    writeFileSync(draft, text, { mode: 0o600, flag: "wx" });
    renameSync(draft, file);
    kept = text;
  };
  keep();
  const timer = setInterval(keep, interval).unref();
  return () => {
    clearInterval(timer);
    keep();
  };
}
