import { readCredentials } from "../../../../actions/lib/verify/credentials";
import type { TwilioSecrets } from "../../../../actions/types/secrets";
import type { ReceiverSettings, TenantSettings } from "./settings";

/** Environment variables; on Workers and Twilio Functions, their equivalent. */
export type Variables = Readonly<Record<string, unknown>>;

/** A variable that is missing or wrong. Says which, never its value. */
export class SettingsError extends Error {}

const SECRETS: (keyof TwilioSecrets)[] = [
  "TWILIO_ACCOUNT_SID",
  "TWILIO_AUTH_TOKEN",
  "TWILIO_API_KEY",
  "TWILIO_API_KEY_SECRET",
  "TWILIO_VERIFY_SID",
];

/** Characters of a token at least; what is shorter can be guessed. */
const LEAST_TOKEN = 16;

/**
 * Reads the settings from variables. With several tenants a tenant's own variables end in its name:
 * `LOG_STREAM_TOKEN__ACME_PROD` is that of the tenant `acme-prod`. Twilio's may be common to all.
 * @throws SettingsError for the first that is missing or wrong.
 */
export function readSettings(variables: Variables): ReceiverSettings {
  const names =
    text(variables, "AUTH0_TENANTS")
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  if (names.length === 0) throw new SettingsError("AUTH0_TENANTS is not set. Name the tenants, separated by commas.");
  const suffixes = names.map(suffixOf);
  const twice = names.find((_, i) => suffixes.indexOf(suffixes[i] as string) !== i);
  if (twice) throw new SettingsError(`AUTH0_TENANTS names ${twice} twice, or a tenant with the same variables.`);
  const tenants = names.map((name) => readTenant(variables, name, names.length === 1));
  const metricsToken = text(variables, "METRICS_TOKEN");
  if (metricsToken !== undefined) requireToken("METRICS_TOKEN", metricsToken);
  requireDifferent([...tenants.flatMap(({ tokens }) => tokens), metricsToken].filter((token) => token !== undefined));
  return { tenants, ...(metricsToken !== undefined && { metricsToken }) };
}

function readTenant(variables: Variables, name: string, only: boolean): TenantSettings {
  const own = (variable: string) => `${variable}__${suffixOf(name)}`;
  const token = (variable: string) => {
    const value = text(variables, own(variable)) ?? (only ? text(variables, variable) : undefined);
    if (value !== undefined) requireToken(own(variable), value);
    return value;
  };
  const current = token("LOG_STREAM_TOKEN");
  if (current === undefined) {
    const variable = only ? "LOG_STREAM_TOKEN" : own("LOG_STREAM_TOKEN");
    throw new SettingsError(`${variable} is not set. Set it to the authorization token of the log stream of ${name}.`);
  }
  const previous = token("LOG_STREAM_TOKEN_PREVIOUS");
  const secrets = Object.fromEntries(
    SECRETS.map((secret) => [secret, text(variables, own(secret)) ?? text(variables, secret)]),
  ) as Partial<TwilioSecrets>;
  const credentials = readCredentials(secrets);
  if ("malformed" in credentials) {
    throw new SettingsError(`${credentials.malformed} is missing or malformed for the tenant ${name}.`);
  }
  const origin = text(variables, "VERIFY_ORIGIN");
  return {
    name,
    tokens: previous === undefined ? [current] : [current, previous],
    verify: { credentials, ...(origin !== undefined && { origin }) },
  };
}

function requireToken(variable: string, token: string): void {
  if (token.length < LEAST_TOKEN || /\s/.test(token)) {
    throw new SettingsError(
      `${variable} is not a token: it must be ${LEAST_TOKEN} characters or more, without spaces.`,
    );
  }
}

function requireDifferent(tokens: string[]): void {
  if (new Set(tokens).size !== tokens.length) {
    throw new SettingsError("Two tokens are the same. Each tenant, and the metrics, need a token of their own.");
  }
}

function text(variables: Variables, name: string): string | undefined {
  const value = variables[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** `acme-prod` → `ACME_PROD`. */
function suffixOf(tenant: string): string {
  return tenant.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}
