import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Environment } from "../support/environment";

const PROVIDER = ["registry.terraform.io", "auth0", "auth0"] as const;

/** Where Terraform gets the provider from, instead of the registry. */
export interface ProviderMirror {
  /** A folder, absolute, or the URL of a network mirror. */
  place: string;
  /** What `terraform providers lock` takes: it does not read the CLI configuration. */
  option: string;
}

/** @param place a folder, relative to the current one, or an `https:` URL. */
export function providerMirror(place: string): ProviderMirror {
  if (/^https?:/.test(place)) return { place, option: `-net-mirror=${place}` };
  return { place: resolve(place), option: `-fs-mirror=${resolve(place)}` };
}

/**
 * The mirror that Terraform's CLI configuration names for Auth0's provider; `undefined` where there is none.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function configuredMirror(env: Environment): ProviderMirror | undefined {
  const standard =
    process.platform === "win32" ? join(env.APPDATA ?? "", "terraform.rc") : join(homedir(), ".terraformrc");
  const file = env.TF_CLI_CONFIG_FILE || standard;
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8").replace(/^\s*(#|\/\/).*$/gm, "");
  for (const [, block] of text.matchAll(/\b(?:filesystem|network)_mirror\s*\{([^}]*)\}/g)) {
    const place = /\b(?:path|url)\s*=\s*"((?:[^"\\]|\\.)*)"/.exec(block!)?.[1];
    if (place !== undefined && serves(block!)) return providerMirror(JSON.parse(`"${place}"`));
  }
  return undefined;
}

function serves(block: string): boolean {
  const patterns = (list: string) => {
    const written = new RegExp(`\\b${list}\\s*=\\s*\\[([^\\]]*)\\]`).exec(block)?.[1];
    return written?.match(/"[^"]*"/g)?.map((pattern) => pattern.slice(1, -1));
  };
  return (patterns("include")?.some(isOurs) ?? true) && !(patterns("exclude")?.some(isOurs) ?? false);
}

/** Whether a pattern means Auth0's provider: `auth0/auth0`, with the registry before it or not, and a star for any part. */
function isOurs(pattern: string): boolean {
  const parts = pattern.split("/");
  const whole = parts.length === 2 ? [PROVIDER[0], ...parts] : parts;
  return whole.every((part, index) => part === "*" || part === PROVIDER[index]);
}

/** Platforms, such as `linux_amd64`, for which a folder holds that version of the provider, packed or unpacked. */
export function mirroredPlatforms(folder: string, version: string): string[] {
  const home = join(folder, ...PROVIDER);
  const inside = (path: string) => (existsSync(path) ? readdirSync(path) : []);
  const packed = inside(home).flatMap((name) => {
    const start = `terraform-provider-auth0_${version}_`;
    return name.startsWith(start) && name.endsWith(".zip") ? [name.slice(start.length, -".zip".length)] : [];
  });
  return [...new Set([...packed, ...inside(join(home, version))])].sort();
}
