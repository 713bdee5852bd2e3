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
  const advice =
    status === 401
      ? "\nCheck the TF_VAR_TWILIO_… of this tenant: they are not all from one Twilio account, were revoked, or belong to another region."
      : status === 403
        ? `\nThe key lacks the permission /twilio/verify/${operation}.`
        : "";
  return new RefusedError(`Twilio refused to ${refused[operation]} (${status}): ${message}${advice}`, status);
}
