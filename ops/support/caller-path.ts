import { resolve } from "node:path";
import type { Environment } from "./environment";

/** A path as the caller meant it, absolute: npm runs in the repository's folder, wherever it was called. */
export function callerPath(path: string, { INIT_CWD }: Environment): string {
  return resolve(INIT_CWD ?? process.cwd(), path);
}
