import type { Context } from "hono";
import { checkLogin, type LoginRequest, toE164 } from "../login";
import { findAccount } from "./accounts";
import { shownParameters } from "./grants/shown-parameters";
import type { OidcServices } from "./services";
import { tokenClient } from "./token-client";
import { orTokenError, TokenError } from "./token-error";

/** `POST /passwordless/start`: sends a code, which the application then exchanges at the token endpoint. */
export async function startPasswordless(c: Context, services: OidcServices): Promise<Response> {
  const { tenant, state, users, startLogin } = services;
  const body: unknown = await c.req.json().catch(() => undefined);
  const parameters = shownTexts(body);
  const { connection = "", send = "code" } = parameters;
  return orTokenError(c, async () => {
    const client = tokenClient(c, texts(body), tenant);
    const to = connection === "sms" ? parameters.phone_number : connection === "email" ? parameters.email : undefined;
    if (to === undefined)
      throw new TokenError(
        "bad.connection",
        "The connection must be sms or email, with a phone_number or an email.",
        400,
      );
    if (send !== "code") throw new TokenError("bad.send", "The local tenant sends codes, not links.", 400);
    const account = findAccount(users(), to, connection);
    if (!account) throw new TokenError("bad.user", `Nobody signs in with ${to} in this local tenant.`, 400);
    const request: LoginRequest = {
      grant: "passwordless",
      mfaApi: true,
      method: connection === "sms" ? "sms" : "email",
      client: client.clientId,
      user: account.user.user_id,
      connection,
      ...(account.phoneNumber !== undefined && { phoneNumber: account.phoneNumber }),
      request: { parameters },
    };
    checkLogin(request);
    state.passwordless.put(await startLogin(request), passwordlessKey(client.clientId, connection, to));
    return c.json(connection === "sms" ? { phone_number: to, request_language: "en" } : { email: to });
  });
}

/** Names the login that waits for a code. */
export function passwordlessKey(clientId: string, connection: string, to: string): string {
  return JSON.stringify([clientId, connection, connection === "sms" ? toE164(to) : to.toLowerCase()]);
}

function texts(body: unknown): Record<string, string> {
  const entries = Object.entries(typeof body === "object" && body !== null ? body : {});
  return Object.fromEntries(entries.filter(([, value]) => typeof value === "string"));
}

/** With the parameters that `authParams` has for the login itself. */
function shownTexts(body: unknown): Record<string, string> {
  const { authParams } = { ...(body as { authParams?: unknown } | undefined) };
  return shownParameters({ ...texts(authParams), ...texts(body) });
}
