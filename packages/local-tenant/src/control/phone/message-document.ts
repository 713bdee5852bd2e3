import type { IssuedCode, LoginEngine, LoginState } from "../../auth0/login";
import type { Channel, RequestLogEntry, Store, Verification, VerificationStatus } from "../../twilio";
import type { Arrival } from "./arrivals";
import type { CodeFate, Codes } from "./codes";
import type { Reports } from "./reports";

/**
 * A code or a text at a phone, a code in a mailbox, or a code that never arrived. Times are in milliseconds since the Unix epoch,
 * by the tenant's clock.
 */
export interface MessageDocument {
  /** The SID of Verify's attempt or of the text; else made up. */
  id: string;
  /** E.164 number or e-mail address. */
  to: string;
  channel: Channel;
  at: number;
  /** `undefined` for a text without a code. */
  code?: string;
  text?: string;
  /** `undefined` for a text without a code. */
  fate?: CodeFate;
  /** What the tenant sent the code for; `undefined` where it made no such code. */
  purpose?: IssuedCode["purpose"];
  /** `user_id` of its recipient. */
  userId?: string;
  /** `state` is `undefined` where the login is no longer kept. */
  login?: { id: string; state?: LoginState };
  /** Until when it can be typed in. */
  expiresAt?: number;
  /** How often something else was typed in. */
  wrongGuesses?: number;
  usedAt?: number;
  /** Why it never arrived. */
  problem?: string;
  /** `undefined` for what did not come by Verify, and where Verify no longer knows. */
  verification?: MessageVerification;
  /** The request that told Verify that the code was used, or the first one that failed to. */
  report?: MessageReport;
}

export interface MessageVerification {
  sid: string;
  status: VerificationStatus;
  /** When it was approved, was canceled or ran out. */
  endedAt?: number;
  /** Whether Verify counts this very message as converted. */
  converted: boolean;
}

export interface MessageReport {
  /** As in `Twilio-Request-Id`. */
  sid: string;
  at: number;
  /** Whether Verify counts the code as used since. */
  accepted: boolean;
  /** HTTP; `undefined`: there was no answer. */
  status?: number;
  /** Twilio's error code. */
  code?: number;
}

/** What messages are looked up in. */
export interface MessageSources {
  store: Store;
  engine: LoginEngine;
  codes: Codes;
  reports: Reports;
}

/** `nextAt`: when the next message arrived at the same recipient; `Infinity`: none did. */
export function messageDocument(arrival: Arrival, nextAt: number, sources: MessageSources): MessageDocument {
  const { to, at } = arrival;
  switch (arrival.kind) {
    case "text":
      return { id: arrival.text.sid, to, at, channel: "sms", text: arrival.text.body };
    case "email": {
      const { code } = arrival.email;
      const issued = sources.codes.carriedBy(arrival.email);
      const fate = issued ? sources.codes.fate(issued) : "expired";
      return {
        id: `email ${to} ${at} ${code}`,
        to,
        at,
        channel: "email",
        code,
        fate,
        ...issuedFields(issued, sources),
      };
    }
    case "unsent": {
      const { issued } = arrival;
      const { value: code } = issued.code;
      const id = `unsent ${to} ${at} ${code}`;
      const { channel, problem = "" } = issued;
      return { id, to, at, channel, code, fate: "not-sent", problem, ...issuedFields(issued, sources) };
    }
    case "code":
      return codeDocument(arrival, nextAt, sources);
  }
}

function codeDocument(
  { message, to, at }: Extract<Arrival, { kind: "code" }>,
  nextAt: number,
  sources: MessageSources,
): MessageDocument {
  const { attemptSid, channel, code } = message;
  const issued = sources.codes.carriedBy(message);
  const verification = sources.store.verification(message.verificationSid);
  const inVerify = verification && verificationOf(verification, sources.store.attempt(attemptSid)?.converted);
  const report =
    verification && reportOf(verification, inVerify?.converted, issued?.code.usedAt, nextAt, sources.reports);
  return {
    ...{ id: attemptSid, to, channel, at, code, expiresAt: verification?.expiresAt },
    fate: issued ? fateOf(issued, inVerify, sources.codes) : fateInVerify(verification),
    ...issuedFields(issued, sources),
    verification: inVerify,
    report: report && reportDocument(report),
  };
}

function issuedFields(issued: IssuedCode | undefined, { engine }: MessageSources) {
  if (!issued) return {};
  const { code, purpose, userId, loginId } = issued;
  const state = loginId === undefined ? undefined : engine.logins.get(loginId)?.state;
  const { expiresAt, wrongGuesses, usedAt } = code;
  const login = loginId === undefined ? undefined : { id: loginId, state };
  return { purpose, userId, expiresAt, wrongGuesses, usedAt, login };
}

function fateOf(issued: IssuedCode, inVerify: MessageVerification | undefined, codes: Codes): CodeFate {
  const fate = codes.fate(issued);
  return fate === "used" && inVerify?.converted ? "reported" : fate;
}

/** What became of a code that the tenant did not make. */
function fateInVerify(verification: Verification | undefined): CodeFate {
  switch (verification?.status) {
    case "pending":
      return "waiting";
    case "approved":
      return "reported";
    case "canceled":
      return "canceled";
    case "max_attempts_reached":
      return "locked";
    default:
      return "expired";
  }
}

/** Of a code that Verify counts as used the request that said so; of one that was used all the same, the one that failed. */
function reportOf(
  verification: Verification,
  converted: boolean | undefined,
  usedAt: number | undefined,
  nextAt: number,
  reports: Reports,
): RequestLogEntry | undefined {
  if (converted) return reports.approvalOf(verification.sid);
  return usedAt === undefined ? undefined : reports.firstAbout(verification, usedAt, nextAt);
}

function verificationOf({ sid, status, dateUpdated }: Verification, converted = false): MessageVerification {
  return { sid, status, endedAt: status === "pending" ? undefined : dateUpdated, converted };
}

function reportDocument({ sid, at, approval, status, code }: RequestLogEntry): MessageReport {
  return { sid, at, accepted: approval, status, code };
}
