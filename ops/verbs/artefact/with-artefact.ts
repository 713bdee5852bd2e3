import { join } from "node:path";
import type { Tenant } from "../../../stacks/tenant-schema";
import { callerPath } from "../../support/caller-path";
import type { Invocation } from "../../support/invocation";
import { checkArtefact } from "./check";
import { type EarlierStacks, type StacksSource, withEarlierStacks } from "./earlier-stacks";
import { type Artefact, artefactLockFile, output } from "./manifest";
import { requireVerified } from "./receipt";

/**
 * Checks an artefact, named as the caller did, and does some work with its stacks: `deploy(invocation, { …, stacks })`, or a plan.
 * @throws UserError when the artefact was altered, is incomplete, was made for another domain or another state, or was
 * not yet verified in the tenant that `promotesFrom` names.
 */
export async function withArtefact<Result>(
  invocation: Invocation,
  folder: string,
  work: (earlier: EarlierStacks, artefact: Artefact) => Promise<Result>,
): Promise<Result> {
  const artefact = checkArtefact(callerPath(folder, invocation.caller), folder);
  const tenants = Object.entries(artefact.manifest.tenants).map(([name, { config }]) => [name, config] as const);
  const source: StacksSource = {
    origin: { kind: "artefact", folder },
    stacks: join(artefact.folder, output, "stacks"),
    lockFile: join(artefact.folder, artefactLockFile),
    tenants: Object.fromEntries(tenants),
  };
  return withEarlierStacks(invocation, source, (earlier) => {
    for (const from of comesAfter(invocation.tenant, earlier.invocation.tenant)) {
      requireVerified(artefact, invocation.name, from);
    }
    return work(earlier, artefact);
  });
}

/** By tenants.ts as it is now and as it was when the artefact was made. */
function comesAfter(...tenants: Tenant[]): Set<string> {
  return new Set(tenants.flatMap(({ promotesFrom }) => promotesFrom ?? []));
}
