import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { guardianAddress, tenantAddress } from "../../../stacks/addresses";
import { readStackDocument } from "../../../stacks/stack-document";

/**
 * For a stack that was made before it could hold settings of the tenant: the state lets go of them, and they stay as they
 * are. Terraform would destroy what the stack does not name, and Auth0's provider then turns every MFA factor off.
 */
export function keepTenantSettings(folder: string): void {
  const { resource, removed } = readStackDocument(folder);
  const known = [
    ...(["auth0_tenant", "auth0_guardian"] as const).flatMap((type) => {
      return Object.keys(resource[type]).map((name) => `${type}.${name}`);
    }),
    ...removed.map(({ from }) => from),
  ];
  const forgotten = [tenantAddress, guardianAddress].filter((address) => !known.includes(address));
  if (forgotten.length === 0) return;
  const blocks = forgotten.map((from) => ({ from, lifecycle: { destroy: false } }));
  writeFileSync(join(folder, "keep-tenant-settings.tf.json"), JSON.stringify({ removed: blocks }));
}
