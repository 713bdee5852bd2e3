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

/** The key that may do everything the sandbox account may. */
export const STANDARD_KEY: ApiKey = {
  sid: "SK00000000000000000000000000000001",
  secret: "sandboxStandardKeySecret00000000",
};

/** The key that may report feedback and nothing else. */
export const FEEDBACK_KEY: ApiKey = {
  sid: "SK00000000000000000000000000000002",
  secret: "sandboxFeedbackKeySecret00000000",
  permissions: ["/twilio/verify/verification/update"],
};

/** The key of a phone provider: it may start verifications, and so can't report feedback. */
export const SENDING_KEY: ApiKey = {
  sid: "SK00000000000000000000000000000003",
  secret: "sandboxSendingKeySecret000000000",
  permissions: ["/twilio/verify/verification/create"],
};

/** The account of the sandbox. Its credentials are fixed, public and worth nothing anywhere else. */
export const SANDBOX_ACCOUNT: Account = {
  sid: "AC00000000000000000000000000000001",
  authToken: "00000000000000000000000000005a4d",
  keys: [STANDARD_KEY, FEEDBACK_KEY, SENDING_KEY],
};

/** The SID of the Verify Service that the sandbox starts with: custom codes are enabled on it. */
export const SANDBOX_SERVICE_SID = "VA00000000000000000000000000000001";
