import { leaveTimeSpent, timeLeft } from "../../actions/lib/time-spent";
import { mfaFeedbackSettings, passwordlessFeedbackSettings } from "../../stacks/settings";
import { recordedApi, smsLogin } from "./events";

const ALLOWED = [500, 501, 1500, 2099, 2100, 2499, 2500];

/** What a second report gets after a first that took so long, handed over as the Actions do. */
function leftAfter(spent: number, deadlineMs: number): number {
  const api = recordedApi();
  leaveTimeSpent(api, spent);
  const [key, value] = api.calls[0]!.replace("transaction.setMetadata ", "").split(" ");
  const metadata = { [JSON.parse(key!)]: JSON.parse(value!) };
  return timeLeft(smsLogin({ transaction: { metadata } }), deadlineMs);
}

describe.each(ALLOWED)("A first report of %i ms", (first) => {
  test.each(ALLOWED)("and a second of %i ms together hold a login for less than three seconds", (second) => {
    expect(passwordlessFeedbackSettings.safeParse({ deadlineMs: first }).success).toBe(true);
    expect(mfaFeedbackSettings.safeParse({ deadlineMs: second }).success).toBe(true);
    for (const spent of [0, 0.4, 1, first / 2, first - 400, first - 1, first]) {
      expect(spent + leftAfter(spent, second)).toBeLessThanOrEqual(2900.5);
    }
  });
});

test.each([499, 2501, 5000])("%i ms are allowed for neither", (deadlineMs) => {
  expect(passwordlessFeedbackSettings.safeParse({ deadlineMs }).success).toBe(false);
  expect(mfaFeedbackSettings.safeParse({ deadlineMs }).success).toBe(false);
});

test.each([
  [0, 2500, 2500],
  [80, 2500, 2420],
  [80.2, 2500, 2419],
  [2100, 2500, 400],
  [2101, 2500, 400],
  [2500, 2500, 400],
  [2500, 500, 400],
  [500, 2500, 2000],
])("After a first report of %d ms, a second with %i ms gets %i", (spent, deadlineMs, left) => {
  expect(leftAfter(spent, deadlineMs)).toBe(left);
});

test("Where the transaction's metadata is full, the first report goes on without leaving its time", () => {
  expect(() => leaveTimeSpent(recordedApi("transaction.setMetadata"), 80)).not.toThrow();
});
