import { join } from "node:path";

/** The repository's folder, from wherever the command was called. */
export const repoRoot: string = join(__dirname, "..");

/** Where the sandbox keeps its certificate authority. */
export const sandboxDir: string = join(repoRoot, ".cache", "sandbox");

/** Where a synth writes the stacks that the sandbox loads. */
export const synthDir: string = join(repoRoot, "cdktf.out");

/** The entry of tenants.ts that `npm start` loads. */
export const sandboxStack = "sandbox";
