import { InvalidArgumentError } from "commander";

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** How long Twilio keeps attempts (Twilio docs, Verification Attempts), and Auth0 its log at most. */
const LONGEST_MS = 30 * UNIT_MS.d;

/** A span of time up to now. */
export interface Period {
  /** As it was written: `24h`, `7d`. */
  text: string;
  ms: number;
}

/** Reads `90m`, `24h` or `7d`, for an option of the command line. @throws what commander turns into a usage error. */
export function parsePeriod(text: string): Period {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const ms = count === undefined ? 0 : Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  if (ms === 0) throw new InvalidArgumentError("Write a number and m, h or d, for instance 90m, 24h or 7d.");
  if (ms > LONGEST_MS)
    throw new InvalidArgumentError("30d at most: Twilio's attempts and Auth0's log go back no further.");
  return { text, ms };
}

/** `the last 24 hours`. */
export function periodInWords({ text }: Pick<Period, "text">): string {
  const words = { m: "minute", h: "hour", d: "day" };
  const unit = words[text.at(-1) as keyof typeof words];
  const count = Number(text.slice(0, -1));
  return count === 1 ? `the last ${unit}` : `the last ${count} ${unit}s`;
}
