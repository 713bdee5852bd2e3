import type { LookupSecrets, TwilioSecrets } from "../../types/secrets";
import { type Challenge, CLOCKS_APART_MS } from "../mfa-marker";
import type { Report } from "../verify/report";
import { sentWithin } from "../verify/sent-within";
import { type EnrolledNumbers, enrolledNumbers } from "./enrolled-numbers";
import { lookupFailure } from "./lookup-error";

/** So many numbers are looked at in Verify; of more, none is reported. */
const MOST_NUMBERS = 5;

/** Where to report: an E.164 number, or the SID of a verification that is known to be this login's. */
export type Target = { e164: string } | { sid: string };

/**
 * Where the code of this challenge went, by what is enrolled. One phone: its number. Several: the verification of the one
 * among them that was sent a code in this login. Anything else is an outcome: so are phones that changed meanwhile.
 * @param deadline on the clock of `performance.now()`.
 * @param challenge `undefined` where mfa-challenge left no time.
 */
export async function lookedUpNumber(
  userId: string,
  challenge: Challenge | undefined,
  secrets: Partial<LookupSecrets & TwilioSecrets>,
  { origin, deadline, verifyOrigin }: { origin: string; deadline: number; verifyOrigin?: string },
): Promise<Target | Report> {
  if (!challenge) return { outcome: { result: "skipped", why: "not-challenged" }, notes: [] };
  let enrolled: EnrolledNumbers;
  try {
    enrolled = await enrolledNumbers(userId, origin, secrets, deadline);
  } catch (error) {
    return { outcome: lookupFailure(error), notes: [] };
  }
  const { numbers, unreadable, newestAt } = enrolled;
  const unknown = (...notes: string[]): Report => ({ outcome: { result: "skipped", why: "number-unknown" }, notes });
  // The code may have gone to the phone that can't be read.
  if (unreadable) return unknown(unreadable);
  if (numbers.length === 0) return unknown();
  // Or to one that this one has replaced: it must have been there before the challenge, by whatever clock. One that came
  // with the answer is the login's own where there was none.
  const latest = challenge.hadPhone ? challenge.askedAt - CLOCKS_APART_MS : challenge.answeredAt + CLOCKS_APART_MS;
  if (!(newestAt <= latest)) return unknown("changed-meanwhile");
  if (numbers.length === 1) return { e164: numbers[0]! };
  const ambiguous: Report = { outcome: { result: "skipped", why: "ambiguous-number" }, notes: [] };
  if (numbers.length > MOST_NUMBERS) return ambiguous;
  const looks = await Promise.all(
    numbers.map((e164) => sentWithin(challenge, e164, secrets, { deadline, verifyOrigin })),
  );
  // One that could not be fetched may be the one.
  if (looks.some((look) => "result" in look && look.result === "failed")) {
    return { ...ambiguous, notes: ["verification-not-read"] };
  }
  const [only, ...others] = looks.flatMap((look) => ("sid" in look ? [look] : []));
  return only && others.length === 0 ? only : ambiguous;
}
