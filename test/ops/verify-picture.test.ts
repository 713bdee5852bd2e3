import { RefusedError } from "../../ops/support/errors";
import { parsePeriod, periodInWords } from "../../ops/support/period";
import type { Attempt, AttemptsFilter, AttemptsSummary } from "../../ops/twilio/attempts";
import { verifyPicture } from "../../ops/verbs/status/verify-picture";

const now = new Date("2026-11-24T12:00:00Z");
const yesterday = new Date("2026-11-23T12:00:00Z");

function attempt(country: string | undefined, channel: string, converted: boolean): Attempt {
  return { sid: "VL0", createdAt: now.toISOString(), converted, channel, country };
}

function summary(attempts: number, converted: number): AttemptsSummary {
  const conversionRate = attempts === 0 ? 0 : (100 * converted) / attempts;
  return { attempts, converted, unconverted: attempts - converted, conversionRate };
}

/** A Verify that counts its requests. */
function verify(attempts: Attempt[], summaryOf: (filter: AttemptsFilter) => AttemptsSummary) {
  const asked: AttemptsFilter[] = [];
  return {
    asked,
    summary: async (filter: AttemptsFilter = {}) => {
      asked.push(filter);
      return summaryOf(filter);
    },
    attempts: async (filter: AttemptsFilter = {}) => {
      asked.push(filter);
      return attempts;
    },
  };
}

it("counts attempts by country and channel, the most first", async () => {
  const attempts = [attempt("DE", "sms", false), attempt("US", "sms", true), attempt("US", "sms", false)];
  const twilio = verify([...attempts, attempt("US", "call", true)], () => summary(4, 2));
  expect(await verifyPicture(twilio, yesterday, now)).toEqual({
    total: summary(4, 2),
    destinations: [
      { country: "US", channel: "sms", ...summary(2, 1) },
      { country: "DE", channel: "sms", ...summary(1, 0) },
      { country: "US", channel: "call", ...summary(1, 1) },
    ],
    others: undefined,
  });
  expect(twilio.asked).toEqual([
    { since: yesterday, until: now },
    { since: yesterday, until: now },
  ]);
});

it("asks for summaries of the destinations seen last where there are too many attempts to read", async () => {
  const seen = [attempt("US", "sms", true), attempt(undefined, "sms", true)];
  const twilio = verify(seen, ({ country }) => (country ? summary(150_000, 90_000) : summary(200_000, 100_000)));
  expect(await verifyPicture(twilio, yesterday, now)).toEqual({
    total: summary(200_000, 100_000),
    destinations: [{ country: "US", channel: "sms", ...summary(150_000, 90_000) }],
    others: summary(50_000, 10_000),
  });
  // A tenth of the day holds 20,000 of 200,000.
  expect(twilio.asked[1]).toEqual({ since: new Date("2026-11-24T09:36:00Z"), until: now });
});

it("stays within Twilio's 100 requests a minute, however many destinations there are", async () => {
  const letters = [..."ABCDEFGHIJKLMNOP"];
  const countries = letters.flatMap((first) => letters.map((second) => first + second));
  const twilio = verify(
    countries.map((country) => attempt(country, "sms", true)),
    ({ country }) => (country ? summary(100, 50) : summary(1_000_000, 0)),
  );
  await verifyPicture(twilio, yesterday, now);
  const pages = 20;
  expect(twilio.asked.length - 1 + pages).toBeLessThan(100);
  expect(twilio.asked.length).toBeGreaterThan(50);
});

it("says why there is no picture, and which permissions a restricted key lacks", async () => {
  const twilio = verify([], () => {
    throw new RefusedError("Twilio refused to count the attempts (403): Authorization Failed", 403);
  });
  expect(await verifyPicture(twilio, yesterday, now)).toEqual({
    unavailable: expect.stringMatching(/403[\s\S]*verification-attempts-summary\/read[\s\S]*TWILIO_READ_API_KEY/),
  });
});

it("does not take a bug for an answer", async () => {
  const twilio = verify([], () => {
    throw new TypeError("a bug");
  });
  await expect(verifyPicture(twilio, yesterday, now)).rejects.toThrow("a bug");
});

it.each([
  ["90m", 5_400_000, "the last 90 minutes"],
  ["24h", 86_400_000, "the last 24 hours"],
  ["1d", 86_400_000, "the last day"],
  ["30d", 2_592_000_000, "the last 30 days"],
])("reads %s as a period", (text, ms, words) => {
  expect(parsePeriod(text)).toEqual({ text, ms });
  expect(periodInWords({ text })).toBe(words);
});

it.each(["", "7", "d", "7w", "0d", "-1d", "1.5h", "31d"])("refuses %j as a period", (text) => {
  expect(() => parsePeriod(text)).toThrow(/for instance 90m, 24h or 7d|30d at most/);
});
