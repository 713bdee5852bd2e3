import type { TwilioSecrets } from "../../types/secrets";

/** HTTP Basic credentials and the Verify service to report to. */
export interface Credentials {
  username: string;
  password: string;
  serviceSid: string;
}

type SecretName = keyof TwilioSecrets;

/**
 * Reads the credentials in either style: an API key if one of its secrets is there, else the account SID (or an API
 * key's SID in its place, which the twilio package itself refuses) with the auth token.
 * Returns the name of the first secret that is missing or malformed instead, never its value.
 */
export function readCredentials(secrets: Partial<TwilioSecrets>): Credentials | { malformed: SecretName } {
  const apiKey = Boolean(secrets.TWILIO_API_KEY || secrets.TWILIO_API_KEY_SECRET);
  const username: SecretName = apiKey ? "TWILIO_API_KEY" : "TWILIO_ACCOUNT_SID";
  const password: SecretName = apiKey ? "TWILIO_API_KEY_SECRET" : "TWILIO_AUTH_TOKEN";
  const forms: [SecretName, RegExp][] = [
    [username, apiKey ? sid("SK") : sid("AC|SK")],
    [password, /^\S+$/],
    ["TWILIO_VERIFY_SID", sid("VA")],
  ];
  const malformed = forms.find(([name, form]) => !form.test(secrets[name] ?? ""));
  if (malformed) return { malformed: malformed[0] };
  return {
    username: secrets[username] as string,
    password: secrets[password] as string,
    serviceSid: secrets.TWILIO_VERIFY_SID as string,
  };
}

function sid(prefixes: string): RegExp {
  return new RegExp(`^(?:${prefixes})[0-9a-fA-F]{32}$`);
}
