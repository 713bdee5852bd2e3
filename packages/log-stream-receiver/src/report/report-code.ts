import type { Outcome } from "../../../../actions/lib/outcome";
import { approveWithoutTwilio } from "../../../../actions/lib/verify/approve";
import type { Credentials } from "../../../../actions/lib/verify/credentials";
import { failureOf } from "../../../../actions/lib/verify/failure";
import { fetchVerification } from "../../../../actions/lib/verify/fetch-verification";
import type { CodeReport } from "./code-report";
import { fetchTransport } from "./fetch-transport";

/** Where a tenant's codes are reported to. */
export interface VerifyAccess {
  credentials: Credentials;
  /** `undefined`: Twilio's own. Else the origin of a local Verify. */
  origin?: string | undefined;
}

export interface Reported {
  outcome: Outcome;
  /** Whether to report again later, and how long Verify asks to wait, in ms. */
  retry: boolean;
  retryAfterMs?: number;
  /** Whether Verify has not acted on the approval for sure. `undefined`: it may have, or none was sent. */
  notTaken?: true;
}

interface ReportOptions {
  /** Milliseconds for both requests. */
  deadlineMs: number;
  /** The time, in ms since the epoch. */
  now: number;
  /** Awaited before the approval of this verification is sent; its rejection keeps the approval back. */
  beforeApproval?: (sid: string) => Promise<void> | void;
}

/** How long Verify keeps a verification pending, in ms (Twilio docs): what was used longer ago can't be approved. */
const WINDOW_MS = 10 * 60 * 1000;

/** Twilio: no such verification. It is closed once approved, after ten minutes, or there never was one. */
const NOT_FOUND = 20404;

/** Failures that may pass: `auth` too, when somebody fixes the key. */
const PASSING = ["rate-limited", "server", "network", "timeout", "response", "auth"];

/** Verify's refusals, which come instead of an effect. */
const REFUSALS = ["rate-limited", "auth", "request"];

/** Codes of connections that never stood, so carried nothing. */
const NOT_CONNECTED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"];

/**
 * Tells Verify that a code was used, when the verification that is pending can be the code's own: it was started, and
 * last sent a code, before that one was used. Approved is by SID, so that none that is started meanwhile is approved.
 * @throws what `beforeApproval` throws, and nothing else.
 */
export async function reportCode(report: CodeReport, access: VerifyAccess, options: ReportOptions): Promise<Reported> {
  if (report.usedAt + WINDOW_MS < options.now) return settled({ result: "skipped", why: "too-old" });
  const { serviceSid } = access.credentials;
  let retryAfterMs: number | undefined;
  const transport = fetchTransport(access.credentials, performance.now() + options.deadlineMs, (ms) => {
    retryAfterMs = ms;
  });
  const failed = (error: unknown): Reported => {
    const { outcome } = failureOf(error);
    return { outcome, retry: PASSING.includes(outcome.class), ...(retryAfterMs !== undefined && { retryAfterMs }) };
  };

  let sid: string;
  try {
    const verification = await fetchVerification(transport, serviceSid, report.sentFor ?? report.e164, access.origin);
    if (verification.status === "approved" && report.sentFor) return settled({ result: "approved", presumed: true });
    if (verification.status !== "pending") return settled({ result: "skipped", why: "not-pending" });
    if (verification.lastSentAt > report.usedAt) return settled({ result: "skipped", why: "newer-code" });
    sid = verification.sid;
  } catch (error) {
    if (!isNotFound(error)) return failed(error);
    return settled(report.sentFor ? { result: "approved", presumed: true } : { result: "skipped", why: "not-pending" });
  }

  await options.beforeApproval?.(sid);
  try {
    await approveWithoutTwilio(access.origin)(transport, serviceSid, sid);
    return settled({ result: "approved" });
  } catch (error) {
    if (isNotFound(error)) return settled({ result: "skipped", why: "not-pending" });
    return { ...failed(error), ...(isNotTaken(error) && { notTaken: true }) };
  }
}

function isNotTaken(error: unknown): boolean {
  const { outcome } = failureOf(error);
  return REFUSALS.includes(outcome.class) || NOT_CONNECTED.includes(String(outcome.code));
}

function settled(outcome: Outcome): Reported {
  return { outcome, retry: false };
}

function isNotFound(error: unknown): boolean {
  const { outcome } = failureOf(error);
  return outcome.http === 404 && outcome.code === NOT_FOUND;
}
