import { readFileSync } from "node:fs";
import { inRoot } from "../root.mjs";

/** What signs in to a registry. */
const forNpmAlone = /^(NPM_TOKEN|NODE_AUTH_TOKEN|NPM_CONFIG_.*(_AUTH|_AUTHTOKEN|_PASSWORD|TOKEN|OTP))$/;

/** What the outer `npm run` set for its own script must not steer the inner npm. */
export function npmEnvironment() {
  const given = { ...plainEnvironment(), ...environmentWhere((name) => forNpmAlone.test(name)) };
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name]) => !/^npm_config_(json|silent|loglevel|omit|include|ignore_scripts)/.test(name),
    ),
  );
}

/** The caller's environment without what is or may be a secret: packages run scripts when they are installed. */
export function plainEnvironment() {
  /** @type {string[]} */
  const names = JSON.parse(readFileSync(inRoot("scripts", "setup", "kept-variables.json"), "utf8"));
  const isKept = (/** @type {string} */ name) =>
    names.some((kept) => (kept.endsWith("*") ? name.startsWith(kept.slice(0, -1)) : name === kept));
  return environmentWhere((name) => isKept(name) && !forNpmAlone.test(name));
}

/**
 * Windows writes `Path`, and proxies are written in either case.
 * @param {(name: string) => boolean} holds
 */
function environmentWhere(holds) {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => holds(name.toUpperCase())));
}
