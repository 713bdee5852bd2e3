import { RefusedError } from "../support/errors";

/** @param permission what a restricted key needs for it, e.g. `/twilio/verify/verification-attempt/list`. */
export function twilioRefused(what: string, status: number, message: string, permission: string): RefusedError {
  const advice =
    status === 401
      ? "\nCheck the TF_VAR_TWILIO_… of this tenant: they are not all from one Twilio account, were revoked, or belong to another region."
      : status === 403
        ? `\nThe key lacks the permission ${permission}.`
        : "";
  return new RefusedError(`Twilio refused to ${what} (${status}): ${message}${advice}`, status);
}
