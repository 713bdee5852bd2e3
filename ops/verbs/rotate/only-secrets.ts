import { secretsVersionAddress } from "../../../stacks/addresses";
import { changeName } from "../../terraform/change-name";
import type { PlanDocument, ResourceChange } from "../../terraform/plan-document";

const FIELDS: Readonly<Record<string, string>> = { secrets_wo: "secrets' names", actions: "order" };

/**
 * What a plan does besides sending the secrets again, one line each; `[]` when that is all.
 * @param allowed addresses of what may be changed, too.
 */
export function besidesSecrets({ changes }: Pick<PlanDocument, "changes">, allowed: readonly string[] = []): string[] {
  return changes
    .filter(({ kind, imported }) => kind !== "none" || imported)
    .filter(({ kind, address }) => !(kind === "update" && allowed.includes(address)))
    .flatMap(besides);
}

/** Addresses of the Actions that are sent their secrets. */
export function sentSecrets({ changes }: Pick<PlanDocument, "changes">): string[] {
  return changes
    .filter(({ before, after }) => changedFields(before, after).includes(VERSION))
    .map(({ address }) => address);
}

const VERSION = "secrets_wo_version";

function besides(change: ResourceChange): string[] {
  const { address, type, kind, imported, tainted, before, after } = change;
  if (address === secretsVersionAddress) return [];
  const what = changeName(change);
  if (kind === "update" && !imported) {
    const fields = changedFields(before, after).filter((field) => field !== VERSION);
    return fields.map((field) => `${what}: its ${FIELDS[field] ?? field} would change`);
  }
  if (tainted) return [`${what}: replaced, because a deploy left it half-created`];
  const verbs = {
    none: "taken over",
    create: "created",
    update: "taken over",
    replace: "replaced",
    remove: "removed",
    forget: "no longer managed",
  };
  return [`${what}: ${verbs[kind]}${type === "auth0_action" ? "" : ` (${address})`}`];
}

function changedFields(before: ResourceChange["before"], after: ResourceChange["after"]): string[] {
  if (before === undefined || after === undefined) return [];
  return Object.keys(after).filter((field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]));
}
