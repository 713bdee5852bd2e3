import type { Attempt } from "../../twilio";

/** How many codes were sent, and how many of them converted, by the time of sending. */
export interface ConversionOverTime {
  /** Milliseconds that each bucket covers. */
  bucketMs: number;
  /** One after the other from the first attempt to the last, those without attempts among them. None without attempts. */
  buckets: ConversionBucket[];
}

export interface ConversionBucket {
  /** When it begins, in milliseconds since the Unix epoch. */
  at: number;
  sent: number;
  converted: number;
}

/** Lengths of buckets in milliseconds, which read well on an axis. */
const lengths = [1, 5, 15, 60, 5 * 60, 15 * 60, 3600, 6 * 3600, 24 * 3600].map((seconds) => seconds * 1000);
const mostBuckets = 60;

/** `attempts`: oldest first. */
export function conversionOverTime(attempts: readonly Attempt[]): ConversionOverTime {
  const [first, last] = [attempts[0]?.dateCreated ?? 0, attempts.at(-1)?.dateCreated ?? 0];
  const bucketMs = lengths.find((length) => (last - first) / length < mostBuckets) ?? lengths.at(-1)!;
  const begin = Math.floor(first / bucketMs);
  const buckets = attempts.length === 0 ? [] : emptyBuckets(begin, Math.floor(last / bucketMs), bucketMs);
  for (const { dateCreated, converted } of attempts) {
    const bucket = buckets[Math.floor(dateCreated / bucketMs) - begin];
    if (!bucket) continue;
    bucket.sent += 1;
    if (converted) bucket.converted += 1;
  }
  return { bucketMs, buckets };
}

/** Twilio reaches 30 days back (`RETENTION_MS`), which are 31 days' buckets at most where the clock is not moved. */
function emptyBuckets(begin: number, end: number, bucketMs: number): ConversionBucket[] {
  return Array.from({ length: end - begin + 1 }, (_, index) => ({
    at: (begin + index) * bucketMs,
    sent: 0,
    converted: 0,
  }));
}
