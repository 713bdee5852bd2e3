import { randomBytes } from "node:crypto";
import {
  type Account,
  type ApiKey,
  fixedVerifyCredentials,
  keyPermissions,
  type VerifyCredentials,
} from "../twilio/credentials";

/** Everything that can authenticate to one local tenant and its Verify. */
export interface TenantCredentials {
  /** Bearer token of the control API. Random at every start. */
  controlToken: string;
  /** The machine-to-machine application that may do everything: what a deploy signs in with. */
  client: { clientId: string; clientSecret: string };
  verify: VerifyCredentials;
}

/** What random values begin with, so that they are recognized where another service's credentials belong. */
const MARK = "10ca110ca1";

/** New credentials, of the forms that Auth0's and Twilio's have. */
export function randomCredentials(): TenantCredentials {
  const key = (permissions?: ApiKey["permissions"]): ApiKey => ({
    sid: `SK${random(32)}`,
    secret: random(32),
    ...(permissions && { permissions }),
  });
  const feedbackKey = key(keyPermissions.feedback);
  const sendingKey = key(keyPermissions.sending);
  const account: Account = { sid: `AC${random(32)}`, authToken: random(32), keys: [key(), feedbackKey, sendingKey] };
  return {
    controlToken: random(64),
    client: { clientId: random(32), clientSecret: random(64) },
    verify: { account, feedbackKey, sendingKey, serviceSid: `VA${random(32)}` },
  };
}

/** The same at every start but for the control API's token, for scripts that can't read the file. Everybody knows them. */
export function fixedCredentials(): TenantCredentials {
  return {
    controlToken: random(64),
    client: {
      clientId: "SandboxDeployClient0000000000001",
      clientSecret: "sandbox-deploy-client-secret-worth-nothing-elsewhere",
    },
    verify: fixedVerifyCredentials,
  };
}

/** The stack's input variables with the local Verify's credentials, of either style. */
export function verifyVariables({
  account,
  feedbackKey,
  sendingKey,
  serviceSid,
}: VerifyCredentials): Readonly<Record<string, string>> {
  return {
    TWILIO_ACCOUNT_SID: account.sid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_API_KEY: feedbackKey.sid,
    TWILIO_API_KEY_SECRET: feedbackKey.secret,
    TWILIO_SENDING_API_KEY: sendingKey.sid,
    TWILIO_SENDING_API_KEY_SECRET: sendingKey.secret,
    TWILIO_VERIFY_SID: serviceSid,
  };
}

/**
 * Environment variables with which Terraform deploys to the tenant, and the control API is asked.
 * @param caBundleFile the authority of its certificates with the system's roots. Terraform on macOS looks at the keychain instead.
 */
export function deployEnvironment(
  { controlToken, client, verify }: TenantCredentials,
  caBundleFile: string,
): Record<string, string> {
  const variables = Object.entries(verifyVariables(verify)).map(([name, value]) => [`TF_VAR_${name}`, value]);
  return {
    AUTH0_CLIENT_ID: client.clientId,
    AUTH0_CLIENT_SECRET: client.clientSecret,
    ...Object.fromEntries(variables),
    LOCAL_TENANT_TOKEN: controlToken,
    ...(process.platform === "darwin" ? {} : { SSL_CERT_FILE: caBundleFile }),
  };
}

const fixedValues = new Set(Object.values(verifyVariables(fixedVerifyCredentials)));

/** Whether a value is a Twilio credential of a local tenant, running or ended, and so unknown to Twilio. */
export function isLocalCredential(value: string): boolean {
  return fixedValues.has(value) || new RegExp(`^(AC|SK|VA)?${MARK}`).test(value);
}

/** `length` hexadecimal digits, as random as all but the mark of them can be. */
function random(length: number): string {
  return `${MARK}${randomBytes(length).toString("hex")}`.slice(0, length);
}
