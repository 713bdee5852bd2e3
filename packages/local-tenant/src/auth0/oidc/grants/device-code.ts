import { deviceGrantType, deviceInterval } from "../device/device-flow";
import { issueRefreshToken } from "../refresh-tokens";
import { requireGrantType } from "../token-client";
import { TokenError } from "../token-error";
import { userOf } from "./authorization-code";
import type { GrantType } from "./grant-type";

/** Timers and clocks round: whoever waits for the interval is not too fast by a moment. */
const leastMs = deviceInterval * 1000 - 100;

/** A device asks whether its user has let it in. */
export const deviceCodeGrant: GrantType = async (parameters, client, { state, tenant, engine }) => {
  requireGrantType(client, deviceGrantType);
  const { device_code: code = "" } = parameters;
  const flow = state.devices.get(code);
  if (!flow || flow.client.clientId !== client.clientId) {
    throw new TokenError("invalid_grant", "Invalid or expired device code.");
  }
  const now = tenant.clock.now();
  const { askedAt = Number.NEGATIVE_INFINITY, result } = flow;
  if (now >= flow.expiresAt && result === undefined) {
    // Reported once (Auth0 docs, device authorization flow).
    state.devices.delete(code);
    throw new TokenError("expired_token", "The device code has expired. Begin again.");
  }
  flow.askedAt = now;
  if (now - askedAt < leastMs) {
    const text = `You are polling faster than the specified interval of ${deviceInterval} seconds.`;
    throw new TokenError("slow_down", text, 429);
  }
  if (result === undefined) throw new TokenError("authorization_pending", "User has yet to authorize device code.");
  state.devices.delete(code);
  if ("error" in result) throw new TokenError(result.error, result.description);
  const { grant, changes } = result;
  const refreshToken = issueRefreshToken(state, grant, client, tenant.clock);
  return { grant, changes, user: userOf(engine.users, grant.userId), refreshToken };
};
