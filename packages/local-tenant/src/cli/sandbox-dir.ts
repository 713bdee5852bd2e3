import { join } from "node:path";

/** Where a local tenant that was started in this folder keeps its certificate authority and its credentials. */
export const sandboxDir: string = join(process.cwd(), ".cache", "sandbox");
