import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { repoRoot } from "../stacks/repo-root";
import { envFileUnreadable } from "./errors";
import type { Environment } from "./management/credentials";

/**
 * The variables in `.env.<tenant>` beside `tenants.ts`; none when there is no such file. It is git-ignored.
 * @throws UserError when it can't be read.
 */
export function readEnvFile(tenant: string, folder: string = repoRoot): Environment {
  const file = join(folder, `.env.${tenant}`);
  try {
    return parseEnv(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw envFileUnreadable(file, (error as Error).message);
  }
}
