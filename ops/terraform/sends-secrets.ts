import type { ResourceChange } from "./plan-document";

/** The provider sends secrets when it creates an Action, and when their names or their version change. */
export function sendsSecrets({ kind, before, after }: ResourceChange): boolean {
  if (!Array.isArray(after?.secrets_wo) || after.secrets_wo.length === 0) return false;
  if (kind === "create" || kind === "replace") return true;
  const named = (attributes: ResourceChange["after"]) =>
    JSON.stringify([attributes?.secrets_wo_version, attributes?.secrets_wo]);
  return kind === "update" && named(before) !== named(after);
}
