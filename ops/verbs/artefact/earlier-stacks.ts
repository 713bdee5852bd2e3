import { copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { outputFolder } from "../../../stacks/output";
import { defineTenants } from "../../../stacks/tenant";
import type { TenantConfig } from "../../../stacks/tenant-schema";
import { type Problem, ProblemsError, problemsFound } from "../../live/problem";
import type { Invocation } from "../../support/invocation";
import { whateverHappens } from "../../support/scratch";
import { leftState } from "../../terraform/rescue-copy";
import { builtEarlier, madeForAnother, type Origin, tenantNotIn, tenantsNotAccepted } from "./earlier-stacks-errors";
import { keepLookupKeys } from "./keep-lookup-keys";
import { keepTenantSettings } from "./keep-tenant-settings";

/** Stacks that were made earlier, laid out for Terraform. */
export interface EarlierStacks {
  /** For the tenant as it was configured when the stacks were made. */
  invocation: Invocation;
  /** For `withWorkspace`: a folder with the tenant's folder. Gone when the work is done, unless a state was left in it. */
  stacks: string;
}

/** Where stacks that were made earlier come from. */
export interface StacksSource {
  origin: Origin;
  /** With one folder per tenant. */
  stacks: string;
  lockFile: string;
  /** As tenants.ts was then, by name. */
  tenants: Readonly<Record<string, unknown>>;
}

/**
 * Copies the tenant's stack into its own folder, where a simultaneous synth does not change it. The folder is beside
 * `cdktf.out`, so that the relative path of a local state leads to the same file.
 * @throws UserError when the tenant was not there then, or had another domain or another place for its state. Problems
 * of preflight that are fixed in tenants.ts say which tenants.ts is meant.
 */
export async function withEarlierStacks<Result>(
  invocation: Invocation,
  source: StacksSource,
  work: (earlier: EarlierStacks) => Promise<Result>,
): Promise<Result> {
  const then = invocationAsBuilt(invocation, source);
  const folder = mkdtempSync(`${outputFolder()}-`);
  return whateverHappens(
    () => workOn(folder, then, source, work),
    () => {
      // A state that could be neither written nor moved away is all that knows what was done.
      if (!existsSync(leftState(join(folder, "stacks", invocation.name))))
        rmSync(folder, { recursive: true, force: true });
    },
  );
}

async function workOn<Result>(
  folder: string,
  invocation: Invocation,
  source: StacksSource,
  work: (earlier: EarlierStacks) => Promise<Result>,
): Promise<Result> {
  const stacks = join(folder, "stacks");
  const stack = join(stacks, invocation.name);
  cpSync(join(source.stacks, invocation.name), stack, { recursive: true });
  if (existsSync(source.lockFile)) copyFileSync(source.lockFile, join(stack, ".terraform.lock.hcl"));
  keepTenantSettings(stack);
  keepLookupKeys(stack, invocation);
  try {
    return await work({ invocation, stacks });
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    throw problemsFound(
      invocation.name,
      error.problems.map((problem) => withBuildTimeNote(problem, source)),
    );
  }
}

/** What tenants.ts says now is not looked at: writing something there settles nothing. */
function withBuildTimeNote(problem: Problem, { origin }: StacksSource): Problem {
  if (!problem.where.startsWith("tenants.ts")) return problem;
  return { ...problem, fix: `${problem.fix}\n${builtEarlier(origin)}` };
}

function invocationAsBuilt(invocation: Invocation, { origin, tenants }: StacksSource): Invocation {
  const { name, tenant: now } = invocation;
  if (!Object.hasOwn(tenants, name)) throw tenantNotIn(origin, name, Object.keys(tenants));
  const defined = define(origin, tenants);
  const then = defined[name]!;
  // Deployed with another state, it would all be created once more.
  for (const field of ["domain", "backend"] as const) {
    if (isDeepStrictEqual(then[field], now[field])) continue;
    throw madeForAnother(origin, name, { field, built: then[field], now: now[field] });
  }
  return { ...invocation, tenant: then, tenants: defined };
}

function define(origin: Origin, tenants: StacksSource["tenants"]) {
  try {
    return defineTenants(tenants as Record<string, TenantConfig>);
  } catch (error) {
    throw tenantsNotAccepted(origin, (error as Error).message);
  }
}
