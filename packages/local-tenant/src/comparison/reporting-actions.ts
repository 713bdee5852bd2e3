import type { ComparedTenant } from "./compared-tenant";

/** Triggers in which an Action learns that a code was used. */
const triggers = ["post-login", "password-reset-post-challenge"];

/** Names of the bound Actions that can report to Verify: those that have one of its secrets. */
export function reportingActions({ tenant, credentials }: Pick<ComparedTenant, "tenant" | "credentials">): string[] {
  const { authToken, keys } = credentials.verify.account;
  const { feedbackKey } = credentials.verify;
  const known = new Set([authToken, feedbackKey.secret, ...keys.map(({ secret }) => secret)]);
  return triggers.flatMap((trigger) =>
    tenant
      .deployedActions(trigger)
      .filter(({ secrets }) => Object.values(secrets).some((value) => known.has(value)))
      .map(({ name }) => name),
  );
}
