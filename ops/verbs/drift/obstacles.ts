import type { Tenant } from "../../../stacks/tenant-schema";
import { boundActions } from "../../auth0/bound-actions";
import type { ManagementClient } from "../../auth0/client";
import { actionDocument } from "../../auth0/entities";
import { loadedActionIds } from "../../auth0/local-tenant";
import { listedProblems, nameProblems } from "../../live/actions";
import { ownActions } from "../../live/own-actions";
import type { Problem } from "../../live/problem";
import { tenantActions } from "../../live/tenant-actions";
import { unlistedActions } from "../../live/unlisted-actions";
import { writesTrigger } from "../../live/writes-trigger";
import type { ExpectedStack } from "../../terraform/expected-stack";
import type { StackState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";

/** Names that tenants.ts lists and no Action of the tenant has: Terraform can't plan then. */
export async function goneListed(client: ManagementClient, { before, after }: Tenant): Promise<string[]> {
  const listed = [...before, ...after];
  if (listed.length === 0) return [];
  const there = await client.list("/actions/actions", "actions", actionDocument);
  return listed.filter((name) => !there.some((action) => action.name === name));
}

/**
 * What would stop a deploy from reverting a drift: Actions that are bound but not listed, listed but gone, or that have
 * one of our names.
 */
export async function obstacles(
  workspace: Workspace,
  state: StackState,
  expected: ExpectedStack,
  gone: readonly string[],
): Promise<Problem[]> {
  const { name, tenant, client, env, folder } = workspace;
  const isGone = (listed: string) => gone.includes(listed);
  const goneAlone = { ...tenant, before: tenant.before.filter(isGone), after: tenant.after.filter(isGone) };
  const ours = ownActions(folder, state, await loadedActionIds(tenant, env));
  const [bound, actions] = await Promise.all([boundActions(client), tenantActions(client)]);
  return [
    ...(writesTrigger(expected, bound, ours) ? unlistedActions(workspace, bound, ours, actions) : []),
    ...listedProblems(name, goneAlone, { actions: [] }),
    ...nameProblems(workspace, expected, ours, { actions }),
  ];
}
