import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../root.mjs";

/** @type {import("./made-folder.mjs").Made} */
export const bindings = {
  what: "generating and compiling the Auth0 provider bindings",
  stamp: inRoot("packages", "provider-auth0", "lib", ".stamp"),
  inputs: [
    inRoot("package-lock.json"),
    inRoot("packages", "provider-auth0", "schema.json"),
    inRoot("packages", "provider-auth0", "tsconfig.json"),
    inRoot("packages", "provider-auth0", "scripts", "generate.mjs"),
  ],
  script: inRoot("packages", "provider-auth0", "scripts", "generate.mjs"),
};

/** @type {import("./made-folder.mjs").Made} */
export const vendor = {
  what: "bundling cdktf and the bindings for a quick synth",
  stamp: inRoot(".cache", "vendor", ".stamp"),
  inputs: [...bindings.inputs, inRoot("scripts", "vendor.mjs"), inRoot("scripts", "load-vendor.mjs")],
  // It holds code that V8 has compiled, of use to this V8 alone.
  version: process.versions.v8,
  script: inRoot("scripts", "vendor.mjs"),
};

/** What only deploys has no console, nor the packages that it is built from. */
export function wantsConsole() {
  return existsSync(inRoot("node_modules", "preact"));
}

/**
 * A function, because its inputs are whatever is in its folder now.
 * @returns {import("./made-folder.mjs").Made}
 */
export function builtConsole() {
  const script = inRoot("packages", "local-tenant", "scripts", "build-console.mjs");
  const sources = inRoot("packages", "local-tenant", "console");
  const names = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(tsx?|css|html)$/.test(name),
  );
  return {
    what: "bundling the local tenant's console",
    stamp: inRoot("packages", "local-tenant", "dist", "console", ".stamp"),
    inputs: [inRoot("package-lock.json"), script, ...names.sort().map((name) => join(sources, name))],
    script,
  };
}
