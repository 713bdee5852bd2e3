/** The secrets of the Actions that call Twilio, all optional at run time: a missing one is an outcome, never an exception. */
export interface TwilioSecrets {
  /** `AC` and 32 hex digits; or an API key's SID (`SK…`) with the key's secret in `TWILIO_AUTH_TOKEN`. */
  TWILIO_ACCOUNT_SID: string;
  TWILIO_AUTH_TOKEN: string;
  /** `SK` and 32 hex digits; wins over the account's own credentials. */
  TWILIO_API_KEY: string;
  TWILIO_API_KEY_SECRET: string;
  /** The Verify service: `VA` and 32 hex digits. */
  TWILIO_VERIFY_SID: string;
}

/** The machine client that reads what is enrolled; mfa-feedback alone has it, where it looks numbers up. */
export interface LookupSecrets {
  AUTH0_LOOKUP_CLIENT_ID: string;
  /** An RSA key of at least 2048 bits, PKCS#8: PEM, or what stands between its first and last line. */
  AUTH0_LOOKUP_PRIVATE_KEY: string;
}

/** mfa-challenge has no secrets. */
export type NoSecrets = Record<never, never>;
