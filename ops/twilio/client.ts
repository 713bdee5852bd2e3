import { z } from "zod";
import { sendingKeyFor, sendingKeyForAccount } from "../../stacks/secret-forms";
import type { Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "../support/environment";
import { RefusedError } from "../support/errors";
import { ask } from "../support/request";
import {
  type Attempt,
  type AttemptsFilter,
  type AttemptsSummary,
  attemptDocument,
  attemptFromWire,
  attemptsQuery,
  summaryDocument,
  summaryFromWire,
} from "./attempts";
import { type TwilioCredentials, twilioCredentials } from "./credentials";
import { twilioRefused, type VerifyOperation } from "./errors";

const TWILIO = "https://verify.twilio.com";
/** Twilio's error for a restricted key without the permission; its docs leave open whether that is a 401 or a 403. */
const LACKS_PERMISSION = 70051;
/** The form of a verification's SID, and none that Twilio has given out: those are random. */
const NO_VERIFICATION = `VE${"0".repeat(32)}`;

const refusal = z.object({
  code: z.number().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});
const serviceDocument = z.object({
  sid: z.string(),
  account_sid: z.string(),
  friendly_name: z.string().nullish(),
  custom_code_enabled: z.boolean().nullish(),
});
const anyAnswer = z.object({});
const rateLimitsDocument = z.object({ rate_limits: z.array(z.object({ unique_name: z.string() })) });
const attemptsDocument = z.object({
  attempts: z.array(attemptDocument),
  meta: z.object({ next_page_url: z.string().nullish() }),
});

/** What is used of a Verify service. */
export interface VerifyService {
  sid: string;
  /** Of the account that it belongs to. */
  accountSid: string;
  friendlyName: string;
  /** Without them Auth0's own codes can't be sent through Verify. */
  customCodeEnabled: boolean;
}

/**
 * Twilio Verify, with the secrets that the Actions get. Calls throw user errors: `RefusedError` with the status when
 * Twilio refuses (401 wrong credentials, 403 a restricted key, 404 no such service).
 */
export interface TwilioClient {
  fetchService(): Promise<VerifyService>;
  /** Whether the credentials may report feedback; asked in a way that can't approve anything real. */
  canUpdateVerifications(): Promise<boolean>;
  /** Whether they may read verifications. */
  canReadVerifications(): Promise<boolean>;
  /** Whether they may start verifications; asked without a recipient, so nothing is sent. */
  canStartVerifications(): Promise<boolean>;
  /** The unique names of the service's rate limits; `undefined` when the credentials may not read them. */
  rateLimits(): Promise<string[] | undefined>;
  summary(filter?: AttemptsFilter): Promise<AttemptsSummary>;
  /** Newest first. */
  attempts(filter?: AttemptsFilter): Promise<Attempt[]>;
}

/**
 * Reads the tenant's `TF_VAR_TWILIO_…` from `env`, and trusts the roots in its `SSL_CERT_FILE`. Talks to Twilio, or to
 * the `verifyOrigin` of a tenant on this machine. Throws a user error when a secret is not set.
 * @param credentials other ones than the Actions get.
 */
export function twilioClient(
  tenant: Tenant,
  env: Environment,
  credentials: TwilioCredentials = twilioCredentials(tenant, env),
): TwilioClient {
  const { serviceSid } = credentials;
  const call = callWith(credentials, originFor(tenant), env.SSL_CERT_FILE || undefined);
  const service = `/v2/Services/${encodeURIComponent(serviceSid)}`;
  const verification = `${service}/Verifications/${NO_VERIFICATION}`;
  return {
    async fetchService() {
      const found = await call("service/read", service, serviceDocument);
      return {
        sid: found.sid,
        accountSid: found.account_sid,
        friendlyName: found.friendly_name ?? found.sid,
        customCodeEnabled: found.custom_code_enabled === true,
      };
    },
    // Not "approved": should the verification be there after all, nothing is reported.
    canUpdateVerifications: () =>
      allowed(404, () => call("verification/update", verification, anyAnswer, { Status: "canceled" })),
    canReadVerifications: () => allowed(404, () => call("verification/read", verification, anyAnswer)),
    canStartVerifications: () =>
      allowed(400, () => call("verification/create", `${service}/Verifications`, anyAnswer, { Channel: "sms" })),
    async rateLimits() {
      let found: string[] = [];
      const readable = await allowed(404, async () => {
        const { rate_limits } = await call("rate-limit/list", `${service}/RateLimits?PageSize=100`, rateLimitsDocument);
        found = rate_limits.map(({ unique_name }) => unique_name);
      });
      return readable ? found : undefined;
    },
    async summary(filter = {}) {
      const query = new URLSearchParams(attemptsQuery(serviceSid, filter));
      return summaryFromWire(
        await call("verification-attempts-summary/read", `/v2/Attempts/Summary?${query}`, summaryDocument),
      );
    },
    attempts: (filter = {}) => readAttempts(call, serviceSid, filter),
  };
}

/** Twilio, or the local Verify that the Actions of a tenant on this machine report to. */
function originFor({ settings }: Tenant): string {
  const { mfaFeedback, passwordlessFeedback, phoneProvider, passwordResetFeedback } = settings;
  const all = [mfaFeedback, passwordlessFeedback, phoneProvider, passwordResetFeedback];
  return all.find(({ verifyOrigin }) => verifyOrigin !== undefined)?.verifyOrigin ?? TWILIO;
}

/** A GET, or a POST of the form. @throws RefusedError as `TwilioClient` says. */
type Call = <Document>(
  operation: VerifyOperation,
  path: string,
  schema: z.ZodType<Document>,
  form?: Record<string, string>,
) => Promise<Document>;

/** @param caFile PEM file with every root to trust; `undefined`: Node's own. */
function callWith({ username, password }: TwilioCredentials, origin: string, caFile: string | undefined): Call {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return async (operation, path, schema, form) => {
    const { status, body } = await ask(`${origin}${path}`, {
      method: form ? "POST" : "GET",
      headers: { authorization, ...(form && { "content-type": "application/x-www-form-urlencoded" }) },
      body: form && new URLSearchParams(form).toString(),
      caFile,
      check: "that Twilio is up",
    });
    const found = schema.safeParse(body);
    if (status >= 200 && status < 300 && found.success) return found.data;
    const { code, message = "the answer is not Twilio's" } = refusal.safeParse(body).data ?? {};
    throw twilioRefused(operation, code === LACKS_PERMISSION ? 403 : status, message);
  };
}

async function readAttempts(call: Call, serviceSid: string, filter: AttemptsFilter): Promise<Attempt[]> {
  const query = new URLSearchParams({ ...attemptsQuery(serviceSid, filter), PageSize: "1000" });
  const found: Attempt[] = [];
  let path: string | undefined = `/v2/Attempts?${query}`;
  while (path !== undefined) {
    const page: z.infer<typeof attemptsDocument> = await call("verification-attempt/list", path, attemptsDocument);
    found.push(...page.attempts.map(attemptFromWire));
    path = pathOf(page.meta.next_page_url);
  }
  return found;
}

/** The same with the key that sends, where one is given, and the variables that hold what it signs in with. */
export function sendingClient(tenant: Tenant, env: Environment): { client: TwilioClient; variables: string } {
  const names = Object.entries(tenant.credentials === "api-key" ? sendingKeyFor : sendingKeyForAccount);
  const given = names.some(([, sending]) => env[`TF_VAR_${sending}`]);
  const [username, password] = names.map(([own, sending]) => `TF_VAR_${given ? sending : own}`) as [string, string];
  const { serviceSid } = twilioCredentials(tenant, env);
  const credentials = { username: env[username] ?? "", password: env[password] ?? "", serviceSid };
  return { client: twilioClient(tenant, env, credentials), variables: `${username} and ${password}` };
}

/** Whether credentials may do what can only end with a refusal of that status, if they may. */
async function allowed(status: number, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof RefusedError && error.status === status) return true;
    if (error instanceof RefusedError && [401, 403].includes(error.status)) return false;
    throw error;
  }
}

/** Without its origin: credentials go to no other host. */
function pathOf(url: string | null | undefined): string | undefined {
  if (url === null || url === undefined) return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
