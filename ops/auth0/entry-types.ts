/** The log's types about Actions and phone messages, as `logs` names them (Auth0 docs, Log Event Type Codes). */
export const entryTypes = {
  actions_execution_failed: "Action failed",
  fn: "not sent",
  gd_send_sms_failure: "not sent",
  gd_send_voice_failure: "not sent",
  limit_phone: "too many messages",
  gd_otp_rate_limit_exceed: "too many codes",
  cs: "sent",
  gd_send_sms: "sent",
  gd_send_voice: "sent",
  gd_auth_succeed: "MFA passed",
  gd_auth_failed: "MFA failed",
  gd_auth_rejected: "MFA rejected",
  gd_enrollment_complete: "enrolled",
  mfar: "MFA impossible",
} as const;

/** One of them. */
export type EntryType = keyof typeof entryTypes;

/** Those that `logs` reads. */
export const allEntryTypes = Object.keys(entryTypes) as EntryType[];

/** Those that `status` counts: what went wrong. */
export const failureTypes: readonly EntryType[] = [
  "actions_execution_failed",
  "fn",
  "gd_send_sms_failure",
  "gd_send_voice_failure",
  "limit_phone",
  "gd_otp_rate_limit_exceed",
];
