import { existsSync } from "node:fs";
import { lockFile } from "../../../stacks/output";
import { isLoopback, isPlaceholder } from "../../../stacks/tenant-schema";
import type { Invocation } from "../../support/invocation";
import { lockMissing, stateWouldBeLost } from "./errors";
import { annotate } from "./runner";

/**
 * False, said as a notice, while the tenant's domain is the placeholder that the repository came with: a workflow has
 * nothing to do then. @throws UserError when the tenant's state would be lost with the machine, or when the
 * provider's checksums are not committed.
 */
export function readyForWorkflow(invocation: Invocation): boolean {
  const { name, tenant } = invocation;
  if (isPlaceholder(tenant)) {
    const what = `its domain in tenants.ts is still the placeholder ${tenant.domain}: nothing to do`;
    annotate(invocation, "notice", name, what);
    return false;
  }
  if (isLoopback(tenant)) return true;
  if ((tenant.backend?.type ?? "local") === "local") throw stateWouldBeLost(name);
  if (!existsSync(lockFile)) throw lockMissing(name);
  return true;
}
