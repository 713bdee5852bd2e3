import type { Context } from "hono";
import { z } from "zod";
import type { FactorType } from "../../../pipeline";
import { toE164 } from "../../login";
import { bearerToken } from "../../management/auth";
import type { Enrollment } from "../../users";
import type { OidcServices } from "../services";
import { requireOrigin } from "../token-client";
import { orTokenError, TokenError } from "../token-error";
import { newKey } from "../vault";
import type { OobChannel } from "./authenticators";
import { pendingMfa } from "./mfa-token";

const requested = z.object({
  authenticator_types: z.array(z.enum(["otp", "oob"])).min(1),
  oob_channels: z.array(z.enum(["sms", "voice", "email", "auth0"])).optional(),
  phone_number: z.string().optional(),
});

/** `POST /mfa/associate`: begins the enrolment that the login waits for; the token endpoint then confirms it. */
export function associate(c: Context, services: OidcServices): Promise<Response> {
  return orTokenError(c, async () => {
    const { tenant, state } = services;
    const pending = pendingMfa(bearerToken(c.req.header("authorization")), { state, now: tenant.clock.now() });
    requireOrigin(c, tenant.clients.find(pending.clientId), tenant);
    const { login } = pending;
    const body = requested.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) throw new TokenError("invalid_request", "authenticator_types must be otp or oob.", 400);
    if (login.prompt?.command !== "enroll") throw new TokenError("access_denied", "User is already enrolled.");
    const { factor, channel } = wantedFactor(body.data);
    if (!login.prompt.factors.includes(factor)) {
      throw new TokenError("access_denied", `This login enrols ${login.prompt.factors.join(", ")}, not ${factor}.`);
    }
    const phoneNumber = numberOf(factor, body.data.phone_number);
    const enrollment = await login.enroll({
      factor,
      ...(phoneNumber !== undefined && { phoneNumber, channel: channel === "voice" ? "call" : "sms" }),
    });
    if (enrollment.type === "otp") return c.json(authenticatorApp(enrollment.secret, login.userId, tenant.name));
    pending.outOfBand = { code: newKey(), factor };
    return c.json({
      authenticator_type: "oob",
      ...(factor === "phone" && { binding_method: "prompt" }),
      oob_channel: channel,
      oob_code: pending.outOfBand.code,
    });
  });
}

function wantedFactor({ authenticator_types: types, oob_channels: [channel] = [] }: z.output<typeof requested>): {
  factor: FactorType;
  channel?: OobChannel;
} {
  if (types.includes("otp")) return { factor: "otp" };
  if (channel === undefined) throw new TokenError("invalid_request", "Missing required parameter: oob_channels", 400);
  if (channel === "email") return { factor: "email", channel };
  return { factor: channel === "auth0" ? "push-notification" : "phone", channel };
}

/** `undefined` for what has none. */
function numberOf(factor: FactorType, number: string | undefined): string | undefined {
  if (factor !== "phone") return undefined;
  if (number !== undefined && /^\+?[\d\s().-]{7,20}$/.test(number)) return toE164(number);
  throw new TokenError("invalid_request", "phone_number must be a number with its country code.", 400);
}

function authenticatorApp(secret: Extract<Enrollment, { type: "otp" }>["secret"], userId: string, tenant: string) {
  const label = `${encodeURIComponent(tenant)}:${encodeURIComponent(userId)}`;
  const query = new URLSearchParams({ secret, issuer: tenant, algorithm: "SHA1", digits: "6", period: "30" });
  return { authenticator_type: "otp", secret, barcode_uri: `otpauth://totp/${label}?${query}` };
}
