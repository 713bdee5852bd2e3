import { join } from "node:path";
import { placeholderTenant, UserError } from "../../stacks/errors";
import { isPlaceholder, type Tenant } from "../../stacks/tenant-schema";
import { lazyManagementClient, type ManagementClient } from "../auth0/client";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";
import type { Invocation } from "../support/invocation";
import { withoutLineBreaks } from "../support/tenant-text";
import { synthesise } from "./synthesise";
import { environmentOf } from "./tenant-environment";
import { type Terraform, terraformIn } from "./terraform";

/** A tenant with everything at hand to work on it. */
export interface Workspace {
  name: string;
  tenant: Tenant;
  /** The caller's, completed; what Terraform and Twilio get. */
  env: Environment;
  /** Signs in at its first call. */
  client: ManagementClient;
  /** The synthesised stack's folder, where Terraform runs. */
  folder: string;
  terraform: Terraform;
}

/**
 * Synthesises. Throws a user error for a placeholder domain and the like.
 * @param stacks a folder with one folder per tenant, made earlier; absent: they are synthesised now.
 */
export async function openWorkspace(request: Invocation, stacks?: string): Promise<Workspace> {
  const { name, tenant } = request;
  if (isPlaceholder(tenant)) throw new UserError(placeholderTenant(name, tenant.domain).message, exitCodes.notReady);
  return openAnyWorkspace(request, stacks);
}

/** The same, for a placeholder domain too: what needs the tenant itself will fail. */
export async function openAnyWorkspace(request: Invocation, stacks?: string): Promise<Workspace> {
  const { name, tenant, tenants, caller } = request;
  // At the same time: a local tenant is asked whether it runs, and the build is another process.
  const [env, synthesised] = await Promise.all([environmentOf(name, tenant, caller), stacks ?? synthesise(tenants)]);
  const client = lazyManagementClient(tenant.domain, env);
  const folder = join(synthesised, name);
  return { name, tenant: comparable(tenant), env, client, folder, terraform: terraformIn(folder, env) };
}

/** With the names of other people's Actions as they are read from the tenant. */
function comparable(tenant: Tenant): Tenant {
  return { ...tenant, before: tenant.before.map(withoutLineBreaks), after: tenant.after.map(withoutLineBreaks) };
}
