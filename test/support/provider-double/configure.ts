import { type ManagementClient, managementClient } from "./api/client";
import type { Credentials } from "./api/token";
import { DiagnosticError, errorDiagnostic } from "./diagnostics";
import { text, type ValueMap } from "./values";

function isLoopback(domain: string): boolean {
  const host = domain.startsWith("[") ? domain.slice(1, domain.indexOf("]")) : domain.replace(/[:/].*$/, "");
  return host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function refuseRemote(domain: string): void {
  if (isLoopback(domain)) return;
  throw new DiagnosticError(
    errorDiagnostic(
      "This is a test double of the auth0/auth0 provider",
      `It talks to a local tenant only and refuses "${domain}". To deploy there, let Terraform use the real provider: ` +
        "unset TF_CLI_CONFIG_FILE (or name a configuration whose mirror holds the real one), remove .terraform and run init again.",
      "domain",
    ),
  );
}

function credentialsOf(setting: (name: string) => string | undefined): Credentials {
  const apiToken = setting("api_token");
  if (apiToken) return { apiToken };
  const clientId = setting("client_id");
  const clientSecret = setting("client_secret");
  if (clientId && clientSecret) return { clientId, clientSecret };
  throw new Error(
    "The test double of the auth0/auth0 provider needs AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, or AUTH0_API_TOKEN.",
  );
}

/** Connects as the provider block and the environment say; the block wins. Throws for a domain that is not loopback. */
export function configure(config: ValueMap, terraformVersion: string): (signal: AbortSignal) => ManagementClient {
  const setting = (name: string) => text(config[name]) || process.env[`AUTH0_${name.toUpperCase()}`];
  const domain = (setting("domain") ?? "").replace(/^.*\/\//, "");
  if (domain === "") throw new Error("The provider's domain is missing: set `domain` or AUTH0_DOMAIN.");
  refuseRemote(domain);
  return managementClient({
    domain,
    audience: setting("audience"),
    credentials: credentialsOf(setting),
    terraformVersion,
  });
}
