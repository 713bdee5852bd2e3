import { actionNames, type Tenant } from "../../stacks/tenant";
import type { BoundAction } from "../live/bound-actions";
import type { OwnActions } from "./own-actions";
import type { Problem } from "./problem";

/** What the code of bound Actions says, by their ids. */
export interface Recognised {
  /** Built from our sources: were the state or their prefix another, listing them would bind ours twice. */
  ours: ReadonlySet<string>;
  /** Made by hand to do what ours do: listed, they would do it beside them. */
  alike: ReadonlySet<string>;
}

const nothing: Recognised = { ours: new Set(), alike: new Set() };

/** `listed` with the names of `live` among them: the live order first, then what is listed and not bound. */
function merged(live: string[], listed: string[]): string {
  return JSON.stringify([...live, ...listed.filter((name) => !live.includes(name))]);
}

/**
 * Whether a deploy would unbind somebody's Action: one that is neither ours (an id in our state, or a name of ours) nor
 * in the tenant's `before` and `after`. The problem names each in order and says what to write in tenants.ts.
 */
export function unlistedActions(
  name: string,
  tenant: Tenant,
  bound: readonly BoundAction[],
  own: Pick<OwnActions, "ids" | "challengeIds">,
  { ours, alike }: Recognised = nothing,
): Problem[] {
  const names = actionNames(tenant);
  const ownNames = new Set(Object.values(names));
  const isOurs = (action: BoundAction) => own.ids.has(action.id) || ownNames.has(action.name);
  const others = bound.filter((action) => !isOurs(action));
  const listed = new Set([...tenant.before, ...tenant.after]);
  const unlisted = others.filter((action) => !listed.has(action.name));
  if (unlisted.length === 0) return [];
  if (unlisted.some(({ id }) => ours.has(id))) return [unknownOurs(name, tenant, bound, ours)];

  const twins = unlisted.filter(({ id }) => alike.has(id));
  const challenge = bound.findIndex(({ id, name }) => own.challengeIds.has(id) || name === names.mfaChallenge);
  const runsBefore = ({ name: other }: BoundAction, position: number) =>
    tenant.before.includes(other) || (!tenant.after.includes(other) && (challenge === -1 || position < challenge));
  const listOf = (wanted: boolean) =>
    bound
      .filter(
        (action, position) => !isOurs(action) && !twins.includes(action) && runsBefore(action, position) === wanted,
      )
      .map((action) => action.name);
  return [
    {
      check: "trigger",
      what:
        `The post-login trigger of ${tenant.domain} holds Actions that tenants.ts does not list; deploying would unbind them:\n` +
        unlisted.map((action) => `  ${bound.indexOf(action) + 1}. ${action.name}`).join("\n"),
      where: `tenants.ts, ${name}.before and ${name}.after`,
      fix: [
        ...(twins.length > 0 ? aboutTwins(name, twins) : []),
        ...(twins.length < unlisted.length
          ? aboutOthers(name, twins.length > 0 ? "the others" : "them", [
              merged(listOf(true), tenant.before),
              merged(listOf(false), tenant.after),
            ])
          : []),
      ].join("\n"),
    },
  ];
}

function aboutTwins(name: string, twins: readonly BoundAction[]): string[] {
  const named = twins.map((action) => JSON.stringify(action.name)).join(", ");
  return [
    `By their code these do what ours do, and listed would do it once more: ${named}.`,
    `  Take over those that are to become ours (npm run adopt -- ${name}), and unbind the rest in the Auth0 dashboard.`,
  ];
}

function aboutOthers(name: string, them: string, [before, after]: [before: string, after: string]): string[] {
  return [
    `To keep ${them}, write in tenants.ts under ${name} (in "before" only those that never pause a login):`,
    `  before: ${before},`,
    `  after: ${after},`,
    "To let them go, unbind them in the Auth0 dashboard first.",
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
