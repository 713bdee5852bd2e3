import { UserError } from "../../stacks/errors";
import type { Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "../support/environment";
import { RefusedError, UnreachableError } from "../support/errors";
import { twilioClient, type VerifyService } from "../twilio/client";
import { type Problem, problemFrom } from "./problem";

const SERVICE = "TF_VAR_TWILIO_VERIFY_SID";
const CONSOLE = "Twilio console: Verify, Services";

/** What Twilio said. */
export interface VerifyFindings {
  /** What is wrong with the service, or with signing in. */
  service: Problem[];
  /** What is wrong with the key. */
  key: Problem[];
  /** Why the service could not be looked at; undefined: it was. */
  unseen?: string;
}

/** Asks Twilio with the secrets, which must be given and well-formed. Approves nothing. */
export async function verifyFindings(
  name: string,
  tenant: Tenant,
  env: Environment,
): Promise<VerifyFindings | { unreachable: Problem }> {
  const twilio = twilioClient(tenant, env);
  const variables = signInVariables(tenant);
  const [service, key] = await Promise.all([
    settled(() => twilio.fetchService()),
    settled(async () => !reports(tenant) || twilio.canUpdateVerifications()),
  ]);
  const refused = service.error instanceof RefusedError ? service.error.status : undefined;
  if (refused === 401) return { service: [notAccepted(name, variables)], key: [] };
  if (refused === 403) {
    const unseen = "this key can't read the service (as recommended); check it once with another key";
    return { service: [], key: keyProblems(key, variables), unseen };
  }
  if (refused === 404) return { service: [noService(name)], key: keyProblems(key, variables) };
  const failure = service.error ?? key.error;
  if (failure instanceof UnreachableError) return { unreachable: problemFrom("Twilio Verify", failure) };
  if (failure) return { service: [problemFrom("Twilio Verify", failure)], key: [] };
  const ofService = service.value ? serviceProblems(name, service.value, env) : [];
  return { service: ofService, key: keyProblems(key, variables) };
}

/** The same in one list. */
export async function verifyProblems(name: string, tenant: Tenant, env: Environment): Promise<Problem[]> {
  const found = await verifyFindings(name, tenant, env);
  return "unreachable" in found ? [found.unreachable] : [...found.service, ...found.key];
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
    what: `Twilio does not accept ${variables}: they do not belong together, were revoked, or belong to another region.`,
    where: `the environment, or .env.${name}`,
    fix: "Take both from the same place in the Twilio console, or create a new key there.",
  };
}

function noService(name: string): Problem {
  return {
    what: `The Twilio account has no Verify service with the SID in ${SERVICE}.`,
    where: `${SERVICE} in the environment, or .env.${name}`,
    fix: `Take the SID of the service that Auth0's codes are sent through (${CONSOLE}), and credentials of the same account.`,
  };
}

function serviceProblems(name: string, service: VerifyService, env: Environment): Problem[] {
  const problems: Problem[] = [];
  if (!service.customCodeEnabled) {
    problems.push({
      what: `The Verify service "${service.friendlyName}" does not accept custom codes, and Auth0 makes its own codes.`,
      where: `${CONSOLE}, ${service.friendlyName}, General`,
      fix: "Enable custom verification codes.",
    });
  }
  const account = env.TF_VAR_TWILIO_ACCOUNT_SID ?? "";
  if (account.startsWith("AC") && account !== service.accountSid) {
    problems.push({
      what: `TF_VAR_TWILIO_ACCOUNT_SID is not the account that the Verify service "${service.friendlyName}" belongs to.`,
      where: `TF_VAR_TWILIO_ACCOUNT_SID in the environment, or .env.${name}`,
      fix: "Take the SID of the account that has the service and the key (Twilio console: Account Info).",
    });
  }
  return problems;
}

function keyProblems({ value, error }: Settled<boolean>, variables: string): Problem[] {
  if (error) return [problemFrom("Twilio Verify", error)];
  if (value !== false) return [];
  return [
    {
      what: "The Twilio key may not report feedback, so every report from the Actions would be refused.",
      where: variables,
      fix:
        "Give the restricted key the permission /twilio/verify/verification/update (Twilio console: API keys & tokens), or use\n" +
        "a standard key of the account.",
    },
  ];
}
