import type { TenantDocument } from "../sources/document";

/** The parts of a document besides its Actions, in a reader's words. */
const parts = {
  bindings: "order of the Actions",
  guardian: "MFA settings",
  phoneProvider: "phone provider",
  settings: "tenant settings",
  clients: "applications",
  logStreams: "log streams",
} as const satisfies Partial<Record<keyof TenantDocument, string>>;

/**
 * What a document changes of the one that was loaded before it, apart from the Actions that it has; `before` is `undefined` at
 * the first load, which changes nothing.
 */
export function otherChanges(before: TenantDocument | undefined, after: TenantDocument): string[] {
  if (!before) return [];
  const keys = new Set(after.actions.map(({ key }) => key));
  const removed = before.actions.filter(({ key }) => !keys.has(key)).map(({ name }) => `${name} (removed)`);
  const changed = (Object.keys(parts) as (keyof typeof parts)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  return [...removed, ...changed.map((part) => parts[part])];
}
