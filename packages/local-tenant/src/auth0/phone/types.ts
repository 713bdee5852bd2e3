import type { FailedAction, PhoneProviderEntry } from "../../pipeline/types";

/** What a message is about; only the first two carry a code. */
export const messageTypes = [
  "otp_verify",
  "otp_enroll",
  "blocked_account",
  "change_password",
  "password_breach",
] as const;

export type MessageType = (typeof messageTypes)[number];

/** How the platform transports a one-time code to a phone. */
export type CodeChannel = "sms" | "call";

/** A message of the tenant to a phone. */
export interface PhoneMessage {
  /** E.164. */
  to: string;
  code?: string;
  channel: CodeChannel;
  messageType: MessageType;
}

/** What goes with a message. */
export interface PhoneSending {
  /** The event for the phone provider's Action, without `notification` and `secrets`. */
  event(): Record<string, unknown>;
  /** Called for each run of that Action, with what it threw. */
  onRun(run: PhoneProviderEntry, failed?: FailedAction): void;
  /** Called for each attempt after the first; `reason` undefined: sent. */
  onLaterAttempt(reason: string | undefined): void;
}

/** Delivers the tenant's messages. Rejects when the first attempt did not hand one over; the error's message becomes the log's. */
export interface PhoneSender {
  send(message: PhoneMessage, sending: PhoneSending): Promise<void>;
}
