import { isLoopback, isPlaceholder } from "../../stacks/tenant";
import type { Request } from "../workspace";
import { stateWouldBeLost } from "./errors";
import { annotate } from "./runner";

/**
 * False, said as a notice, while the tenant's domain is the placeholder that the repository came with: a workflow has
 * nothing to do then. @throws UserError when the tenant's state would be lost with the machine.
 */
export function readyForWorkflow({ name, tenant, caller }: Request): boolean {
  if (isPlaceholder(tenant)) {
    annotate(
      caller,
      "notice",
      name,
      `its domain in tenants.ts is still the placeholder ${tenant.domain}: nothing to do`,
    );
    return false;
  }
  if (!isLoopback(tenant) && (tenant.backend?.type ?? "local") === "local") throw stateWouldBeLost(name);
  return true;
}
