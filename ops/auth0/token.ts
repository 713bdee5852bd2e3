import { ask } from "../support/request";
import { clientAssertion } from "./assertion";
import { claimsOf } from "./claims";
import type { Credentials } from "./credentials";
import { signInRefused } from "./errors";
import { waitingOutLimit } from "./waiting-out-limit";

function proof(domain: string, credentials: Exclude<Credentials, { kind: "token" }>): Record<string, string> {
  if (credentials.kind === "secret") {
    return { client_id: credentials.clientId, client_secret: credentials.clientSecret };
  }
  const { clientId, privateKey, algorithm } = credentials;
  return {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: clientAssertion(domain, clientId, privateKey, algorithm),
  };
}

/** A bearer token, and what is known of it. */
export interface AccessToken {
  value: string;
  /** As its issuer or the token itself says; `undefined` when neither does. */
  scopes: readonly string[] | undefined;
}

/** A bearer token for the Management API; waits out a 429 twice. Throws a user error with the tenant's words when it refuses. */
export async function accessToken(
  domain: string,
  credentials: Credentials,
  options: { audience: string | undefined; caFile: string | undefined },
): Promise<AccessToken> {
  if (credentials.kind === "token") {
    return { value: credentials.token, scopes: scopesIn(claimsOf(credentials.token)?.scope) };
  }
  const url = `https://${domain}/oauth/token`;
  const audience = options.audience ?? `https://${domain}/api/v2/`;
  const { status, body: answer } = await waitingOutLimit(() => {
    // Anew for each try: an assertion is for one use.
    const body = new URLSearchParams({ grant_type: "client_credentials", audience, ...proof(domain, credentials) });
    return ask(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: body.toString(),
      caFile: options.caFile,
    });
  });
  if (status !== 200)
    throw signInRefused(domain, url, status, answer?.error_description ?? answer?.error ?? "no reason given");
  const value: string = answer.access_token;
  return { value, scopes: scopesIn(answer.scope ?? claimsOf(value)?.scope) };
}

function scopesIn(scope: unknown): string[] | undefined {
  return typeof scope === "string" ? scope.split(" ").filter((name) => name !== "") : undefined;
}
