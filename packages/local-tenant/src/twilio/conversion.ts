import type { Attempt } from "./entities";

/** What Verify's attempts summary says: how many of the codes sent were used, as far as Verify was told. */
export interface Conversion {
  total_attempts: number;
  total_converted: number;
  /** 0 to 100; 0 without attempts. */
  conversion_rate_percentage: number;
}

export function conversionOf(attempts: readonly Pick<Attempt, "converted">[]): Conversion {
  const converted = attempts.filter((attempt) => attempt.converted).length;
  return {
    total_attempts: attempts.length,
    total_converted: converted,
    conversion_rate_percentage: attempts.length === 0 ? 0 : (converted / attempts.length) * 100,
  };
}
