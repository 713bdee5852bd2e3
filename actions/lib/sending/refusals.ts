import type { Delivery } from "./delivery";

type Refusal = [reason: string, sentence: string];

/**
 * What Twilio's error numbers mean for a message, from Twilio's error dictionary. None of these is fixed by sending the
 * same again within minutes.
 */
const dropped: Readonly<Record<number, Refusal>> = {
  20003: ["authentication", "Twilio does not accept the credentials. Check the Action's secrets."],
  20404: ["service-not-found", "Twilio has no such Verify service. Check the secret TWILIO_VERIFY_SID."],
  30450: ["pumping-protection", "Twilio's SMS pumping protection blocks this number."],
  60200: ["invalid-parameter", "Verify refuses a parameter, most often an invalid number."],
  60202: ["max-check-attempts", "Five wrong codes were checked at Verify for this number; it waits ten minutes."],
  60203: ["max-send-attempts", "Five codes went to this number and none was reported as used; it waits ten minutes."],
  60204: ["custom-codes-off", "The Verify service does not accept custom codes. Enable them in the Twilio console."],
  60205: ["landline", "The number is a landline, which can't receive text messages."],
  60207: ["verify-rate-limit", "One of the Verify service's own rate limits is reached."],
  60212: ["concurrent-sends", "Too many codes for this number were asked for at the same time."],
  60223: ["channel-off", "The Verify service does not send over this channel. Enable it in the Twilio console."],
  60238: ["blocked-by-twilio", "Twilio does not start verifications for this number or account."],
  60410: ["fraud-guard", "Twilio's Fraud Guard blocks numbers with this prefix for the time being."],
  60413: ["device-intelligence", "Twilio's device intelligence blocks this device."],
  60441: ["illegal-status", "Verify does not let this verification change its status."],
  60605: ["geo-permissions", "Verify's geo permissions block this number's country."],
  70051: ["permission", "The Twilio API key lacks a permission that sending needs."],
};

const TOO_MANY_REQUESTS = 20429;

/** Twilio's number decides; the HTTP status only where the number is not known. */
export function refusalOf(http: number, code: number | undefined): Delivery {
  const known = code === undefined ? undefined : dropped[code];
  if (known) return { result: "dropped", reason: known[0], sentence: known[1], http, code };
  const [result, reason, sentence] = byStatus(code === TOO_MANY_REQUESTS ? 429 : http);
  return { result, reason, sentence, http, code };
}

function byStatus(http: number): ["dropped" | "retry", ...Refusal] {
  if (http === 429) return ["retry", "rate-limited", "Twilio accepts no more requests at the moment."];
  if (http >= 500) return ["retry", "server", "Twilio failed internally."];
  if (http === 401) return ["dropped", ...dropped[20003]!];
  if (http === 403) return ["dropped", ...dropped[70051]!];
  return ["dropped", "refused", "Twilio refuses the message."];
}
