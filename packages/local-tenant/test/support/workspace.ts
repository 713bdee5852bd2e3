import { join } from "node:path";

/** The repository that the package is developed in, which has the runner of TypeScript and the caches. */
export const workspace: string = join(__dirname, "..", "..", "..", "..");

/** The certificate authority that all suites share. */
export const testAuthority: string = join(workspace, ".cache", "test-ca");
