import { relative } from "node:path";
import type { Tenant } from "../../stacks/tenant-schema";
import type { ExpectedAction, ExpectedStack } from "../terraform/expected-stack";
import type { Workspace } from "../terraform/workspace";
import type { LiveFacts } from "./live-facts";
import type { OwnActions } from "./own-actions";
import type { Problem } from "./problem";
import type { TenantAction } from "./tenant-actions";

/** Auth0's entity limits: Actions of a tenant, Actions on a trigger. */
const LIMITS = { actions: 100, bindings: 20 };

/** Whether Auth0 offers the runtime that the Actions are made for. */
export function runtimeProblems({ actions }: ExpectedStack, { runtimes }: LiveFacts): Problem[] {
  if (runtimes === undefined) return [];
  // Auth0 lists node18 as node18-actions.
  const offered = runtimes.map((runtime) => runtime.replace(/-actions$/, ""));
  return [...new Set(actions.map(({ runtime }) => runtime))]
    .filter((runtime) => !offered.includes(runtime))
    .map((runtime) => ({
      what: `Auth0 does not offer the runtime ${runtime} for post-login Actions of this tenant; it offers ${offered.join(", ") || "none"}.`,
      where: "stacks/deployed-action.ts",
      fix: "Use the newest one offered, run the tests, and deploy again.",
    }));
}

/** Names of tenants.ts that Terraform could not find, find twice, or not bind. */
export function listedProblems(name: string, { before, after }: Tenant, { actions }: LiveFacts): Problem[] {
  if (actions === undefined) return [];
  const lists = { before, after };
  return (["before", "after"] as const).flatMap((list) => {
    return lists[list].flatMap((listed): Problem[] => {
      const what = fault(actions.filter((action) => action.name === listed));
      if (what === undefined) return [];
      const where = `tenants.ts, ${name}.${list}`;
      const fix = "Correct or remove the name there, or fix the Action in the Auth0 dashboard: Actions, Library.";
      return [
        {
          what: `"${listed}" is listed, but ${what}; planning or binding would fail.`,
          where,
          fix,
        },
      ];
    });
  });
}

function fault(found: TenantAction[]): string | undefined {
  if (found.length === 0) return "the tenant has no Action of that name";
  if (found.length > 1) return `${found.length} Actions have that name, and Terraform can't tell them apart`;
  if (found[0]?.trigger !== "post-login") return "that Action is not for the post-login trigger";
  return found[0].deployed ? undefined : "that Action was never deployed, and so can't be bound";
}

type Stack = Pick<Workspace, "name" | "folder">;

/** Actions with one of our names that Terraform does not know: it would create a second one beside each. */
export function nameProblems(stack: Stack, expected: ExpectedStack, ours: OwnActions, facts: LiveFacts): Problem[] {
  return expected.actions.flatMap((action) =>
    (facts.actions ?? [])
      .filter((live) => live.name === action.name && !ours.ids.has(live.id))
      .map((live) => taken(stack, action, live, { ours, facts })),
  );
}

function taken(
  { name, folder }: Stack,
  { address }: ExpectedAction,
  live: TenantAction,
  { ours, facts: { actions } }: { ours: OwnActions; facts: LiveFacts },
): Problem {
  const own = ours.actionIds.get(address);
  const where = `Auth0 dashboard: Actions, Library, the one with the id ${live.id}`;
  if (own && !actions?.some(({ id }) => id === own)) return gone(name, live, own, where);
  const keep = `To keep it apart: rename it in the dashboard, or give ${name} another actionNamePrefix in tenants.ts.`;
  const isOurs = live.does === undefined || live.does.idle || live.does.jobs.length > 0;
  const adopt =
    `To take it over, with the binding and the order: npm run adopt -- ${name}\n` +
    `To take over only this one, with the variables of .env.${name} in the environment:\n` +
    `  terraform -chdir=${relative(process.cwd(), folder)} import ${address} ${live.id}\n`;
  const leftOver = "If it is a leftover, delete it there (Actions, Library).";
  const cutOff = live.deployed ? "" : "It was never deployed: an apply that was cut off may have made it.\n";
  return {
    what: own
      ? `There are two Actions named "${live.name}": ${own} is ours, ${live.id} is not.`
      : `The tenant has an Action named "${live.name}" that is not in Terraform's state; deploying would create a second one.`,
    where,
    fix: own ? `${keep}\n${leftOver}` : `${cutOff}${isOurs ? adopt : ""}${keep}`,
  };
}

/** The state is another tenant's, or somebody deleted ours and made it again. */
function gone(name: string, live: TenantAction, own: string, where: string): Problem {
  return {
    what: `The tenant has an Action named "${live.name}" that is not in Terraform's state; the one that is, ${own}, no longer exists.`,
    where,
    fix:
      `Check that ${name}.backend in tenants.ts is the one that this tenant was deployed with, and not another tenant's.\n` +
      `If it is, and ours was deleted, take this one over: npm run adopt -- ${name}`,
  };
}

/** Whether the tenant has room for what a deploy makes. */
export function limitProblems(
  name: string,
  expected: ExpectedStack,
  ours: OwnActions,
  { actions, boundToResets }: LiveFacts,
): Problem[] {
  const problems: Problem[] = [];
  const others = (boundToResets ?? []).filter(({ id }) => !ours.ids.has(id)).length;
  const onResets = others + expected.resetActions.length;
  if (expected.resetActions.length > 0 && onResets > LIMITS.bindings) {
    problems.push({
      what: `The trigger of password resets would hold ${onResets} Actions; Auth0 takes ${LIMITS.bindings} at most.`,
      where: "Auth0 dashboard: Actions, Triggers, password-reset-post-challenge",
      fix: "Unbind Actions that are not needed, or merge some into one.",
    });
  }
  const bound = expected.order?.length ?? 0;
  if (bound > LIMITS.bindings) {
    problems.push({
      what: `The post-login trigger would hold ${bound} Actions; Auth0 takes ${LIMITS.bindings} at most.`,
      where: `tenants.ts, ${name}.before and ${name}.after`,
      fix: "Unbind Actions that are not needed and remove them there, or merge some into one.",
    });
  }
  const known = new Set(actions?.map(({ id }) => id));
  const isThere = (address: string) => known.has(ours.actionIds.get(address) ?? "") || ours.imported.has(address);
  const toMake = expected.actions.filter(({ address }) => !isThere(address)).length;
  const total = (actions?.length ?? 0) + toMake;
  if (actions && toMake > 0 && total > LIMITS.actions) {
    problems.push({
      what: `The tenant has ${actions.length} Actions and would get ${total}; Auth0 takes ${LIMITS.actions} at most.`,
      where: "Auth0 dashboard: Actions, Library",
      fix: "Delete Actions that no trigger needs.",
    });
  }
  return problems;
}
