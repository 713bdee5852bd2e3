import { isLocalCredential } from "../../../packages/local-tenant/src/credentials/credentials";
import { hasSecrets } from "../../../stacks/feedback";
import { publicKeyOf } from "../../../stacks/lookup/public-keys";
import { lookupKeyForm, neededForms, type SecretForm, sendingKeyForms } from "../../../stacks/secret-forms";
import { isLoopback, type Tenant } from "../../../stacks/tenant-schema";
import type { Problem } from "../../live/problem";
import { npmRun } from "../../support/commands";
import type { Environment } from "../../support/environment";
import { isDummySecret } from "../../terraform/dummy-secrets";

/** Characters that Auth0 takes in the value of an Action's secret. */
const LONGEST = 4096;
const kinds: Readonly<Record<string, string>> = {
  AC: "an account's SID (Twilio console: Account Info)",
  SK: "an API key's SID (Twilio console: API keys & tokens)",
  VA: "a Verify service's SID (Twilio console: Verify, Services)",
};

/** Secrets that are missing, empty, stand for something else, or have the wrong form. Never shows a value. `[]` for a tenant whose Actions have none. */
export function secretProblems(name: string, tenant: Tenant, env: Environment): Problem[] {
  if (!hasSecrets(tenant)) return [];
  return [...neededForms(tenant), ...sendingKey(tenant, env)].flatMap((form) => {
    const variable = `TF_VAR_${form.name}`;
    const what = complaint(form, env[variable], isLoopback(tenant));
    if (what === undefined) return [];
    return [
      {
        what: `${variable} ${what}.`,
        where: `the environment, or .env.${name}`,
        fix: advice(name, form),
      },
    ];
  });
}

/** Both parts of the sending key as soon as one is given; without, the key that reports sends, too. */
function sendingKey({ phoneProvider }: Tenant, env: Environment): readonly SecretForm[] {
  if (phoneProvider === undefined) return [];
  return sendingKeyForms.some(({ name }) => env[`TF_VAR_${name}`]) ? sendingKeyForms : [];
}

/** Completes "TF_VAR_… "; undefined when nothing is wrong. */
function complaint({ name, pattern, form }: SecretForm, value: string | undefined, local: boolean): string | undefined {
  if (value === undefined) return "is not set";
  if (value.trim() === "") return "is empty";
  if (/^\s|\s$|^["'].*["']$/.test(value)) return "has spaces or quotation marks around it";
  if (isDummySecret(value)) return "is the dummy value that plans use, not a secret";
  if (name === lookupKeyForm.name) return publicKeyOf(value) === undefined ? `must be ${form}` : undefined;
  if (looksLikePlaceholder(value)) return "looks like a placeholder, not like a secret";
  if (!local && isLocalCredential(value)) return "is the local tenant's, which Twilio does not know";
  if (value.length > LONGEST) return `has ${value.length} characters; Auth0 takes ${LONGEST} at most`;
  if (new RegExp(pattern).test(value)) return undefined;
  const kind = kinds[value.slice(0, 2)];
  return kind && /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(value) ? `must be ${form}; this is ${kind}` : `must be ${form}`;
}

/** What templates, documentation and CI variables that were never replaced leave behind. */
export function looksLikePlaceholder(value: string): boolean {
  const body = value.replace(/^(AC|SK|VA)(?=.)/, "");
  return (
    /^(.)\1+$/.test(body) ||
    /x{6}/i.test(body) ||
    /^(<.*>|\[.*\]|\{.*\}|\$.*|##.*##|@@.*@@)$/.test(value) ||
    /(^|[^a-z0-9])(your|example|placeholder|dummy|change-?me|todo|replace|insert)([^a-z0-9]|$)/i.test(value) ||
    /123456789/.test(body)
  );
}

function advice(tenant: string, { name }: SecretForm): string {
  if (name === lookupKeyForm.name) {
    return (
      `Put the file with the private key where ${npmRun("lookup-key", tenant)} wrote it, lookup-keys/${tenant}.private.pem,\n` +
      "or set the variable to its contents."
    );
  }
  const what: Readonly<Record<string, string>> = {
    TWILIO_ACCOUNT_SID: "the account's SID, AC and 32 hex digits (Twilio console: Account Info)",
    TWILIO_AUTH_TOKEN: "the account's auth token (Twilio console: Account Info)",
    TWILIO_API_KEY: "the API key's SID, SK and 32 hex digits (Twilio console: API keys & tokens)",
    TWILIO_API_KEY_SECRET:
      "the API key's secret. Twilio shows it once, when the key is created; create a new key if it is lost",
    TWILIO_SENDING_API_KEY: "the SID of the API key that sends, SK and 32 hex digits, or unset both parts of that key",
    TWILIO_SENDING_API_KEY_SECRET: "the secret of the API key that sends, or unset both parts of that key",
    TWILIO_VERIFY_SID: "the Verify service's SID, VA and 32 hex digits (Twilio console: Verify, Services)",
  };
  return `Set it to ${what[name]}.`;
}
