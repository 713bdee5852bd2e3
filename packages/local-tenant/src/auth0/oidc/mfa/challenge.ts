import type { Context } from "hono";
import { listed } from "../../login";
import { readTokenRequest } from "../../management/token-request";
import type { OidcServices } from "../services";
import { tokenClient } from "../token-client";
import { orTokenError, TokenError } from "../token-error";
import { newKey } from "../vault";
import { type Authenticator, authenticatorsOf } from "./authenticators";
import { pendingMfa } from "./mfa-token";
import type { PendingMfa } from "./pending-mfa";

/** `POST /mfa/challenge`: begins a challenge by a factor of the user's, and sends its code where it has one. */
export function challenge(c: Context, services: OidcServices): Promise<Response> {
  return orTokenError(c, async () => {
    const parameters = await readTokenRequest(c);
    if (typeof parameters === "string") throw new TokenError("invalid_request", parameters, 400);
    const { tenant, state } = services;
    const client = tokenClient(c, parameters, tenant);
    const pending = pendingMfa(parameters.mfa_token, { state, now: tenant.clock.now() }, client);
    const { authenticator_id: id, challenge_type: types = "otp oob" } = parameters;
    const { authenticator_type, oob_channel, type } = choose(pending, services, id, listed(types));
    await pending.login.select(type, oob_channel === "voice" ? "call" : oob_channel === "sms" ? "sms" : undefined);
    if (authenticator_type === "otp") return c.json({ challenge_type: "otp" });
    pending.outOfBand = { code: newKey(), factor: type };
    const prompted = oob_channel !== "auth0" && { binding_method: "prompt" };
    return c.json({ challenge_type: "oob", oob_code: pending.outOfBand.code, ...prompted });
  });
}

/** The authenticator that was named, else the first that fits. Throws a `TokenError` where there is none. */
function choose(
  { login }: PendingMfa,
  { engine, tenant }: OidcServices,
  id: string | undefined,
  types: readonly string[],
): Authenticator {
  const { prompt } = login;
  if (!prompt) throw new TokenError("invalid_grant", "Malformed mfa_token");
  if (prompt.command === "enroll") {
    throw new TokenError("association_required", "User does not have any enrolled authenticators.", 400);
  }
  const fitting = authenticatorsOf(engine.users.get(login.userId), tenant)
    .filter(({ type, oob_channel }) => prompt.factors.includes(type) && wanted(oob_channel, prompt.preferredMethod))
    .filter((each) => types.includes(each.authenticator_type) && (id === undefined || each.id === id))
    .sort((a, b) => prompt.factors.indexOf(a.type) - prompt.factors.indexOf(b.type));
  const [first] = fitting;
  if (first) return first;
  throw new TokenError(
    "unsupported_challenge_type",
    `This login asks for ${prompt.factors.join(", ")}: no authenticator of the user's fits the request.`,
    400,
  );
}

/** Whether the Action that asks lets a phone be reached like that. */
function wanted(channel: string | undefined, preferredMethod: string | undefined): boolean {
  if (channel !== "sms" && channel !== "voice") return true;
  return preferredMethod === undefined || preferredMethod === "both" || preferredMethod === channel;
}
