import type { ValueMap } from "../values";
import { thumbprint } from "./credentials";

/** How many keys every tenant lets a client have. */
const CAP = 2;

export interface CredentialChanges {
  add: ValueMap[];
  remove: ValueMap[];
  expire: { id: string; at: string }[];
}

export type RotationStep = { attach: ValueMap } | { detach: string };

/** Terraform's name of what makes two members of the set different. */
function identity({ credential_type, pem, algorithm, name, expires_at }: ValueMap): string {
  return JSON.stringify([credential_type, pem, algorithm ?? "RS256", name ?? "", expires_at ?? ""]);
}

/** What is new, what goes, and what only expires at another time, as the real provider tells them apart. */
export function credentialChanges(prior: ValueMap[], planned: ValueMap[]): CredentialChanges {
  const [before, after] = [prior, planned].map((credentials) => new Set(credentials.map(identity)));
  const add = planned.filter((credential) => !before!.has(identity(credential)));
  const remove = prior.filter((credential) => !after!.has(identity(credential)));
  const changes: CredentialChanges = { add: [], remove: [...remove], expire: [] };
  for (const added of add) {
    const same = changes.remove.find((removed) => sameKey(removed, added));
    if (!same) {
      changes.add.push(added);
      continue;
    }
    changes.remove.splice(changes.remove.indexOf(same), 1);
    const at = added.expires_at;
    if (typeof at === "string" && at !== same.expires_at) changes.expire.push({ id: String(same.id), at });
  }
  return changes;
}

function sameKey(removed: ValueMap, added: ValueMap): boolean {
  const pem = removed.pem === added.pem || (removed.pem === "" && thumbprint(String(added.pem)) === removed.key_id);
  return pem && (removed.algorithm ?? "RS256") === (added.algorithm ?? "RS256");
}

/** With room for one more key the new one comes first, so that one is valid always; at the cap an old one goes first. */
export function rotationSteps({ add, remove }: CredentialChanges, attached: number): RotationStep[] {
  const pairs = Math.min(add.length, remove.length);
  const detach = (credential: ValueMap): RotationStep => ({ detach: String(credential.id) });
  const attach = (credential: ValueMap): RotationStep => ({ attach: credential });
  const paired = Array.from({ length: pairs }, (_, index) => {
    const pair = [attach(add[index]!), detach(remove[index]!)];
    return attached < CAP ? pair : pair.reverse();
  }).flat();
  return [...paired, ...remove.slice(pairs).map(detach), ...add.slice(pairs).map(attach)];
}
