import type { TokenRequest } from "../../management/token-request";

const secrets = [
  "client_secret",
  "client_assertion",
  "password",
  "refresh_token",
  "code",
  "code_verifier",
  "otp",
  "mfa_token",
  "device_code",
  "oob_code",
  "binding_code",
  "recovery_code",
];

/** The parameters of a token request that an Action may see. */
export function shownParameters(parameters: TokenRequest): Record<string, string> {
  const shown = Object.entries(parameters).filter(([name, value]) => value !== undefined && !secrets.includes(name));
  return Object.fromEntries(shown) as Record<string, string>;
}
