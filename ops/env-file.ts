import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { repoRoot } from "../stacks/repo-root";
import type { Environment } from "./management/credentials";

/** The variables in `.env.<tenant>` beside `tenants.ts`; none when there is no such file. It is git-ignored. */
export function readEnvFile(tenant: string, folder: string = repoRoot): Environment {
  try {
    return parseEnv(readFileSync(join(folder, `.env.${tenant}`), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
