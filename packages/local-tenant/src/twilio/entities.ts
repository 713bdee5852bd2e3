/** How a code travels. Twilio names more channels; these are the ones the local Verify delivers. */
export type Channel = "sms" | "call" | "email" | "whatsapp";

/** Where a verification stands. `expired` is reached by time alone. */
export type VerificationStatus = (typeof verificationStatuses)[number];

export const verificationStatuses = ["pending", "approved", "canceled", "max_attempts_reached", "expired"] as const;

/** A Verify Service: one application's settings for its codes. Times are milliseconds since the epoch, here and below. */
export interface Service {
  sid: string;
  accountSid: string;
  friendlyName: string;
  /** Digits of a generated code, 4 to 10. */
  codeLength: number;
  /** Whether `CustomCode` is accepted when a verification starts. */
  customCodeEnabled: boolean;
  lookupEnabled: boolean;
  skipSmsToLandlines: boolean;
  dtmfInputRequired: boolean;
  psd2Enabled: boolean;
  doNotShareWarningEnabled: boolean;
  verifyEventSubscriptionEnabled: boolean;
  ttsName: string | null;
  defaultTemplateSid: string | null;
  dateCreated: number;
  dateUpdated: number;
}

/** A limit of a Service's own on the verifications that are started. It has a name and counts nothing here. */
export interface ServiceRateLimit {
  sid: string;
  serviceSid: string;
  accountSid: string;
  uniqueName: string;
  description: string;
  dateCreated: number;
}

/** One lifecycle of sending and checking a code for one recipient. */
export interface Verification {
  sid: string;
  serviceSid: string;
  accountSid: string;
  /** E.164 number or e-mail address. Personal: never print it. */
  to: string;
  /** The channel of the newest send. */
  channel: Channel;
  status: VerificationStatus;
  /** The code that was sent last. Never on the wire. */
  code: string;
  /** How many codes were checked so far; five are allowed. */
  checks: number;
  amount: string | null;
  payee: string | null;
  locale: string | null;
  /** The sends, oldest first; five are allowed. */
  attemptSids: string[];
  dateCreated: number;
  dateUpdated: number;
  /** When a pending verification expires. Set by the first send; later sends don't move it. */
  expiresAt: number;
}

/** One send of a code. */
export interface Attempt {
  sid: string;
  accountSid: string;
  serviceSid: string;
  verificationSid: string;
  to: string;
  channel: Channel;
  /** ISO 3166 country of the number; `undefined` when the local Verify can't tell, and for e-mail. */
  country: string | undefined;
  converted: boolean;
  status: "confirmed" | "unconfirmed" | "expired";
  codeLength: number;
  locale: string | null;
  dateCreated: number;
  dateUpdated: number;
}

/** A code as the recipient got it: what a phone's inbox would show. */
export interface Message {
  to: string;
  channel: Channel;
  code: string;
  at: number;
  verificationSid: string;
  attemptSid: string;
}

/** A text without a code, sent by Programmable Messaging. */
export interface TextMessage {
  sid: string;
  to: string;
  messagingServiceSid: string;
  body: string;
  at: number;
}

/** A number that Fraud Guard is told never to block. */
export interface SafeListEntry {
  sid: string;
  accountSid: string;
  phoneNumber: string;
}
