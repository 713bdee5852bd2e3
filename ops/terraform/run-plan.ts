import { chmodSync } from "node:fs";
import { keptDisplayNames } from "./display-names";
import { explained } from "./explain";
import type { Workspace } from "./workspace";

export interface RunPlanOptions {
  /** Absolute; where the plan is saved. */
  file: string;
  /** Terraform addresses to replace. */
  replace?: string[];
  /** Terraform addresses to plan alone, with what they need; absent: all. */
  targets?: string[];
  /**
   * Whether to hold the state's lock. Without it no right to write to the backend is needed; such a plan is as safe to
   * apply, since Terraform takes it only onto the state that it was made from.
   */
  lock: boolean;
}

/** Makes a plan and saves it. Returns whether it changes anything. @throws UserError that explains Terraform's refusal. */
export async function runPlan(workspace: Workspace, options: RunPlanOptions): Promise<boolean> {
  const { name, terraform } = workspace;
  const args = [
    "plan",
    "-no-color",
    "-input=false",
    "-detailed-exitcode",
    `-lock=${options.lock}`,
    `-out=${options.file}`,
    ...(options.replace ?? []).map((address) => `-replace=${address}`),
    ...(options.targets ?? []).map((address) => `-target=${address}`),
    ...(await keptDisplayNames(workspace)),
  ];
  let { exit, stderr } = await terraform.quiet(args);
  if (exit === 1 && /terraform init/.test(stderr)) {
    // What init had made ready is gone, such as a provider in a mirror that has moved.
    await terraform.init(true);
    ({ exit, stderr } = await terraform.quiet(args));
  }
  if (exit !== 0 && exit !== 2) throw explained("plan", stderr, name);
  // It holds ids and code, which other users of a shared machine should not see.
  chmodSync(options.file, 0o600);
  return exit === 2;
}
