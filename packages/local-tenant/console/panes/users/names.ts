/** How a user says what a provider's accounts are opened by. */
export function connectionName(provider: string): string {
  return { auth0: "password", sms: "SMS", email: "e-mail code", "google-oauth2": "Google" }[provider] ?? provider;
}

/** Names of factors, by Auth0's. */
export const factorNames: Readonly<Record<string, string>> = {
  phone: "Phone",
  otp: "Authenticator app",
  "recovery-code": "Recovery code",
  "push-notification": "Push notification",
  "webauthn-roaming": "Security key",
  "webauthn-platform": "Device biometrics",
  email: "E-mail",
};
