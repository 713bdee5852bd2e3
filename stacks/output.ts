import { join } from "node:path";
import { repoRoot } from "./repo-root";

/** The committed record of the provider's checksums, the same for every tenant. `npm run lock` writes it. */
export const lockFile: string = join(repoRoot, "stacks", "terraform.lock.hcl");

/** Where an app writes: `CDKTF_OUTDIR`, or `cdktf.out` in the repository. */
export function outputFolder(): string {
  return process.env.CDKTF_OUTDIR ?? join(repoRoot, "cdktf.out");
}
