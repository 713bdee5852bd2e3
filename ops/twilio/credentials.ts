import { UserError } from "../../stacks/errors";
import type { Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";
import { requireSecrets } from "../support/require-secrets";

/** What signs in to Twilio, and the Verify service that it is for. */
export interface TwilioCredentials {
  /** An account's SID, or an API key's. */
  username: string;
  password: string;
  /** Begins with `VA`. */
  serviceSid: string;
}

/** Reads the tenant's `TF_VAR_TWILIO_…`. Throws a user error that names those which are not set. */
export function twilioCredentials(tenant: Tenant, env: Environment): TwilioCredentials {
  requireSecrets(tenant.domain, tenant, env);
  const secret = (key: string) => env[`TF_VAR_TWILIO_${key}`] ?? "";
  const serviceSid = secret("VERIFY_SID");
  return tenant.credentials === "api-key"
    ? { username: secret("API_KEY"), password: secret("API_KEY_SECRET"), serviceSid }
    : { username: secret("ACCOUNT_SID"), password: secret("AUTH_TOKEN"), serviceSid };
}

/**
 * What reads: `TWILIO_READ_API_KEY` and its secret where they are given, which no Action ever gets; else the tenant's own.
 * Throws a user error that names what is not set.
 */
export function twilioReadingCredentials(tenant: Tenant, env: Environment): TwilioCredentials {
  const [key, secret, service] = [
    "TWILIO_READ_API_KEY",
    "TWILIO_READ_API_KEY_SECRET",
    "TF_VAR_TWILIO_VERIFY_SID",
  ] as const;
  if (!env[key] && !env[secret]) return twilioCredentials(tenant, env);
  const missing = [key, secret, service].filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new UserError(`To read from Twilio, set ${missing.join(" and ")} too.`, exitCodes.notReady);
  }
  return { username: env[key]!, password: env[secret]!, serviceSid: env[service]! };
}
