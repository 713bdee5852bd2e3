import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type LoadedStack,
  type LocalTenantServer,
  type StackInputs,
  type StackToLoad,
  verifyVariables,
} from "../packages/local-tenant/src/server";

/**
 * Loads a stack of this repository, synthesised into `output`, with the local Verify's credentials and the private key
 * that the synth made for it.
 */
export function loadStack(server: LocalTenantServer, output: string, stack: string): LoadedStack {
  return server.loadStack(output, stack, inputsOf(server, output, stack));
}

/** What would be loaded. */
export function readStack(server: LocalTenantServer, output: string, stack: string): StackToLoad {
  return server.readStack(output, stack, inputsOf(server, output, stack));
}

function inputsOf(server: LocalTenantServer, output: string, stack: string): StackInputs {
  return {
    variables: { ...verifyVariables(server.credentials.verify), ...lookupKeyVariable(output, stack) },
    code: (code) => readdressed(code, server),
  };
}

/** The settings that are compiled in name the default ports of Verify and the tenant; these may have taken others. */
function readdressed(code: string, { verifyUrl, tenant }: LocalTenantServer): string {
  const local = "https:\\/\\/(?:localhost|127\\.0\\.0\\.1)(?::\\d+)?";
  return code
    .replace(new RegExp(`("verifyOrigin":")${local}"`), `$1${verifyUrl}"`)
    .replace(new RegExp(`("lookup":\\{"origin":")${local}"`), `$1https://${tenant.domain}"`);
}

/** The synth keeps the private key of a local stack's look-up client beside its output. */
function lookupKeyVariable(output: string, stack: string): Record<string, string> {
  const file = join(output, "..", ".cache", "lookup-keys", `${stack}.private.pem`);
  return existsSync(file) ? { AUTH0_LOOKUP_PRIVATE_KEY: readFileSync(file, "utf8") } : {};
}
