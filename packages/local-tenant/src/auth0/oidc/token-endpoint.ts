import type { Context } from "hono";
import { readTokenRequest } from "../management/token-request";
import { deviceGrantType } from "./device/device-flow";
import { authorizationCode } from "./grants/authorization-code";
import { deviceCodeGrant } from "./grants/device-code";
import type { GrantType } from "./grants/grant-type";
import { mfaGrant, mfaOob, mfaOtp, mfaRecoveryCode } from "./grants/mfa";
import { passwordGrant } from "./grants/password";
import { passwordlessGrant, passwordlessGrantType } from "./grants/passwordless";
import { refreshTokenGrant } from "./grants/refresh-token";
import type { OidcServices } from "./services";
import { tokenClient } from "./token-client";
import { orTokenError } from "./token-error";
import { tokenSet } from "./token-set";

const grantTypes: Readonly<Record<string, GrantType>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshTokenGrant,
  password: passwordGrant,
  "http://auth0.com/oauth/grant-type/password-realm": passwordGrant,
  [passwordlessGrantType]: passwordlessGrant,
  [deviceGrantType]: deviceCodeGrant,
  [mfaOtp]: mfaGrant,
  [mfaOob]: mfaGrant,
  [mfaRecoveryCode]: mfaGrant,
};

/** `POST /oauth/token` for what a user granted; `undefined`: the request is of another kind, and still to be read. */
export async function tokenEndpoint(c: Context, services: OidcServices): Promise<Response | undefined> {
  const parameters = await readTokenRequest(c);
  if (typeof parameters === "string" || !Object.hasOwn(grantTypes, parameters.grant_type ?? "")) return undefined;
  c.header("cache-control", "no-store");
  return orTokenError(c, async () => {
    const client = tokenClient(c, parameters, services.tenant);
    const grant = grantTypes[parameters.grant_type ?? ""]!;
    const outcome = await grant(parameters, client, services, c.req.header("user-agent"));
    return c.json(await tokenSet(services.tenant, services.state, outcome));
  });
}
