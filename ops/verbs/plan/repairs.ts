import { secretsVersionAddress } from "../../../stacks/addresses";
import type { Finding, FindingKind } from "../../live/finding";
import type { ResourceChange } from "../../terraform/plan-document";

/** What sending the secrets again repairs. */
const sentAgain: FindingKind[] = ["rotation-lost", "secret-by-hand"];

/**
 * Which findings a plan would leave as they are, and which Terraform address has to be replaced to repair each: the
 * provider reads neither builds nor secrets, so it plans nothing for a failed build, a version deployed by hand or a
 * secret added in the dashboard. The binding is never among them: replacing it would leave nothing bound.
 * @param changes of the plan; `[]` when it is empty.
 */
export function repairs(findings: readonly Finding[], changes: readonly ResourceChange[]): Map<string, Finding[]> {
  const planned = new Set(changes.filter(({ kind }) => kind !== "none").map(({ address }) => address));
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { address, kind, pending } = finding;
    if (pending || address === undefined) continue;
    const target = sentAgain.includes(kind) ? secretsVersionAddress : address;
    if (!planned.has(target)) found.set(target, [...(found.get(target) ?? []), finding]);
  }
  return found;
}
