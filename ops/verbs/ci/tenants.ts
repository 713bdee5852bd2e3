import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { isLoopback, type Tenant } from "../../../stacks/tenant-schema";
import { callerPath } from "../../support/caller-path";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { annotate, setOutput } from "./runner";

/** The tenants that workflows work on, as the matrices of their jobs. */
export interface TenantLists {
  /** All but those that run on a developer's machine and keep their state there. */
  tenants: string[];
  /** Those of them that no other comes before. */
  first: string[];
  /** Those that come after one of `first`. */
  second: string[];
}

export function tenantLists(tenants: Readonly<Record<string, Tenant>>): TenantLists {
  const deployed = Object.entries(tenants).filter(([, tenant]) => !isOnOneMachine(tenant));
  const first = deployed.filter(([, { promotesFrom }]) => promotesFrom === undefined).map(([name]) => name);
  const second = deployed.filter(([, { promotesFrom }]) => promotesFrom !== undefined && first.includes(promotesFrom));
  return { tenants: deployed.map(([name]) => name), first, second: second.map(([name]) => name) };
}

function isOnOneMachine(tenant: Tenant): boolean {
  return isLoopback(tenant) && (tenant.backend?.type ?? "local") === "local";
}

export interface CiTenantsOptions {
  /** A folder of sealed plans, `<tenant>.plan`: of `second`, those whose plan is there and not empty. Absent: all. */
  sealed?: string;
}

/** Sets the outputs `tenants`, `first` and `second`, each a JSON list for a matrix. Returns the exit code. */
export function ciTenants(
  { tenants, caller, output }: Pick<Invocation, "tenants" | "caller" | "output">,
  { sealed }: CiTenantsOptions,
): number {
  const lists = tenantLists(tenants);
  const plan = (tenant: string) => join(callerPath(sealed!, caller), `${tenant}.plan`);
  const changes = (tenant: string) => existsSync(plan(tenant)) && statSync(plan(tenant)).size > 0;
  const found = { ...lists, second: sealed === undefined ? lists.second : lists.second.filter(changes) };
  for (const [name, list] of Object.entries(found)) setOutput(caller, name, JSON.stringify(list));
  for (const name of lists.tenants.filter((tenant) => !isReached(tenant, lists))) {
    const what = `comes after more than one other tenant (promotesFrom), and deploy.yml has only two steps, so it is not deployed`;
    annotate({ caller, output }, "notice", name, what);
  }
  output.result(found, `${found.tenants.join("\n")}\n`);
  return exitCodes.done;
}

function isReached(name: string, { first, second }: TenantLists): boolean {
  return first.includes(name) || second.includes(name);
}
