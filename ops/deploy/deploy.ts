import { rmSync } from "node:fs";
import { join } from "node:path";
import { placeholderTenant, UserError } from "../../stacks/errors";
import { secretsVersionAddress } from "../../stacks/secrets-version";
import { isPlaceholder, type Tenant } from "../../stacks/tenant";
import { exitCodes, initFailed, terraformFailed } from "../errors";
import { managementClient } from "../management/client";
import type { Environment } from "../management/credentials";
import { boundActions, refuseUnlistedActions } from "./bound-actions";
import { deployEnvironment } from "./environment";
import { restoreLockFile } from "./lock-file";
import { type Terraform, terraformIn } from "./terraform";

const PLAN_FILE = "deploy.tfplan";

export interface DeployOptions {
  name: string;
  tenant: Tenant;
  /** Writes the stacks; gives the folder of this tenant's. */
  synthesise(): Promise<string>;
  /** Asks the person, with the plan above; false leaves everything as it is. */
  confirm(): Promise<boolean>;
  env: Environment;
  /** Sends the secrets again: replaces the number that stands for them. */
  rotateSecrets: boolean;
}

async function init(terraform: Terraform): Promise<void> {
  const { exit, stdout, stderr } = await terraform.quiet(["init", "-no-color", "-input=false"]);
  if (exit !== 0) throw initFailed(stderr || stdout);
}

/** Ids of the Actions that Terraform's state says are ours; empty before the first deploy. */
async function ownActionIds(terraform: Terraform): Promise<Set<string>> {
  const { exit, stdout, stderr } = await terraform.quiet(["state", "pull"]);
  if (exit !== 0) throw new UserError(`The state can't be read:\n${stderr.trim()}`);
  const { resources = [] } = stdout.trim() === "" ? {} : JSON.parse(stdout);
  const ours = resources.filter((resource: { mode: string; type: string }) => {
    return resource.mode === "managed" && resource.type === "auth0_action";
  });
  return new Set(
    ours.flatMap((resource: { instances: { attributes: { id: string } }[] }) => {
      return resource.instances.map(({ attributes }) => attributes.id);
    }),
  );
}

async function planAndApply(terraform: Terraform, { confirm, rotateSecrets }: DeployOptions): Promise<number> {
  const replace = rotateSecrets ? [`-replace=${secretsVersionAddress}`] : [];
  const planned = await terraform.show("plan", ["-input=false", "-detailed-exitcode", `-out=${PLAN_FILE}`, ...replace]);
  if (planned === 0) return exitCodes.done;
  if (planned !== 2) throw terraformFailed("plan", planned);
  if (!(await confirm())) return exitCodes.declined;
  const applied = await terraform.show("apply", ["-input=false", PLAN_FILE]);
  if (applied !== 0) throw terraformFailed("apply", applied);
  return exitCodes.done;
}

/**
 * Brings a tenant to what its stack says: synth, init, a look at what is bound, plan, confirmation, apply. Gives the exit
 * code. Throws a user error, with nothing changed, when something is missing or the trigger holds unlisted Actions.
 */
export async function deploy(options: DeployOptions): Promise<number> {
  const { name, tenant } = options;
  if (isPlaceholder(tenant)) throw new UserError(placeholderTenant(name, tenant.domain).message, exitCodes.notReady);
  const env = await deployEnvironment(name, tenant, options.env);
  const client = await managementClient(tenant.domain, env);
  const folder = await options.synthesise();
  const terraform = terraformIn(folder, env);
  try {
    await init(terraform);
    const [bound, ownIds] = await Promise.all([boundActions(client), ownActionIds(terraform)]);
    refuseUnlistedActions(name, tenant, bound, ownIds);
    return await planAndApply(terraform, options);
  } finally {
    rmSync(join(folder, PLAN_FILE), { force: true });
    restoreLockFile(folder);
  }
}
