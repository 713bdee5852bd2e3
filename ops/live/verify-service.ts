import { UserError } from "../../stacks/errors";
import type { Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "../support/environment";
import { RefusedError, UnreachableError } from "../support/errors";
import { twilioClient, type VerifyService } from "../twilio/client";
import { type Problem, problemFrom } from "./problem";

const SERVICE = "TF_VAR_TWILIO_VERIFY_SID";
const CONSOLE = "Twilio console: Verify, Services";

/** What Twilio said, and what it would not say to these credentials. */
export interface VerifyFindings {
  problems: Problem[];
  /** Why the service or the key could not be looked at; `{}` when both were. */
  skipped: Partial<Record<"verify-service" | "feedback-key", string>>;
}

/** Asks Twilio with the secrets, which must be given and well-formed. Approves nothing. */
export async function verifyFindings(name: string, tenant: Tenant, env: Environment): Promise<VerifyFindings> {
  const twilio = twilioClient(tenant, env);
  const variables = signInVariables(tenant);
  const [service, key] = await Promise.all([
    settled(() => twilio.fetchService()),
    settled(async () => !reports(tenant) || twilio.canUpdateVerifications()),
  ]);
  const refused = service.error instanceof RefusedError ? service.error.status : undefined;
  if (refused === 401) return { problems: [notAccepted(name, variables)], skipped: {} };
  if (refused === 403) {
    const unseen = "this key can't read the service (as recommended); check it once with another key";
    return { problems: keyProblems(key, variables), skipped: { "verify-service": unseen } };
  }
  if (refused === 404) return { problems: [noService(name), ...keyProblems(key, variables)], skipped: {} };
  const failure = service.error ?? key.error;
  if (failure instanceof UnreachableError) {
    const why = "Twilio did not answer";
    const problems = [problemFrom("network", "Twilio Verify", failure)];
    return { problems, skipped: { "verify-service": why, "feedback-key": why } };
  }
  if (failure) return { problems: [problemFrom("verify-service", "Twilio Verify", failure)], skipped: {} };
  const ofService = service.value ? serviceProblems(name, service.value, env) : [];
  return { problems: [...ofService, ...keyProblems(key, variables)], skipped: {} };
}

/** With the log stream alone it is the receiver's key that reports logins. */
function reports({ feedback, reportPasswordResets }: Tenant): boolean {
  return feedback !== "log-stream" || reportPasswordResets;
}

interface Settled<T> {
  value?: T;
  error?: UserError;
}

async function settled<T>(work: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof UserError) return { error };
    throw error;
  }
}

function signInVariables({ credentials }: Tenant): string {
  return credentials === "api-key"
    ? "TF_VAR_TWILIO_API_KEY and TF_VAR_TWILIO_API_KEY_SECRET"
    : "TF_VAR_TWILIO_ACCOUNT_SID and TF_VAR_TWILIO_AUTH_TOKEN";
}

function notAccepted(name: string, variables: string): Problem {
  return {
    check: "verify-service",
    what: `Twilio does not accept ${variables}: they do not belong together, were revoked, or belong to another region.`,
    where: `the environment, or .env.${name}`,
    fix: "Take both from the same place in the Twilio console, or create a new key there.",
  };
}

function noService(name: string): Problem {
  return {
    check: "verify-service",
    what: `The Twilio account has no Verify service with the SID in ${SERVICE}.`,
    where: `${SERVICE} in the environment, or .env.${name}`,
    fix: `Take the SID of the service that Auth0's codes are sent through (${CONSOLE}), and credentials of the same account.`,
  };
}

function serviceProblems(name: string, service: VerifyService, env: Environment): Problem[] {
  const problems: Problem[] = [];
  if (!service.customCodeEnabled) {
    problems.push({
      check: "verify-service",
      what: `The Verify service "${service.friendlyName}" does not accept custom codes, and Auth0 makes its own codes.`,
      where: `${CONSOLE}, ${service.friendlyName}, General`,
      fix: "Enable custom verification codes.",
    });
  }
  const account = env.TF_VAR_TWILIO_ACCOUNT_SID ?? "";
  if (account.startsWith("AC") && account !== service.accountSid) {
    problems.push({
      check: "verify-service",
      what: `TF_VAR_TWILIO_ACCOUNT_SID is not the account that the Verify service "${service.friendlyName}" belongs to.`,
      where: `TF_VAR_TWILIO_ACCOUNT_SID in the environment, or .env.${name}`,
      fix: "Take the SID of the account that has the service and the key (Twilio console: Account Info).",
    });
  }
  return problems;
}

function keyProblems({ value, error }: Settled<boolean>, variables: string): Problem[] {
  if (error) return [problemFrom("feedback-key", "Twilio Verify", error)];
  if (value !== false) return [];
  return [
    {
      check: "feedback-key",
      what: "The Twilio key may not report feedback, so every report from the Actions would be refused.",
      where: variables,
      fix:
        "Give the restricted key the permission /twilio/verify/verification/update (Twilio console: API keys & tokens), or use\n" +
        "a standard key of the account.",
    },
  ];
}
