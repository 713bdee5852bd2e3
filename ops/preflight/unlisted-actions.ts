import { actionNames, type Tenant } from "../../stacks/tenant";
import type { BoundAction } from "../live/bound-actions";
import { type Problem, problemsFound } from "./problem";

/** `listed` with the names of `live` among them: the live order first, then what is listed and not bound. */
function merged(live: string[], listed: string[]): string {
  return JSON.stringify([...live, ...listed.filter((name) => !live.includes(name))]);
}

/**
 * Whether a deploy would unbind somebody's Action: one that is neither ours (an id in our state, or a name of ours) nor
 * in the tenant's `before` and `after`. The problem names each in order and says what to write in tenants.ts.
 * @param recognised ids of Actions whose code was built from our sources: were the state or their prefix another, listing
 * them would bind ours twice.
 */
export function unlistedActions(
  name: string,
  tenant: Tenant,
  bound: readonly BoundAction[],
  ownIds: ReadonlySet<string>,
  recognised: ReadonlySet<string> = new Set(),
): Problem[] {
  const ownNames = new Set(Object.values(actionNames(tenant)));
  const isOurs = (action: BoundAction) => ownIds.has(action.id) || ownNames.has(action.name);
  const others = bound.filter((action) => !isOurs(action));
  const listed = new Set([...tenant.before, ...tenant.after]);
  const unlisted = others.filter((action) => !listed.has(action.name));
  if (unlisted.length === 0) return [];
  if (unlisted.some(({ id }) => recognised.has(id))) return [unknownOurs(name, tenant, bound, recognised)];

  const firstOurs = bound.findIndex(isOurs);
  const runsBefore = ({ name: other }: BoundAction, position: number) =>
    tenant.before.includes(other) || (!tenant.after.includes(other) && (firstOurs === -1 || position < firstOurs));
  const names = (wanted: boolean) =>
    bound
      .filter((action, position) => !isOurs(action) && runsBefore(action, position) === wanted)
      .map((action) => action.name);
  return [
    {
      check: "trigger",
      what:
        `The post-login trigger of ${tenant.domain} holds Actions that tenants.ts does not list; deploying would unbind them:\n` +
        unlisted.map((action) => `  ${bound.indexOf(action) + 1}. ${action.name}`).join("\n"),
      where: `tenants.ts, ${name}.before and ${name}.after`,
      fix:
        `To keep them, write in tenants.ts under ${name} (in "before" only those that never pause a login):\n` +
        `  before: ${merged(names(true), tenant.before)},\n` +
        `  after: ${merged(names(false), tenant.after)},\n` +
        "To let them go, unbind them in the Auth0 dashboard first.",
    },
  ];
}

function unknownOurs(
  name: string,
  tenant: Tenant,
  bound: readonly BoundAction[],
  recognised: ReadonlySet<string>,
): Problem {
  const ours = bound.filter(({ id }) => recognised.has(id));
  return {
    check: "trigger",
    what:
      `The post-login trigger of ${tenant.domain} holds Actions that were built from our sources, and that neither the state nor actionNamePrefix knows:\n` +
      ours.map((action) => `  ${bound.indexOf(action) + 1}. ${action.name}`).join("\n"),
    where: `tenants.ts, ${name}.backend and ${name}.actionNamePrefix`,
    fix:
      "Check that the backend is the one that they were deployed with.\n" +
      `If that state is lost, take them over with the binding and the order: npm run adopt -- ${name}`,
  };
}

/** Throws the user error for `unlistedActions`, if there are any. */
export function refuseUnlistedActions(
  name: string,
  tenant: Tenant,
  bound: readonly BoundAction[],
  ownIds: ReadonlySet<string>,
): void {
  const problems = unlistedActions(name, tenant, bound, ownIds);
  if (problems.length > 0) throw problemsFound(name, problems);
}
