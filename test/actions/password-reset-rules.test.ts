import { onExecutePostChallenge } from "../../actions/password-reset-feedback";
import { withSettings } from "./with-settings";

const NUMBER = "+12025550102";
const now = Date.parse("2026-11-24T10:00:00.000Z");
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

const user = {
  user_id: "auth0|1",
  phone_number: NUMBER,
  phone_verified: true,
  identities: [{ provider: "auth0", user_id: "1", connection: "Users" }],
};
const connection = { name: "Users", strategy: "auth0" };
const byPhone = { methods: [{ name: "phone_number", timestamp: ago(3) }] };

/** Without secrets an Action that would report says so, and calls nobody. */
const WOULD_REPORT = "failed:secrets";

const rules: [string, object, string][] = [
  ["a code by phone just now", {}, WOULD_REPORT],
  [
    "a reset by e-mail",
    { authentication: { methods: [{ name: "email", timestamp: ago(3) }] } },
    "skipped:no-phone-code",
  ],
  ["no methods", { authentication: { methods: [] } }, "skipped:no-phone-code"],
  ["no authentication", { authentication: undefined }, "skipped:no-phone-code"],
  ["methods that are no list", { authentication: { methods: "phone_number" } }, "skipped:no-phone-code"],
  [
    "a code by phone without a time",
    { authentication: { methods: [{ name: "phone_number" }] } },
    "skipped:no-phone-code",
  ],
  [
    "the code of an earlier reset",
    { authentication: { methods: [{ name: "phone_number", timestamp: ago(61) }] } },
    "skipped:stale-code",
  ],
  [
    "an earlier code by phone, and e-mail this time",
    {
      authentication: {
        methods: [
          { name: "phone_number", timestamp: ago(20) },
          { name: "email", timestamp: ago(2) },
        ],
      },
    },
    "skipped:no-phone-code",
  ],
  [
    "MFA after the code",
    { authentication: { methods: [...byPhone.methods, { name: "mfa", timestamp: ago(1) }] } },
    WOULD_REPORT,
  ],
  [
    "a platform clock that runs ahead",
    { authentication: { methods: [{ name: "phone_number", timestamp: ago(-5) }] } },
    WOULD_REPORT,
  ],
  ["an account without a number", { user: { ...user, phone_number: undefined } }, "skipped:no-number"],
  [
    "a number that is no E.164",
    { user: { ...user, phone_number: "0202 5550102", phone_verified: false } },
    "skipped:not-e164",
  ],
  ["a number that the code itself proves", { user: { ...user, phone_verified: false } }, WOULD_REPORT],
  ["another kind of connection", { connection: { name: "ad", strategy: "ad" } }, "skipped:other-connection"],
  [
    "a linked database account, whose number it is",
    {
      user: {
        user_id: "google-oauth2|7",
        phone_number: "+12025550199",
        identities: [
          { provider: "google-oauth2", user_id: "7", connection: "google-oauth2" },
          { provider: "auth0", user_id: "1", connection: "Users", profileData: {} },
        ],
      },
    },
    "skipped:no-number",
  ],
];

let lines: string[];
beforeEach(() => {
  lines = [];
  jest.spyOn(Date, "now").mockReturnValue(now);
  jest.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => jest.restoreAllMocks());

type Event = Parameters<typeof onExecutePostChallenge>[0];

const run = (event: unknown) =>
  withSettings({ freshnessSeconds: 60, deadlineMs: 2500 }, () => onExecutePostChallenge(event as Event));

it.each(rules)("decides on %s", async (_what, difference, outcome) => {
  const event = { authentication: byPhone, connection, user, secrets: {}, ...difference };
  await run(event);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`verify-feedback password-reset-feedback ${outcome}`);
  expect(lines[0]).not.toMatch(/2025550|auth0\|/);
});

it.each([undefined, null, {}, { user: null }])("survives an event like %j", async (event) => {
  await run(event);
  expect(lines).toEqual([expect.stringMatching(/(failed:bug|skipped:no-phone-code)/)]);
});
