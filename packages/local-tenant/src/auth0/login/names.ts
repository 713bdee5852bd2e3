import type { FactorType } from "../../pipeline/types";

/** How a user can prove who they are first. `voice` is a one-time code by a call. */
export const firstFactors = ["sms", "voice", "email", "password", "federated", "passkey"] as const;

/** Grants under which post-login Actions run; the first one is a browser's. */
export const grants = [
  "authorization_code",
  "refresh_token",
  "password",
  "passwordless",
  "token-exchange",
  "webauthn",
] as const;

/** Values of the authorization request's `prompt` that the local tenant knows. */
export const prompts = ["none", "login"] as const;

/** The overall confidence of a risk assessment. */
export const confidences = ["low", "medium", "high", "neutral"] as const;

/** How a user can want an MFA code. */
export const channels = ["sms", "voice"] as const;

/** Every factor that an MFA prompt may offer. */
export const mfaFactors = [
  "phone",
  "otp",
  "email",
  "push-notification",
  "webauthn-roaming",
  "webauthn-platform",
  "recovery-code",
] as const satisfies readonly FactorType[];
