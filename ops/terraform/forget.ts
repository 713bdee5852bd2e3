import { explained } from "./explain";
import type { Workspace } from "./workspace";

/** Takes addresses out of the state; what they stand for stays as it is in Auth0. */
export async function forget({ name, terraform }: Workspace, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  const { exit, stderr } = await terraform.quiet(["state", "rm", ...addresses]);
  if (exit !== 0) throw explained("state rm", stderr, name);
}
