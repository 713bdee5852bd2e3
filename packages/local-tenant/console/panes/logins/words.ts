import type { LoginSummary } from "../../lib/documents";

const methods: Readonly<Record<NonNullable<LoginSummary["method"]>, string>> = {
  sms: "Code by text",
  voice: "Code by call",
  email: "Code by e-mail",
  password: "Password",
  federated: "Federated",
  passkey: "Passkey",
};

const grants: Readonly<Record<NonNullable<LoginSummary["grant"]>, string>> = {
  refresh_token: "Refresh token",
  password: "Password grant",
  passwordless: "Passwordless grant",
  "token-exchange": "Token exchange",
  webauthn: "Passkey grant",
};

/** How a user logged in, in a few words. */
export function kindOf({ method, grant }: Pick<LoginSummary, "method" | "grant">): string {
  if (grant) return grants[grant];
  return method ? methods[method] : "Session";
}

/** Names of the factors that a prompt may offer. */
export const factors: Readonly<Record<string, string>> = {
  phone: "Phone",
  otp: "Authenticator app",
  email: "E-mail",
  "push-notification": "Push notification",
  "webauthn-roaming": "Security key",
  "webauthn-platform": "This device",
  "recovery-code": "Recovery code",
};
