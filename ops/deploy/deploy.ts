import { rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../stacks/errors";
import { secretsVersionAddress } from "../../stacks/secrets-version";
import { requireSecrets } from "../environment";
import { terraformFailed } from "../errors";
import { exitCodes } from "../exit-codes";
import { boundActions } from "../live/bound-actions";
import { refuseUnlistedActions } from "../preflight/unlisted-actions";
import { restoreLockFile } from "../terraform/lock-file";
import type { Terraform } from "../terraform/terraform";
import { openWorkspace, type Request } from "../workspace";

const PLAN_FILE = "deploy.tfplan";

export interface DeployOptions {
  /** Sends the secrets again: replaces the number that stands for them. */
  rotateSecrets: boolean;
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

async function planAndApply(terraform: Terraform, request: Request, { rotateSecrets }: DeployOptions): Promise<number> {
  const replace = rotateSecrets ? [`-replace=${secretsVersionAddress}`] : [];
  const planned = await terraform.show("plan", ["-input=false", "-detailed-exitcode", `-out=${PLAN_FILE}`, ...replace]);
  if (planned === 0) return exitCodes.done;
  if (planned !== 2) throw terraformFailed("plan", planned);
  if (!request.yes && !(await request.confirm(`Apply this to ${request.name}?`))) return exitCodes.declined;
  const applied = await terraform.show("apply", ["-input=false", PLAN_FILE]);
  if (applied !== 0) throw terraformFailed("apply", applied);
  return exitCodes.done;
}

/**
 * Brings a tenant to what its stack says: synth, init, a look at what is bound, plan, confirmation, apply. Gives the exit
 * code. Throws a user error, with nothing changed, when something is missing or the trigger holds unlisted Actions.
 */
export async function deploy(request: Request, options: DeployOptions): Promise<number> {
  const { name, tenant, env, client, folder, terraform } = await openWorkspace(request);
  requireSecrets(name, tenant, env);
  try {
    await terraform.init();
    const [bound, ownIds] = await Promise.all([boundActions(client), ownActionIds(terraform)]);
    refuseUnlistedActions(name, tenant, bound, ownIds);
    return await planAndApply(terraform, request, options);
  } finally {
    rmSync(join(folder, PLAN_FILE), { force: true });
    restoreLockFile(folder);
  }
}
