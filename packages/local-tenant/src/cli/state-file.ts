import { randomBytes } from "node:crypto";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LocalTenantError } from "../local-tenant-error";
import type { LocalTenantServer } from "../server";
import { restore, stateOf, type TenantState } from "../server/tenant-state";
import { parseJson, readText } from "../sources/read-file";

/** Milliseconds between two looks at whether there is something new to keep: what a killed process loses at most. */
const interval = 2000;
const notice = "A local tenant's state. It holds secrets: keep it out of version control.";

/** The state that a file keeps; `undefined` when there is no such file yet. Throws a `LocalTenantError` for another file. */
export function readState(file: string): TenantState | undefined {
  if (!existsSync(dirname(file))) throw new LocalTenantError(`There is no folder ${dirname(file)} for the state.`);
  if (!existsSync(file)) return undefined;
  const json = parseJson(readText(file), file) as Partial<TenantState> | null;
  if (json?.version === 1) return json as TenantState;
  throw new LocalTenantError(
    `${file} is no state of a local tenant, and would be overwritten.\nName another file with --state.`,
  );
}

/** Brings a tenant to a state that was read. Throws a `LocalTenantError` where somebody has changed the file. */
export function restoreState(server: LocalTenantServer, state: TenantState, file: string): void {
  try {
    restore(server, state);
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
    const text = `${JSON.stringify({ "//": notice, ...stateOf(server) }, null, 2)}\n`;
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
