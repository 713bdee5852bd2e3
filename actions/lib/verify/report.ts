import type { TwilioSecrets } from "../../types/secrets";
import type { Outcome } from "../outcome";
import { type Approve, approveWithoutTwilio, approveWithTwilio } from "./approve";
import { type Credentials, readCredentials } from "./credentials";
import { type Failure, failureOf } from "./failure";
import { httpsTransport } from "./transport";

export interface ReportSettings {
  /** Milliseconds for everything: loading the package, both tries and the pause between them. */
  deadlineMs: number;
  /** `undefined`: Twilio's own. */
  verifyOrigin?: string;
}

export interface Report {
  outcome: Outcome;
  /** Fixed words for the log line. */
  notes: string[];
}

/** The pause before the second try, in ms. */
const RETRY_DELAY_MS = 150;

/** Twilio: no such verification. It is closed once approved, after ten minutes, or there never was one. */
const NOT_FOUND = 20404;

/**
 * Tells Verify that the code it last sent was used. Takes no longer than the deadline and never throws. A second try follows
 * a 429, a 5xx or a reset connection.
 * @param id an E.164 number, for its newest verification, or the SID of one.
 */
export async function reportApproved(
  id: string,
  secrets: Partial<TwilioSecrets>,
  settings: ReportSettings,
): Promise<Report> {
  const deadline = performance.now() + settings.deadlineMs;
  const credentials = readCredentials(secrets ?? {});
  if ("malformed" in credentials) {
    return { outcome: { result: "failed", class: "secrets", code: credentials.malformed }, notes: [] };
  }
  const { approve, notes } = loadApprove(settings.verifyOrigin);
  const attempt = (connection: "kept" | "new") => tryOnce(approve, credentials, id, deadline, connection);

  const first = await attempt("kept");
  if (!("retry" in first)) return { outcome: first, notes };
  if (isNotPending(first)) return { outcome: { result: "skipped", why: "not-pending" }, notes };
  if (!first.retry || performance.now() + RETRY_DELAY_MS >= deadline) return { outcome: first.outcome, notes };

  await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
  // After a reset the idle connections are suspect too. Else a new one would cost a burst of retries a handshake each.
  const second = await attempt(first.outcome.class === "network" ? "new" : "kept");
  notes.push("retried");
  if (!("retry" in second)) return { outcome: second, notes };
  if (!isNotPending(second)) return { outcome: second.outcome, notes };
  return {
    outcome: first.uncertain ? { result: "approved", presumed: true } : { result: "skipped", why: "not-pending" },
    notes,
  };
}

async function tryOnce(
  approve: Approve,
  credentials: Credentials,
  id: string,
  deadline: number,
  connection: "kept" | "new",
): Promise<Outcome | Failure> {
  try {
    await approve(httpsTransport(credentials, deadline, connection), credentials.serviceSid, id);
    return { result: "approved" };
  } catch (error) {
    return failureOf(error);
  }
}

function isNotPending({ outcome }: Failure): boolean {
  return outcome.http === 404 && outcome.code === NOT_FOUND;
}

/** Kept for the instance's later logins; the origin is a setting and never changes. */
let withTwilio: Approve | undefined;

function loadApprove(origin: string | undefined): { approve: Approve; notes: string[] } {
  try {
    withTwilio ??= approveWithTwilio(origin);
    return { approve: withTwilio, notes: [] };
  } catch {
    return { approve: approveWithoutTwilio(origin), notes: ["twilio-package-not-loaded"] };
  }
}
