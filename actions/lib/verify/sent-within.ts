import type { TwilioSecrets } from "../../types/secrets";
import { type Challenge, CLOCKS_APART_MS } from "../mfa-marker";
import type { Outcome } from "../outcome";
import { readCredentials } from "./credentials";
import { failureOf } from "./failure";
import { fetchVerification, type Verification } from "./fetch-verification";
import { httpsTransport } from "./transport";

/**
 * The SID of the number's verification when it is pending and its last send lies between the challenge and the answer,
 * to the second, which is all that Verify tells; else the outcome that says why not. Never throws.
 * @param deadline on the clock of `performance.now()`.
 */
export async function sentWithin(
  { askedAt, answeredAt }: Challenge,
  e164: string,
  secrets: Partial<TwilioSecrets>,
  { deadline, verifyOrigin }: { deadline: number; verifyOrigin?: string },
): Promise<{ sid: string } | Outcome> {
  const credentials = readCredentials(secrets);
  if ("malformed" in credentials) return { result: "failed", class: "secrets", code: credentials.malformed };
  let verification: Verification;
  try {
    const transport = httpsTransport(credentials, deadline, "kept");
    verification = await fetchVerification(transport, credentials.serviceSid, e164, verifyOrigin);
  } catch (error) {
    const { outcome } = failureOf(error);
    return outcome.http === 404 && outcome.code === 20404 ? { result: "skipped", why: "not-pending" } : outcome;
  }
  if (verification.status !== "pending") return { result: "skipped", why: "not-pending" };
  const sent = secondOf(verification.lastSentAt);
  if (sent > secondOf(answeredAt)) return { result: "skipped", why: "newer-code" };
  if (sent < secondOf(askedAt - CLOCKS_APART_MS)) return { result: "skipped", why: "older-code" };
  return { sid: verification.sid };
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1000);
}
