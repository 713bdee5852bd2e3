import type { Attempt, Channel, Store, Verification, VerificationStatus } from "../../twilio";
import type { Codes } from "../phone/codes";

/** A verification with its attempts. Times are in milliseconds since the Unix epoch, by the tenant's clock. */
export interface VerificationDocument {
  sid: string;
  /** E.164 number or e-mail address. */
  to: string;
  status: VerificationStatus;
  createdAt: number;
  /** When it runs out, or would have. */
  expiresAt: number;
  /** When it was approved, was canceled or ran out; `undefined`: it is pending. */
  endedAt?: number;
  /** How many codes were checked by Verify itself, which Auth0 never asks for. */
  checks: number;
  /** Oldest first. */
  attempts: AttemptDocument[];
}

/** One send of a code. */
export interface AttemptDocument {
  sid: string;
  channel: Channel;
  at: number;
  status: Attempt["status"];
  converted: boolean;
  code?: string;
  /** When it was typed in at the tenant. */
  usedAt?: number;
  loginId?: string;
}

/** What a verification's attempts are looked up in. */
export interface VerificationSources {
  store: Store;
  codes: Codes;
}

export function verificationDocument(verification: Verification, sources: VerificationSources): VerificationDocument {
  const { sid, to, status, dateCreated, dateUpdated, expiresAt, checks, attemptSids } = verification;
  return {
    ...{ sid, to, status, createdAt: dateCreated, expiresAt, checks },
    endedAt: status === "pending" ? undefined : dateUpdated,
    attempts: attemptSids.flatMap((each) => attemptDocument(sources.store.attempt(each), sources)),
  };
}

function attemptDocument(
  attempt: Attempt | undefined,
  { store, codes }: VerificationSources,
): AttemptDocument | never[] {
  if (!attempt) return [];
  const { sid, channel, dateCreated: at, status, converted } = attempt;
  const message = store.messages.findLast(({ attemptSid }) => attemptSid === sid);
  const issued = message && codes.carriedBy(message);
  const known = { code: message?.code, usedAt: issued?.code.usedAt, loginId: issued?.loginId };
  return { sid, channel, at, status, converted, ...known };
}
