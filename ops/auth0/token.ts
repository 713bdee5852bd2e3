import { z } from "zod";
import { ask } from "../support/request";
import { clientProof } from "./assertion";
import { scopesIn, scopesOf } from "./claims";
import type { Credentials } from "./credentials";
import { signInRefused } from "./errors";
import { expectedDocument } from "./expected-document";
import { waitingOutLimit } from "./waiting-out-limit";

const granted = z.object({ access_token: z.string(), scope: z.string().optional().catch(undefined) });
const refused = z.object({
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
});

/** A bearer token, and what is known of it. */
export interface AccessToken {
  value: string;
  /** As its issuer or the token itself says; `undefined` when neither does. */
  scopes: readonly string[] | undefined;
}

/** A bearer token for the Management API; waits out a 429 twice. Throws a user error with the tenant's words when it refuses, or when another server answers. */
export async function accessToken(
  domain: string,
  credentials: Credentials,
  options: { audience: string | undefined; caFile: string | undefined },
): Promise<AccessToken> {
  if (credentials.kind === "token") {
    return { value: credentials.token, scopes: scopesOf(credentials.token) };
  }
  const url = `https://${domain}/oauth/token`;
  const audience = options.audience ?? `https://${domain}/api/v2/`;
  const { status, body: answer } = await waitingOutLimit(() => {
    // Anew for each try: an assertion is for one use.
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      audience,
      ...clientProof(domain, credentials),
    });
    return ask(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: body.toString(),
      caFile: options.caFile,
    });
  });
  if (status !== 200) {
    const { error, error_description } = refused.safeParse(answer).data ?? {};
    throw signInRefused(domain, url, status, error_description ?? error ?? "no reason given");
  }
  const { access_token: value, scope } = expectedDocument(`POST ${url}`, granted, answer);
  return { value, scopes: scopesIn(scope) ?? scopesOf(value) };
}
