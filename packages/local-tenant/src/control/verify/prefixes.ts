import type { Attempt } from "../../twilio";
import { callingCodeOf } from "../../twilio/calling-code";
import { prefixOf } from "../../twilio/prefix-of";

/** What was sent to the numbers that begin alike. Fraud Guard looks at text messages alone, and blocks by prefix. */
export interface PrefixDocument {
  /** `+1202`. */
  prefix: string;
  /** The calling code without `+`, and the country that it stands for here; `null`: it is not in the table. */
  callingCode: string;
  country: string | null;
  sent: number;
  converted: number;
  /** Different numbers among the recipients. */
  numbers: number;
  newestAt: number;
}

/** That with most text messages first. */
export function prefixesOf(attempts: readonly Attempt[]): PrefixDocument[] {
  const byPrefix = new Map<string, PrefixDocument & { recipients: Set<string> }>();
  for (const { to, channel, converted, country, dateCreated } of attempts) {
    if (channel !== "sms") continue;
    const callingCode = callingCodeOf(to);
    const prefix = prefixOf(to);
    const known = byPrefix.get(prefix) ?? {
      ...{ prefix, callingCode, country: country ?? null, sent: 0, converted: 0, numbers: 0, newestAt: 0 },
      recipients: new Set(),
    };
    known.recipients.add(to);
    known.sent += 1;
    if (converted) known.converted += 1;
    known.newestAt = Math.max(known.newestAt, dateCreated);
    byPrefix.set(prefix, known);
  }
  return [...byPrefix.values()]
    .map(({ recipients, ...prefix }) => ({ ...prefix, numbers: recipients.size }))
    .sort((a, b) => b.sent - a.sent || a.prefix.localeCompare(b.prefix));
}
