import type { CustomPhoneProviderEvent } from "../../types/custom-phone-provider";
import type { PhoneProviderSettings, RateLimitValue } from "../../types/settings";
import type { Credentials } from "../verify/credentials";
import type { Delivery } from "./delivery";
import { verifyLocale } from "./locale";
import { type Parameters, post } from "./twilio-request";

type Event = CustomPhoneProviderEvent<object>;

const NOT_FOUND = 20404;
const ILLEGAL_STATUS = 60441;

export interface VerificationRequest {
  event: Event;
  to: string;
  channel: "sms" | "call";
  code: string;
  settings: PhoneProviderSettings;
  credentials: Credentials;
  /** On the clock of `performance.now()`. */
  deadline: number;
}

/** Has Verify send Auth0's code. `notes` gets fixed words for the log line. */
export async function sendVerification(request: VerificationRequest, notes: string[]): Promise<Delivery> {
  const { settings, credentials, deadline, to } = request;
  const verifications = `${settings.verifyOrigin ?? "https://verify.twilio.com"}/v2/Services/${credentials.serviceSid}/Verifications`;
  if (settings.resend === "cancel-first") {
    const canceled = await post(`${verifications}/${to}`, { Status: "canceled" }, credentials, deadline);
    if (!isOver(canceled)) return afterCancel(canceled);
    if (canceled.result === "sent") notes.push("canceled-first");
  }
  const parameters = parametersOf(request);
  const first = await post(verifications, parameters, credentials, deadline);
  // Verify answers a locale that its template lacks as it answers a missing service (Twilio docs, supported languages).
  if (!is(first, NOT_FOUND) || parameters.Locale === undefined) return first;
  notes.push("without-locale");
  return post(verifications, { ...parameters, Locale: undefined }, credentials, deadline);
}

function parametersOf({ event, to, channel, code, settings }: VerificationRequest): Parameters {
  const limits = Object.entries(settings.rateLimits ?? {}).flatMap(([name, value]) => {
    const counted = countedBy(value, event, to);
    return counted ? [[name, counted]] : [];
  });
  return {
    To: to,
    Channel: channel,
    CustomCode: code,
    Locale: verifyLocale(event.notification.locale),
    DeviceIp: settings.deviceIp ? event.request?.ip || undefined : undefined,
    Tags: settings.tags && JSON.stringify(settings.tags),
    RateLimits: limits.length > 0 ? JSON.stringify(Object.fromEntries(limits)) : undefined,
  };
}

function countedBy(value: RateLimitValue, { request, client }: Event, to: string): string | undefined {
  switch (value) {
    case "ip":
      return request?.ip;
    case "recipient":
      return to;
    case "client":
      return client?.client_id;
  }
}

/** Whether no verification is pending any more. */
function isOver(canceled: Delivery): boolean {
  return canceled.result === "sent" || is(canceled, NOT_FOUND) || is(canceled, ILLEGAL_STATUS);
}

/** A connection that broke while canceling has sent no code, so that trying again sends none twice. */
function afterCancel(canceled: Delivery): Delivery {
  const broken =
    canceled.result === "dropped" && canceled.reason === "unknown-delivery" && canceled.code !== "DeadlineError";
  return broken
    ? { ...canceled, result: "retry", reason: "not-sent", sentence: "Twilio broke off before the code was sent." }
    : canceled;
}

function is(delivery: Delivery, code: number): boolean {
  return delivery.result === "dropped" && delivery.code === code;
}
