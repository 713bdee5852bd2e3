import { UserError } from "../../../stacks/errors";
import { hasSecrets } from "../../../stacks/feedback";
import type { Tenant } from "../../../stacks/tenant-schema";
import { type Problem, problemFrom } from "../../live/problem";
import type { Environment } from "../../support/environment";
import { sendingClient, twilioClient } from "../../twilio/client";
import type { Inspection } from "./inspection";

const READ = "/twilio/verify/verification/read";
const KEYS = "Twilio console: API keys & tokens";

/** What a tenant's settings need of Twilio beside feedback: keys that may read and send, and rate limits. Sends nothing. */
export async function permissionFindings(name: string, tenant: Tenant, env: Environment): Promise<Inspection> {
  const found = await Promise.all([
    readingKey(name, tenant, env),
    sendingKey(tenant, env),
    rateLimits(name, tenant, env),
  ]);
  return {
    problems: found.flatMap(({ problems = [] }) => problems),
    warnings: found.flatMap(({ warnings = [] }) => warnings),
    skipped: Object.assign({}, ...found.map(({ skipped }) => skipped)),
  };
}

/** With the last send checked, every report needs it; of looked-up numbers, those of people with several phones. */
async function readingKey(name: string, tenant: Tenant, env: Environment): Promise<Partial<Inspection>> {
  const { checkLastSend, enrolledNumber } = tenant.settings.mfaFeedback;
  if (tenant.feedback === "log-stream" || !(checkLastSend || enrolledNumber) || !hasSecrets(tenant)) return {};
  return orProblem("reading-key", async () => {
    if (await twilioClient(tenant, env).canReadVerifications()) return {};
    const setting = `tenants.ts, ${name}.settings.mfaFeedback.${checkLastSend ? "checkLastSend" : "enrolledNumber"}`;
    const problem: Problem = {
      check: "reading-key",
      what: checkLastSend
        ? "The Twilio key may not read verifications, so no last send can be checked and no MFA is reported."
        : "The Twilio key may not read verifications, so the MFA of people with several enrolled phones is not reported.",
      where: setting,
      fix: `Give the restricted key the permission ${READ} (${KEYS}).`,
    };
    return checkLastSend ? { problems: [problem] } : { warnings: [problem] };
  });
}

async function sendingKey(tenant: Tenant, env: Environment): Promise<Partial<Inspection>> {
  if (tenant.phoneProvider === undefined) return {};
  const { client, variables } = sendingClient(tenant, env);
  return orProblem("sending-key", async () => {
    if (await client.canStartVerifications()) return {};
    const what = "Twilio does not let the key that sends start verifications, so no code would go out.";
    const fix = `Give the key the permission /twilio/verify/verification/create, or make a new one (${KEYS}).`;
    return { problems: [{ check: "sending-key", what, where: variables, fix }] };
  });
}

/** Verify refuses a code for which a limit is named that it does not know. */
async function rateLimits(name: string, tenant: Tenant, env: Environment): Promise<Partial<Inspection>> {
  const named = Object.keys(tenant.settings.phoneProvider.rateLimits ?? {});
  if (tenant.phoneProvider === undefined || named.length === 0) return {};
  return orProblem("rate-limits", async () => {
    const there = await twilioClient(tenant, env).rateLimits();
    if (there === undefined) {
      return { skipped: { "rate-limits": "this key can't read rate limits; check them once with another key" } };
    }
    const missing = named.filter((limit) => !there.includes(limit));
    if (missing.length === 0) return {};
    const what = `The Verify service has no rate limit named ${missing.map((limit) => `"${limit}"`).join(", ")}, so no code would go out.`;
    const fix =
      "Create it at the service (POST /v2/Services/{ServiceSid}/RateLimits, with a bucket), or correct the name.";
    return {
      problems: [{ check: "rate-limits", what, where: `tenants.ts, ${name}.settings.phoneProvider.rateLimits`, fix }],
    };
  });
}

async function orProblem(
  check: Problem["check"],
  work: () => Promise<Partial<Inspection>>,
): Promise<Partial<Inspection>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: [problemFrom(check, "Twilio Verify", error)] };
  }
}
