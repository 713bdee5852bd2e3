import { join } from "node:path";
import { repoRoot } from "../stacks/repo-root";

/** Where the local tenant keeps its certificate authority. */
export const sandboxDir: string = join(repoRoot, ".cache", "sandbox");

/** Where a synth writes the stacks that the local tenant loads. */
export const synthDir: string = join(repoRoot, "cdktf.out");

/** The entry of tenants.ts that `npm start` loads. */
export const sandboxStack = "sandbox";
