import { actionNames, type Tenant } from "../../stacks/tenant-schema";
import type { BoundAction as LiveBinding } from "../auth0/entities";
import { npmRun, quoted } from "../support/commands";
import type { Workspace } from "../terraform/workspace";
import { listsWith } from "./foreign-lists";
import type { OwnActions } from "./own-actions";
import type { Problem } from "./problem";
import type { Recognised } from "./recognise";
import { seenInWords } from "./seen-in-words";
import type { TenantAction } from "./tenant-actions";

type BoundAction = Pick<LiveBinding, "id" | "name">;

/**
 * Whether a deploy would unbind somebody's Action: one that is neither ours (an id in our state, or a name of ours) nor
 * in the tenant's `before` and `after`. The problem names each in order and says what to write in tenants.ts.
 * @param actions the tenant's.
 */
export function unlistedActions(
  { name, tenant }: Pick<Workspace, "name" | "tenant">,
  bound: readonly BoundAction[],
  own: Pick<OwnActions, "ids" | "challengeIds">,
  actions: readonly Pick<TenantAction, "id" | "does">[] = [],
): Problem[] {
  const names = actionNames(tenant);
  const ownNames = new Set<string>(Object.values(names));
  const others = bound.filter(({ id, name: other }) => !own.ids.has(id) && !ownNames.has(other));
  const listed = new Set([...tenant.before, ...tenant.after]);
  const unlisted = others.filter((action) => !listed.has(action.name));
  if (unlisted.length === 0) return [];
  const whatDoes = ({ id }: BoundAction) => actions.find((action) => action.id === id)?.does;
  // Were the state or their prefix another, listing them would bind ours twice.
  const ours = unlisted.filter((action) => whatDoes(action)?.own);
  if (ours.length > 0) return [unknownOurs(name, tenant, bound, ours)];

  const twins = unlisted.filter((action) => whatDoes(action)?.sure && whatDoes(action)?.jobs.length);
  const unclear = unlisted.filter((action) => whatDoes(action)?.sure === false);
  const challenge = bound.findIndex(({ id, name: other }) => own.challengeIds.has(id) || other === names.mfaChallenge);
  const goesBefore = (action: BoundAction) => {
    if (listed.has(action.name)) return tenant.before.includes(action.name);
    if (whatDoes(action)?.pauses.length) return false;
    return challenge === -1 || bound.indexOf(action) < challenge;
  };
  const kept = others.filter((action) => !twins.includes(action));
  const lists = listsWith(tenant, {
    before: kept.filter(goesBefore),
    after: kept.filter((action) => !goesBefore(action)),
  });
  return [
    {
      what:
        `The post-login trigger of ${tenant.domain} holds Actions that tenants.ts does not list; deploying would unbind them:\n` +
        numbered(bound, unlisted),
      where: `tenants.ts, ${name}.before and ${name}.after`,
      fix: [
        ...(twins.length > 0 ? aboutTwins(name, twins) : []),
        ...(twins.length < unlisted.length ? aboutOthers(name, twins.length > 0 ? "the others" : "them", lists) : []),
        ...aboutUnclear(
          name,
          unclear.map((action) => ({ name: action.name, does: whatDoes(action) })),
        ),
      ].join("\n"),
    },
  ];
}

function numbered(bound: readonly BoundAction[], some: readonly BoundAction[]): string {
  return some.map((action) => `  ${bound.indexOf(action) + 1}. ${action.name}`).join("\n");
}

function aboutTwins(name: string, twins: readonly BoundAction[]): string[] {
  const named = twins.map((action) => JSON.stringify(action.name)).join(", ");
  return [
    `Judging by their code, these do what ours do, and would do it a second time if listed: ${named}.`,
    `  Take over those that should become ours (${npmRun("adopt", name)}), and unbind the rest in the Auth0 dashboard.`,
  ];
}

function aboutOthers(name: string, them: string, lists: string): string[] {
  return [
    `To keep ${them}, write in tenants.ts under ${name} ("before" runs after passwordless-feedback and before mfa-challenge,`,
    `and is only for Actions that never pause a login):\n${lists}To drop them, unbind them in the Auth0 dashboard first.`,
  ];
}

function aboutUnclear(name: string, unclear: readonly { name: string; does: Recognised | undefined }[]): string[] {
  return unclear.flatMap((action) => {
    const { jobs = [], seen = [] } = action.does ?? {};
    const ours = jobs.length === 1 ? jobs[0] : "<ours>";
    return [
      `${JSON.stringify(action.name)} may do what ours do, and would do it a second time if listed: it ${seenInWords(seen)}.`,
      `  To have it replaced by ours, whatever else it does: ${npmRun("adopt", name)} --action ${ours}=${quoted(action.name)}`,
    ];
  });
}

function unknownOurs(
  name: string,
  tenant: Tenant,
  bound: readonly BoundAction[],
  ours: readonly BoundAction[],
): Problem {
  return {
    what:
      `The post-login trigger of ${tenant.domain} holds Actions that were built from our sources, but are not in the state and don't have actionNamePrefix:\n` +
      numbered(bound, ours),
    where: `tenants.ts, ${name}.backend and ${name}.actionNamePrefix`,
    fix:
      "Check that the backend is the one they were deployed with.\n" +
      `If that state is lost, take them over with the binding and the order: ${npmRun("adopt", name)}`,
  };
}
