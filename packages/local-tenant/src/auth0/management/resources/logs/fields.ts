/** Groups of top-level fields that Auth0's log entries have beside those that every entry has. */
export type LogField =
  | "client"
  | "user"
  | "connection"
  | "strategy"
  | "hostname"
  | "references"
  | "audience"
  | "scope"
  | "client_ip";

const login = ["client", "user", "connection", "strategy", "hostname", "references"] as const;
const guardian = ["user", "references"] as const;
const code = [...guardian, "client", "connection"] as const;
const token = ["client", "user", "connection", "audience", "client_ip", "references"] as const;

/** Which of them an entry of each type has, by Auth0's published log schemas. */
export const logFields: Readonly<Record<string, readonly LogField[]>> = {
  s: login,
  f: login,
  fp: ["client", "user", "connection", "strategy", "references"],
  limit_wc: ["client", "user", "connection", "hostname"],
  ssa: ["client", "user", "hostname"],
  fsa: ["client", "user", "hostname", "audience", "scope"],
  seccft: ["client", "hostname", "audience", "scope"],
  feccft: ["client", "hostname", "audience"],
  seacft: [...token, "hostname"],
  sertft: [...token, "scope"],
  fertft: [...token, "scope", "hostname"],
  sepft: [...token, "scope"],
  seotpft: [...token, "hostname", "scope"],
  seoobft: [...token, "hostname", "scope"],
  fepft: [...token, "scope", "hostname"],
  secte: ["client", "user", "connection", "audience", "scope", "references"],
  fecte: ["client", "hostname", "audience", "scope", "references"],
  cs: ["client", "user", "connection", "strategy", "references"],
  cls: ["client", "user", "connection", "strategy", "references"],
  fn: ["client", "connection", "references"],
  mfar: ["client", "user", "connection", "strategy", "hostname", "client_ip"],
  w: ["client", "user", "connection", "strategy", "audience", "scope"],
  actions_execution_failed: ["client", "user", "connection", "strategy", "hostname"],
  sapi: ["client", "user", "references"],
  gd_start_auth: [...guardian, "connection"],
  gd_start_enroll: guardian,
  gd_send_sms: code,
  gd_send_sms_failure: code,
  gd_send_email: code,
  gd_send_voice: guardian,
  gd_send_voice_failure: guardian,
  gd_send_pn: guardian,
  gd_auth_succeed: guardian,
  gd_auth_rejected: guardian,
  gd_auth_failed: code,
  gd_otp_rate_limit_exceed: code,
  gd_enrollment_complete: guardian,
  gd_recovery_succeed: guardian,
  gd_recovery_failed: guardian,
  gd_webauthn_challenge_failed: [...guardian, "connection"],
};
