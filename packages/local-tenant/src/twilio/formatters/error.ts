import type { TwilioError } from "../errors";

/** Twilio's error envelope. */
export function formatError({ code, message, status }: TwilioError) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}
