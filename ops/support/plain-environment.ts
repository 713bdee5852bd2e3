import kept from "../../scripts/setup/kept-variables.json";
import type { Environment } from "./environment";

/**
 * What a program of somebody else's needs of the caller's environment: paths, proxies, certificates, languages, npm's
 * settings but for those that sign in to a registry. Every other variable is or may be a credential. Set-up gives npm the
 * same, and npm alone what signs in.
 */
export function plainEnvironment(caller: Environment): Environment {
  return Object.fromEntries(Object.entries(caller).filter(([name]) => isKept(name)));
}

/** Windows writes `Path`, and proxies are written in either case. */
function isKept(name: string): boolean {
  const wanted = name.toUpperCase();
  if (/^NPM_CONFIG_.*(_AUTH|_AUTHTOKEN|_PASSWORD|TOKEN|OTP)$/.test(wanted)) return false;
  return kept.some((entry) => (entry.endsWith("*") ? wanted.startsWith(entry.slice(0, -1)) : wanted === entry));
}
