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

/** mfa-challenge has no secrets. */
export type NoSecrets = Record<never, never>;
