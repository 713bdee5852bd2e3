import type { Attempt } from "../entities";

/** The summary of attempts on the wire. The rate is a string of at most nine decimals; without attempts it is `"0"`. */
export function formatAttemptsSummary(attempts: Attempt[], origin: string) {
  const total = attempts.length;
  const converted = attempts.filter((attempt) => attempt.converted).length;
  return {
    total_attempts: total,
    total_converted: converted,
    total_unconverted: total - converted,
    conversion_rate_percentage: total === 0 ? "0" : String(Number(((converted / total) * 100).toFixed(9))),
    url: `${origin}/v2/Attempts/Summary`,
  };
}
