import type { Attempt } from "../twilio";
import { LIFETIME_MS } from "../twilio/lifecycle";
import { digitsAfterCallingCode, prefixOf } from "../twilio/prefix-of";

/**
 * The rule of this model. Twilio does not publish Fraud Guard's: only that it blocks a prefix of numbers, for a time, where
 * its codes are not used as they usually are.
 */
export const fraudGuardRule = {
  /** A prefix is a calling code and as many digits. */
  digitsAfterCallingCode,
  /** How far back it looks, in milliseconds. */
  windowMs: 3_600_000,
  /** Codes that it wants to have seen the end of before it says anything. */
  enough: 20,
  /** Below this share of used codes it blocks. */
  usedShare: 0.25,
} as const;

/** What the rule makes of the codes to one prefix. */
export interface PrefixVerdict {
  prefix: string;
  codes: number;
  /** Codes that Verify was told were used. */
  used: number;
  /** Codes that the rule would have blocked when they were asked for. Here they were sent all the same. */
  blocked: Attempt[];
}

/**
 * Asks the rule about each code at the time when it was sent. A code's end is known once it was used, or has expired.
 * @param attempts oldest first.
 */
export function fraudGuardModel(attempts: readonly Attempt[]): PrefixVerdict[] {
  const byPrefix = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const prefix = prefixOf(attempt.to);
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), attempt]);
  }
  return [...byPrefix].map(([prefix, sent]) => ({
    prefix,
    codes: sent.length,
    used: sent.filter(({ converted }) => converted).length,
    blocked: sent.filter(({ dateCreated }) => blocks(sent, dateCreated)),
  }));
}

/** Whether the rule blocks a code to the prefix at `now`. */
function blocks(sent: readonly Attempt[], now: number): boolean {
  const { windowMs, enough, usedShare } = fraudGuardRule;
  const before = sent.filter(({ dateCreated }) => dateCreated < now && dateCreated >= now - windowMs);
  const usedBy = (attempt: Attempt) => attempt.converted && attempt.dateUpdated <= now;
  const over = before.filter((attempt) => usedBy(attempt) || attempt.dateCreated <= now - LIFETIME_MS);
  return over.length >= enough && over.filter(usedBy).length < over.length * usedShare;
}
