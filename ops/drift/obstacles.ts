import type { Tenant } from "../../stacks/tenant";
import { boundActions } from "../live/bound-actions";
import type { ManagementClient } from "../management/client";
import { listedProblems } from "../preflight/actions";
import type { Problem } from "../preflight/problem";
import { unlistedActions } from "../preflight/unlisted-actions";
import type { StackState } from "../terraform/state";
import type { Workspace } from "../workspace";

/** Names that tenants.ts lists and no Action of the tenant has: Terraform can't plan then. */
export async function goneListed(client: ManagementClient, { before, after }: Tenant): Promise<string[]> {
  const listed = [...before, ...after];
  if (listed.length === 0) return [];
  const there: { name: string }[] = await client.list("/actions/actions", "actions");
  return listed.filter((name) => !there.some((action) => action.name === name));
}

/** What a deploy would stop at, so that it does not put a drift back: Actions that are bound and not listed, or listed and gone. */
export async function obstacles(
  { name, tenant, client }: Workspace,
  { actionIds, replacedIds }: StackState,
  gone: readonly string[],
): Promise<Problem[]> {
  const isGone = (listed: string) => gone.includes(listed);
  const goneAlone = { ...tenant, before: tenant.before.filter(isGone), after: tenant.after.filter(isGone) };
  const ownIds = new Set([...actionIds.values(), ...[...replacedIds.values()].flat()]);
  return [
    ...unlistedActions(name, tenant, await boundActions(client), ownIds),
    ...listedProblems(name, goneAlone, { actions: [] }),
  ];
}
