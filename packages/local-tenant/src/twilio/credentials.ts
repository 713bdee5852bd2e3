import type { Permission } from "./operations";

/** An API key of an account: its SID is the Basic user name, its secret the password. */
export interface ApiKey {
  /** `SK` and 32 hexadecimal digits. */
  sid: string;
  secret: string;
  /** What a restricted key may do; `undefined` for a main or standard key, which may do everything. */
  permissions?: readonly Permission[];
}

/** A Twilio account and everything that can authenticate as it. */
export interface Account {
  /** `AC` and 32 hexadecimal digits; the Basic user name that goes with {@link authToken}. */
  sid: string;
  authToken: string;
  keys: readonly ApiKey[];
}

/** An account of the local Verify, the restricted keys that a tenant uses, and the Verify Service that they work on. */
export interface VerifyCredentials {
  account: Account;
  /** May report feedback and nothing else. */
  feedbackKey: ApiKey;
  /** A phone provider's: it may start verifications, and so can't report feedback. */
  sendingKey: ApiKey;
  /** `VA` and 32 hexadecimal digits. Custom codes are enabled on it. */
  serviceSid: string;
}

/** The permissions of a restricted key, by what the tenant has it for. */
export const keyPermissions = {
  feedback: ["/twilio/verify/verification/update"],
  sending: ["/twilio/verify/verification/create"],
} as const satisfies Record<string, readonly Permission[]>;

/** The key that may do everything the fixed account may. */
export const STANDARD_KEY: ApiKey = {
  sid: "SK00000000000000000000000000000001",
  secret: "sandboxStandardKeySecret00000000",
};

/** The fixed account's key for feedback. */
export const FEEDBACK_KEY: ApiKey = {
  sid: "SK00000000000000000000000000000002",
  secret: "sandboxFeedbackKeySecret00000000",
  permissions: keyPermissions.feedback,
};

/** The fixed account's key of a phone provider. */
export const SENDING_KEY: ApiKey = {
  sid: "SK00000000000000000000000000000003",
  secret: "sandboxSendingKeySecret000000000",
  permissions: keyPermissions.sending,
};

/** The fixed account. Everybody knows its credentials; they are worth nothing at Twilio. */
export const FIXED_ACCOUNT: Account = {
  sid: "AC00000000000000000000000000000001",
  authToken: "00000000000000000000000000005a4d",
  keys: [STANDARD_KEY, FEEDBACK_KEY, SENDING_KEY],
};

/** The SID of the fixed account's Verify Service. */
export const FIXED_SERVICE_SID = "VA00000000000000000000000000000001";

/** The same at every start, for whoever asks for them. */
export const fixedVerifyCredentials: VerifyCredentials = {
  account: FIXED_ACCOUNT,
  feedbackKey: FEEDBACK_KEY,
  sendingKey: SENDING_KEY,
  serviceSid: FIXED_SERVICE_SID,
};
