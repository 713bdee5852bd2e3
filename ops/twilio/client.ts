import type { Tenant } from "../../stacks/tenant";
import type { Environment } from "../management/credentials";

/** What is used of a Verify service. */
export interface VerifyService {
  sid: string;
  friendlyName: string;
  /** Without them Auth0's own codes can't be sent through Verify. */
  customCodeEnabled: boolean;
}

/** Which attempts to look at; absent fields don't narrow. Twilio keeps attempts for 30 days. */
export interface AttemptsFilter {
  since?: Date;
  until?: Date;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  channel?: "sms" | "call";
}

/** Attempts counted. */
export interface AttemptsSummary {
  attempts: number;
  converted: number;
  unconverted: number;
  /** 0 to 100; 0 without attempts. */
  conversionRate: number;
}

/** One message that Verify sent. The number it went to is left out. */
export interface Attempt {
  sid: string;
  /** ISO 8601. */
  createdAt: string;
  converted: boolean;
  channel: string;
  /** ISO 3166-1 alpha-2; undefined when Twilio does not say. */
  country: string | undefined;
}

/**
 * Twilio Verify, with the secrets that the Actions get. Calls throw user errors; `RefusedError` with the status when
 * Twilio refused (401 wrong credentials, 403 a restricted key, 404 no such service).
 */
export interface TwilioClient {
  fetchService(): Promise<VerifyService>;
  /** Whether the credentials may report feedback; asked in a way that can't approve anything real. */
  canUpdateVerifications(): Promise<boolean>;
  summary(filter?: AttemptsFilter): Promise<AttemptsSummary>;
  /** Newest first. */
  attempts(filter?: AttemptsFilter): Promise<Attempt[]>;
}

/**
 * Reads the tenant's `TF_VAR_TWILIO_…` from `env`, and trusts the roots in its `SSL_CERT_FILE`. Talks to Twilio, or to
 * the `verifyOrigin` of a tenant on this machine.
 */
export function twilioClient(_tenant: Tenant, _env: Environment): TwilioClient {
  throw new Error("being written");
}
