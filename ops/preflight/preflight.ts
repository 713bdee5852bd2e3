import type { Workspace } from "../workspace";
import type { Problem } from "./problem";

export interface PreflightOptions {
  /**
   * True looks at the secrets too: their form, the Verify service with them, and the scopes that changing a tenant takes.
   * False needs no secret and no more than credentials that may read.
   */
  secrets: boolean;
}

/** Every problem that keeps the workspace's stack from being deployed, at once; none: `[]`. Changes nothing. */
export async function preflight(_workspace: Workspace, _options: PreflightOptions): Promise<Problem[]> {
  throw new Error("being written");
}
