import { RefusedError } from "../support/errors";

/** What is done at Verify, by the permission that a restricted key needs for it, without `/twilio/verify/`. */
export type VerifyOperation = keyof typeof refused;

const refused = {
  "service/read": "show the Verify service",
  "verification/update": "take feedback",
  "verification/read": "show a verification",
  "verification/create": "start a verification",
  "rate-limit/list": "list the rate limits",
  "verification-attempts-summary/read": "count the attempts",
  "verification-attempt/list": "list the attempts",
} as const;

/** @param message Twilio's. */
export function twilioRefused(operation: VerifyOperation, status: number, message: string): RefusedError {
  const said = `Twilio refused to ${refused[operation]} (${status}): ${message}`;
  return new RefusedError(`${said}${adviceOn(operation, status)}`, status);
}

function adviceOn(operation: VerifyOperation, status: number): string {
  if (status === 401) {
    return "\nCheck the TF_VAR_TWILIO_… of this tenant: they are not all from one Twilio account, were revoked, or belong to another region.";
  }
  if (status === 403) return `\nThe key lacks the permission /twilio/verify/${operation}.`;
  if (status === 429) return "\nTwilio's rate limit is used up. Wait a minute, then run this again.";
  if (status >= 500) {
    return "\nThe fault is Twilio's, or a proxy's in between. Run this again in a while; https://status.twilio.com lists incidents.";
  }
  return status < 400 ? "\nCheck that no proxy in between answers for verify.twilio.com." : "";
}
