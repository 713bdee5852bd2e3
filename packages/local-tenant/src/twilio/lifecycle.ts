import { randomInt } from "node:crypto";
import type { Clock } from "../support/clock";
import { countryOf } from "./country";
import type { Attempt, Channel, Service, Verification } from "./entities";
import { featureNotEnabled, maxChecks, maxSends } from "./errors";
import { newSid } from "./sid";
import type { Store } from "./store";

/** Codes that may be sent to one recipient before the verification is completed (Twilio docs, error 60203). */
const MAX_SENDS = 5;
/** Codes that may be checked (Twilio docs, error 60202). */
const MAX_CHECKS = 5;
/** How long a verification stays pending, in milliseconds (Twilio docs, Verify rate limits and timeouts). */
export const LIFETIME_MS = 10 * 60 * 1000;

type State = { store: Store; clock: Clock };

/** What `POST Verifications` asks for, in the local Verify's own terms. */
export interface StartRequest {
  to: string;
  channel: Channel;
  /** The caller's own code; `undefined` lets Verify make one. */
  customCode?: string | undefined;
  amount?: string | undefined;
  payee?: string | undefined;
  locale?: string | undefined;
}

/**
 * Sends a code: starts a verification, or sends again within the one that is pending for this recipient.
 *
 * @throws TwilioError 60204 for a custom code where they are not enabled, 60203 for the sixth send, and 60202 while a
 * verification that used up its checks has not run out.
 */
export function send({ store, clock }: State, service: Service, request: StartRequest): Verification {
  if (request.customCode !== undefined && !service.customCodeEnabled) throw featureNotEnabled();
  const now = clock.now();
  const newest = store.newestVerification(service.sid, request.to);
  if (newest && isLocked(newest, now)) throw maxChecks();
  const verification = newest?.status === "pending" ? newest : begin(service, request, now);
  if (verification.attemptSids.length >= MAX_SENDS) throw maxSends();
  if (verification !== newest) store.addVerification(verification);

  const first = verification.code || undefined;
  const kept = store.secondCustomCode === "ignored" ? (first ?? request.customCode) : (request.customCode ?? first);
  verification.code = kept ?? generateCode(service.codeLength);
  verification.channel = request.channel;
  verification.dateUpdated = now;
  const attempt = attemptOf(verification, now);
  verification.attemptSids.push(attempt.sid);
  store.addAttempt(attempt);
  const { to, channel, code, sid: verificationSid } = verification;
  store.addMessage({ to, channel, code, at: now, verificationSid, attemptSid: attempt.sid });
  return verification;
}

/**
 * Checks a code; a right one approves. `undefined` means that there is nothing to check any more.
 *
 * @throws TwilioError 60202 for the sixth check and for every one after it until the verification runs out.
 */
export function check(state: State, verification: Verification, code: string): Verification | undefined {
  const now = state.clock.now();
  if (isLocked(verification, now)) throw maxChecks();
  if (verification.status !== "pending") return undefined;
  if (verification.checks >= MAX_CHECKS) {
    verification.status = "max_attempts_reached";
    verification.dateUpdated = now;
    throw maxChecks();
  }
  verification.checks += 1;
  verification.dateUpdated = now;
  if (code === verification.code) complete(state, verification, "approved");
  return verification;
}

/** Ends a pending verification. Approval converts the newest attempt: it carries the code that was used. */
export function complete({ store, clock }: State, verification: Verification, status: "approved" | "canceled"): void {
  const now = clock.now();
  verification.status = status;
  verification.dateUpdated = now;
  const newestSid = verification.attemptSids.at(-1);
  const attempt = newestSid === undefined ? undefined : store.attempt(newestSid);
  if (status === "approved" && attempt) {
    Object.assign(attempt, { converted: true, status: "confirmed", dateUpdated: now });
  }
}

const isLocked = (verification: Verification, now: number) =>
  verification.status === "max_attempts_reached" && now < verification.expiresAt;

function begin(service: Service, request: StartRequest, now: number): Verification {
  return {
    sid: newSid("VE"),
    serviceSid: service.sid,
    accountSid: service.accountSid,
    to: request.to,
    channel: request.channel,
    status: "pending",
    code: "",
    checks: 0,
    amount: request.amount ?? null,
    payee: request.payee ?? null,
    locale: request.locale ?? null,
    attemptSids: [],
    dateCreated: now,
    dateUpdated: now,
    expiresAt: now + LIFETIME_MS,
  };
}

function attemptOf(verification: Verification, now: number): Attempt {
  return {
    sid: newSid("VL"),
    accountSid: verification.accountSid,
    serviceSid: verification.serviceSid,
    verificationSid: verification.sid,
    to: verification.to,
    channel: verification.channel,
    country: verification.channel === "email" ? undefined : countryOf(verification.to),
    converted: false,
    status: "unconfirmed",
    codeLength: verification.code.length,
    locale: verification.locale,
    dateCreated: now,
    dateUpdated: now,
  };
}

const generateCode = (length: number) => Array.from({ length }, () => randomInt(10)).join("");
