import type { Context } from "hono";
import { listed } from "../../login";
import { readTokenRequest } from "../../management/token-request";
import { shownParameters } from "../grants/shown-parameters";
import type { OidcServices } from "../services";
import { requireGrantType, tokenClient } from "../token-client";
import { orTokenError, TokenError } from "../token-error";
import { type DeviceFlow, deviceGrantType, deviceInterval, deviceLifetimeMs, newUserCode } from "./device-flow";

/** `POST /oauth/device/code` (RFC 8628): a code for a device, and one for the user who is to let it in. */
export function deviceCode(c: Context, { tenant, state }: OidcServices): Promise<Response> {
  return orTokenError(c, async () => {
    const sent = await readTokenRequest(c);
    if (typeof sent === "string") throw new TokenError("invalid_request", sent, 400);
    const client = tokenClient(c, sent, tenant);
    requireGrantType(client, deviceGrantType);
    const { audience, scope } = sent;
    if (audience === tenant.audience) throw new TokenError("access_denied", `Service not enabled: ${audience}`);
    const flow: DeviceFlow = {
      client,
      scope: listed(scope),
      audience: audience === `https://${tenant.domain}/userinfo` ? undefined : audience,
      userCode: newUserCode(),
      parameters: shownParameters(sent),
      expiresAt: tenant.clock.now() + deviceLifetimeMs,
    };
    const device_code = state.devices.put(flow);
    state.userCodes.put(flow, flow.userCode);
    const verification_uri = `https://${tenant.domain}/activate`;
    c.header("cache-control", "no-store");
    return c.json({
      device_code,
      user_code: flow.userCode,
      verification_uri,
      verification_uri_complete: `${verification_uri}?user_code=${flow.userCode}`,
      expires_in: deviceLifetimeMs / 1000,
      interval: deviceInterval,
    });
  });
}
