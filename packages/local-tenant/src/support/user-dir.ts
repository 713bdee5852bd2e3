import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where the command and the library keep their certificate authority and the credentials of what runs: the user's folder
 * for caches, so that one authority serves every project, and a browser is asked once.
 */
export function userDir(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const caches =
    platform === "darwin"
      ? join(homedir(), "Library", "Caches")
      : platform === "win32"
        ? (env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"))
        : (env.XDG_CACHE_HOME ?? join(homedir(), ".cache"));
  return join(caches, "auth0-local-tenant");
}
