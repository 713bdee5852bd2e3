import { dateOf } from "./date-of";
import { asObject, type LogRecord } from "./log-record";
import { numberOf } from "./number-of";
import type { NotCounted, UsedCode } from "./used-code";

/** Values of `passwordless_amr` that are a code sent to a phone: by text, by voice call. */
export const PHONE_AMR = ["sms", "tel"];

/** Values that are known and are no such code. */
export const OTHER_AMR = ["email"];

/**
 * A login that began with a code sent to a phone. Counted is only a prompt that was completed in this login: single
 * sign-on and silent logins have none, or carry those of the session.
 * The number is the user's name, which is the number only with connections of the strategy `sms`.
 */
export function passwordlessLogin(record: LogRecord): UsedCode | { notCounted: NotCounted } {
  const date = dateOf(record);
  if (date === undefined) return { notCounted: "no-date" };
  const prompts = promptsCompletedIn(record);
  const phoneCode = prompts.filter(({ amr }) => PHONE_AMR.includes(amr)).at(-1);
  if (!phoneCode) {
    const unknown = prompts.some(({ amr }) => !OTHER_AMR.includes(amr));
    return { notCounted: unknown ? "unknown-passwordless-amr" : "no-phone-code" };
  }
  if (record.strategy !== "sms") return { notCounted: "other-connection" };
  const number = numberOf([record.user_name]);
  return "e164" in number ? { e164: number.e164, usedAt: Math.min(phoneCode.completedAt, date) } : number;
}

/** The passwordless prompts, oldest first. Times of prompts and details are ms since the epoch (Auth0 docs, prompt details). */
function promptsCompletedIn(record: LogRecord): { amr: string; completedAt: number }[] {
  const { prompts, initiatedAt } = asObject(record.details);
  const begun = typeof initiatedAt === "number" ? initiatedAt : Number.NEGATIVE_INFINITY;
  return (Array.isArray(prompts) ? prompts : [])
    .map(asObject)
    .flatMap(({ passwordless_amr: amr, completedAt, session }) =>
      typeof amr === "string" && typeof completedAt === "number" && session !== true ? [{ amr, completedAt }] : [],
    )
    .filter(({ completedAt }) => completedAt >= begun)
    .sort((a, b) => a.completedAt - b.completedAt);
}
