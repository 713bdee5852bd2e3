import type { Tenant } from "../../stacks/tenant";
import { requireSecrets } from "../environment";
import type { Environment } from "../management/credentials";

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
