import { neededForms } from "../../stacks/secret-forms";
import type { Tenant } from "../../stacks/tenant-schema";

const NOTHING = "0".repeat(32);
const WORD = "dummy-for-plans-only";
const prefixes: Readonly<Record<string, string>> = {
  TWILIO_ACCOUNT_SID: "AC",
  TWILIO_API_KEY: "SK",
  TWILIO_VERIFY_SID: "VA",
};

/**
 * The `TF_VAR_…` of a plan: of the right form, and worth nothing. The variables are ephemeral, so a plan made with them
 * holds none of them, and its apply sends the real ones that are given then.
 */
export function dummySecrets(tenant: Pick<Tenant, "credentials" | "settings">): Record<string, string> {
  return Object.fromEntries(
    neededForms(tenant).map(({ name }) => {
      const prefix = prefixes[name];
      return [`TF_VAR_${name}`, prefix === undefined ? WORD : `${prefix}${NOTHING}`];
    }),
  );
}

/** Whether a secret is one of those: nothing that may ever be sent to Auth0. */
export function isDummySecret(value: string | undefined): boolean {
  return value === WORD || /^(AC|SK|VA)0{32}$/.test(value ?? "");
}
