import { errorClass } from "./lib/error-class";
import { logOutcome } from "./lib/log";
import { toE164 } from "./lib/phone-number";
import { type Delivery, dropped, formatDelivery } from "./lib/sending/delivery";
import { sendMessage } from "./lib/sending/message";
import { sendVerification } from "./lib/sending/verification";
import { readCredentials } from "./lib/verify/credentials";
import type { CustomPhoneProviderApi, CustomPhoneProviderEvent } from "./types/custom-phone-provider";
import type { TwilioSecrets } from "./types/secrets";
import type { PhoneProviderSettings } from "./types/settings";

declare const settings: PhoneProviderSettings;

type Event = CustomPhoneProviderEvent<TwilioSecrets>;

const CHANNELS = { text: "sms", voice: "call" } as const;

/** Sends the tenant's phone messages: codes through Verify, the others as the tenant's settings say. */
export const onExecuteCustomPhoneProvider = async (event: Event, api: CustomPhoneProviderApi): Promise<void> => {
  const started = performance.now();
  const notes: string[] = [];
  let delivery: Delivery;
  try {
    delivery = await deliver(event, started + settings.deadlineMs, notes);
  } catch (error) {
    delivery = dropped("bug", "The phone provider Action has a bug; its log line names it.", errorClass(error));
  }
  logOutcome("phone-provider", formatDelivery(delivery), performance.now() - started, notes);
  if (delivery.result === "dropped") api.notification.drop(inWords(delivery));
  if (delivery.result === "retry") api.notification.retry(inWords(delivery));
};

async function deliver(event: Event, deadline: number, notes: string[]): Promise<Delivery> {
  const { code, delivery_method: method, message_type: type, recipient, as_text: body } = event.notification;
  const channel = Object.hasOwn(CHANNELS, method) ? CHANNELS[method] : undefined;
  if (!channel) return dropped("delivery-method", "The message is neither a text nor a voice call.");
  notes.push(channel);
  const number = toE164({ value: recipient, byPlatform: true });
  if ("skipped" in number) return dropped(number.skipped, "The recipient is not a number that Twilio can send to.");
  const to = number.e164;

  const credentials = readCredentials(event.secrets ?? {});
  if ("malformed" in credentials) {
    const { malformed } = credentials;
    return dropped("secrets", `The secret ${malformed} is missing or malformed.`, malformed);
  }
  if (code) return sendVerification({ event, to, channel, code, settings, credentials, deadline }, notes);
  if (type === "otp_verify" || type === "otp_enroll") return dropped("no-code", "Auth0 passed no code to send.");

  const { messagingServiceSid } = settings;
  if (messagingServiceSid === undefined) {
    return dropped("without-code", "Verify sends codes only, and this tenant has no sender for other messages.");
  }
  if (channel === "call") return dropped("voice-without-code", "Messages without a code go out as text only.");
  notes.push("message");
  const accountSid = event.secrets.TWILIO_ACCOUNT_SID;
  return sendMessage({
    to,
    body,
    accountSid,
    messagingServiceSid,
    credentials,
    origin: settings.verifyOrigin,
    deadline,
  });
}

/** For the tenant log: what happened and what to do, with Twilio's number to look up. */
function inWords({ reason, sentence, http, code }: Exclude<Delivery, { result: "sent" }>): string {
  const number = typeof code === "number" ? ` Twilio error ${code}.` : http === undefined ? "" : ` HTTP ${http}.`;
  return `${reason}: ${sentence}${number}`;
}
