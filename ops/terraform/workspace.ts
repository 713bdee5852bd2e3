import { join } from "node:path";
import { placeholderTenant, UserError } from "../../stacks/errors";
import { isPlaceholder, type Tenant } from "../../stacks/tenant-schema";
import { lazyManagementClient, type ManagementClient } from "../auth0/client";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";
import type { Invocation } from "../support/invocation";
import { whateverHappens, withScratch } from "../support/scratch";
import { refuseWhenStopped } from "../support/stop";
import { withoutLineBreaks } from "../support/tenant-text";
import { dummySecrets } from "./dummy-secrets";
import { restoreLockFile } from "./lock-file";
import { environmentOf } from "./tenant-environment";
import { type Terraform, terraformIn } from "./terraform";
import { writeStacks } from "./write-stacks";

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

export interface WorkspaceOptions {
  /** Variables in place of the caller's, or dummies for all the secrets. Absent: the caller's. */
  secrets?: "dummies" | Environment;
  /** A folder with one folder per tenant, synthesised earlier. Absent: they are synthesised now. */
  stacks?: string | undefined;
  /** Takes a placeholder domain, too: what needs the tenant itself will fail. */
  placeholder?: boolean;
}

/**
 * Synthesises, does some work on a tenant, and leaves nothing behind, however the work ends: its folder for plans and the
 * like is removed, and the provider lock that Terraform may have changed is put back.
 * @param work nothing of it begins once the process was told to stop.
 * @throws UserError for a placeholder domain, an environment that can't be right, and what `work` throws.
 */
export async function withWorkspace<Result>(
  { name, tenant, tenants, caller }: Pick<Invocation, "name" | "tenant" | "tenants" | "caller">,
  { secrets = {}, stacks, placeholder = false }: WorkspaceOptions,
  work: (workspace: Workspace, scratch: string) => Promise<Result>,
): Promise<Result> {
  if (!placeholder && isPlaceholder(tenant)) {
    throw new UserError(placeholderTenant(name, tenant.domain).message, exitCodes.notReady);
  }
  // At the same time: a local tenant is asked whether it runs, and the build is another process.
  const [given, synthesised] = await Promise.all([environmentOf(name, tenant, caller), stacks ?? writeStacks(tenants)]);
  const env = { ...given, ...(secrets === "dummies" ? dummySecrets(tenant) : secrets) };
  const folder = join(synthesised, name);
  const client = lazyManagementClient(tenant.domain, env);
  // With the names of other people's Actions as they are read from the tenant.
  const [before, after] = [tenant.before.map(withoutLineBreaks), tenant.after.map(withoutLineBreaks)];
  const terraform = terraformIn(folder, env);
  const workspace = { name, tenant: { ...tenant, before, after }, env, client, folder, terraform };
  await refuseWhenStopped();
  return withScratch("workspace", (scratch) =>
    whateverHappens(
      () => work(workspace, scratch),
      () => restoreLockFile(folder),
    ),
  );
}
