import type { Outcome } from "../../actions/lib/outcome";
import type { reportApproved } from "../../actions/lib/verify/report";
import type { PostLoginApi, User } from "../../actions/types/post-login";
import { ago, type Event, method, NOW, recordedApi, type SparseEvent, smsLogin } from "./events";
import { withSettings } from "./with-settings";

const report = jest.fn<ReturnType<typeof reportApproved>, Parameters<typeof reportApproved>>();

let lines: string[];
beforeEach(() => {
  jest.useFakeTimers({ now: NOW, doNotFake: ["performance"] });
  lines = [];
  jest.spyOn(console, "log").mockImplementation((line) => lines.push(line));
  report.mockReset().mockResolvedValue({ outcome: { result: "approved" }, notes: [] });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

type Handler = (event: Event, api: PostLoginApi) => Promise<void>;

/** The Action in an instance that has run nothing yet. */
function coldInstance(): Handler {
  let handler: Handler | undefined;
  jest.isolateModules(() => {
    jest.doMock("../../actions/lib/verify/report", () => ({ reportApproved: report }));
    handler = require("../../actions/passwordless-feedback").onExecutePostLogin;
  });
  return handler!;
}

/** The outcome, and the number that was reported. */
async function run(
  event: Event,
  api: PostLoginApi = recordedApi(),
  instance = coldInstance(),
): Promise<[string, string | undefined]> {
  await withSettings({ freshnessSeconds: 60, deadlineMs: 2500 }, () => instance(event, api));
  expect(lines).toHaveLength(1);
  return [
    /^verify-feedback passwordless-feedback (.+) \d+ms$/.exec(lines[0]!)?.[1] ?? lines[0]!,
    report.mock.calls[0]?.[0],
  ];
}

const methods = (...all: ReturnType<typeof method>[]) => ({ authentication: { methods: all } });
const database = { name: "Username-Password-Authentication", strategy: "auth0" };
const REPORTED = ["approved", "+12025550100"];
const skipped = (why: string) => [`skipped:${why}`, undefined];

describe("Which first factor is reported", () => {
  test.each<[string, SparseEvent, unknown[]]>([
    ["a code by SMS", {}, REPORTED],
    [
      "a code by voice call",
      {
        ...methods(method("tel", 1)),
        connection: database,
        user: { user_id: "auth0|1", phone_number: "+12025550100" },
      },
      REPORTED,
    ],
    ["the newest, whatever the order", methods(method("sms", 1), method("pwd", 50), method("email", 20)), REPORTED],
    ["not one that a password came after", methods(method("pwd", 1), method("sms", 5)), skipped("no-phone-code")],
    [
      "not one that a later login by e-mail came after",
      methods(method("sms", 30), method("email", 2)),
      skipped("no-phone-code"),
    ],
    ["one that an MFA came after", methods(method("sms", 3), method("mfa", 1, "otp")), REPORTED],
    ["one that a custom method came after", methods(method("sms", 3), method("https://example.com/kyc", 1)), REPORTED],
    ["one that shares its timestamp with another first factor", methods(method("pwd", 1), method("sms", 1)), REPORTED],
    ["one listed twice", methods(method("sms", 1), method("sms", 1)), REPORTED],
    ["one at the edge of the window", methods(method("sms", 60)), REPORTED],
    ["not one beyond the window", methods(method("sms", 61)), skipped("stale-code")],
    ["one whose clock is ahead of the Action's", methods(method("sms", -30)), REPORTED],
    ["not one that lies in the future", methods(method("sms", -61)), skipped("stale-code")],
    ["not one without a timestamp", { authentication: { methods: [{ name: "sms" }] } }, skipped("no-phone-code")],
    [
      "not one with a timestamp that is none",
      { authentication: { methods: [{ name: "sms", timestamp: "soon" }] } },
      skipped("no-phone-code"),
    ],
    [
      "one beside a first factor whose timestamp is none",
      { authentication: { methods: [method("sms", 1), { name: "pwd", timestamp: "soon" }] } },
      REPORTED,
    ],
    [
      "one beside an entry without a name",
      { authentication: { methods: [{ timestamp: ago(0) } as never, method("sms", 1)] } },
      REPORTED,
    ],
    [
      "not on a connection that sends no codes",
      { connection: { name: "google-oauth2", strategy: "google-oauth2" } },
      skipped("other-connection"),
    ],
  ])("%s", async (_, more, expected) => {
    expect(await run(smsLogin(more))).toEqual(expected);
  });
});

describe("Which flow is reported", () => {
  const protocol = (name: string) => ({ transaction: { protocol: name } });
  const handedOver = { session: { id: "new" }, session_transfer_token: { client_id: "native" } };
  test.each<[string, SparseEvent, unknown[]]>([
    ["a device's", protocol("oauth2-device-code"), REPORTED],
    ["one without a protocol", { transaction: {} }, REPORTED],
    ["one without a transaction", { transaction: undefined }, REPORTED],
    ["one without a request", { request: undefined }, REPORTED],
    ["one with another prompt", { transaction: { prompt: ["login"] } }, REPORTED],
    ["not a silent one by its transaction", { transaction: { prompt: ["none"] } }, skipped("silent")],
    [
      "not a silent one by its query, without a transaction",
      { transaction: undefined, request: { query: { prompt: "none" } } },
      skipped("silent"),
    ],
    ["one that only its query calls silent", { request: { query: { prompt: "none" } } }, REPORTED],
    ["not a refresh token's", protocol("oauth2-refresh-token"), skipped("refresh-token")],
    ["not a token exchange's", protocol("oauth2-token-exchange"), skipped("token-exchange")],
    ["not a password grant's", protocol("oauth2-password"), skipped("password-grant")],
    ["not a resource owner's", protocol("oauth2-resource-owner"), skipped("password-grant")],
    [
      "not an earlier login's, in a session that goes on with a passkey",
      protocol("oauth2-webauthn"),
      skipped("no-phone-code"),
    ],
    ["not a native app's, which hands its session to the browser", handedOver, skipped("no-phone-code")],
    ["not a resource owner's with a JWT", protocol("oauth2-resource-owner-jwt-bearer"), skipped("password-grant")],
  ])("%s", async (_, more, expected) => {
    expect(await run(smsLogin(more))).toEqual(expected);
  });
});

describe("Which number is reported", () => {
  const sms = (id: string, phone?: string, connection = "sms") => ({
    provider: "sms",
    connection,
    user_id: id,
    ...(phone && { profileData: { phone_number: phone } }),
  });
  const db = (id: string, phone?: string) => ({
    provider: "auth0",
    connection: database.name,
    user_id: id,
    ...(phone && { profileData: { phone_number: phone } }),
  });
  const A = "+12025550101";
  const B = "+12025550102";

  test.each<[string, Partial<User>, SparseEvent["connection"], unknown[]]>([
    [
      "the primary identity's, from the profile",
      { user_id: "sms|1", phone_number: A, identities: [sms("1", B)] },
      undefined,
      ["approved", A],
    ],
    [
      "the linked identity's, from its own profile",
      { user_id: "auth0|9", phone_number: A, identities: [db("9"), sms("1", B)] },
      undefined,
      ["approved", B],
    ],
    [
      "the profile's where there is no list of identities",
      { user_id: "sms|1", phone_number: A },
      undefined,
      ["approved", A],
    ],
    [
      "the profile's where the list of identities is none",
      { user_id: "sms|1", phone_number: A, identities: {} as never },
      undefined,
      ["approved", A],
    ],
    [
      "none where that profile is another connection's",
      { user_id: "auth0|1", phone_number: A },
      undefined,
      skipped("no-number"),
    ],
    [
      "that of this SMS connection, of two",
      { user_id: "auth0|9", identities: [db("9"), sms("1", A, "sms-eu"), sms("2", B)] },
      undefined,
      ["approved", B],
    ],
    [
      "none of another SMS connection",
      { user_id: "auth0|9", identities: [db("9"), sms("1", A, "sms-eu")] },
      undefined,
      skipped("no-number"),
    ],
    [
      "that of an identity that names no connection",
      { user_id: "auth0|9", identities: [db("9"), { ...sms("1", A), connection: undefined }] },
      undefined,
      ["approved", A],
    ],
    [
      "none of two different ones",
      { user_id: "auth0|9", identities: [db("9"), sms("1", A), sms("2", B)] },
      undefined,
      skipped("ambiguous-number"),
    ],
    [
      "none where one of two identities has no number",
      { user_id: "auth0|9", identities: [db("9"), sms("1", A), sms("2")] },
      undefined,
      skipped("ambiguous-number"),
    ],
    [
      "the one that two identities share",
      { user_id: "auth0|9", identities: [db("9"), sms("1", A), sms("2", "1 (202) 555-0101")] },
      undefined,
      ["approved", A],
    ],
    [
      "the profile's of a primary database account",
      { user_id: "auth0|9", phone_number: A, identities: [db("9")] },
      database,
      ["approved", A],
    ],
    [
      "the profile's of a database account without a list of identities",
      { user_id: "auth0|9", phone_number: A, identities: [] },
      database,
      ["approved", A],
    ],
    [
      "a linked database account's own, where the profile has none",
      { user_id: "oidc|9", identities: [{ ...db("9"), provider: "oidc" }, db("1", B)] },
      database,
      ["approved", B],
    ],
    [
      "a linked database account's own, where the profile has another",
      { user_id: "oidc|9", phone_number: A, identities: [{ ...db("9"), provider: "oidc" }, db("1", B)] },
      database,
      ["approved", B],
    ],
    [
      "none where a linked database account has none, though the profile has one",
      { user_id: "oidc|9", phone_number: A, identities: [{ ...db("9"), provider: "oidc" }, db("1")] },
      database,
      skipped("no-number"),
    ],
    [
      "none of another provider's profile where there is no list of identities",
      { user_id: "oidc|9", phone_number: A },
      database,
      skipped("no-number"),
    ],
    [
      "none of another database",
      { user_id: "oidc|9", phone_number: A, identities: [{ ...db("1", B), connection: "other" }] },
      database,
      skipped("no-number"),
    ],
    [
      "none of two different ones of the database",
      { user_id: "auth0|9", phone_number: A, identities: [db("9"), db("1", B)] },
      database,
      skipped("ambiguous-number"),
    ],
    [
      "the one that was unproven until its code was typed",
      { user_id: "auth0|9", phone_number: A, phone_verified: false, identities: [db("9")] },
      database,
      ["approved", A],
    ],
    [
      "one without a plus sign that the platform verified",
      { user_id: "auth0|9", phone_number: "12025550101", phone_verified: true, identities: [db("9")] },
      database,
      ["approved", A],
    ],
    [
      "not one without a plus sign that it did not",
      { user_id: "auth0|9", phone_number: "12025550101", identities: [db("9")] },
      database,
      skipped("not-e164"),
    ],
    [
      "never metadata's",
      {
        user_id: "auth0|9",
        app_metadata: { phone_number: A },
        user_metadata: { phone_number: A },
        identities: [db("9")],
      },
      database,
      skipped("no-number"),
    ],
    [
      "one that is stored as a number",
      { user_id: "sms|1", phone_number: 12025550101 as never, identities: [sms("1")] },
      undefined,
      ["approved", A],
    ],
    [
      "none that is no number",
      { user_id: "sms|1", phone_number: "call me", identities: [sms("1")] },
      undefined,
      skipped("not-e164"),
    ],
    [
      "none where there is none",
      { user_id: "sms|1", phone_number: "", identities: [sms("1")] },
      undefined,
      skipped("no-number"),
    ],
  ])("%s", async (_, user, connection = { name: "sms", strategy: "sms" }, expected) => {
    expect(await run(smsLogin({ connection, user: user as User }))).toEqual(expected);
  });
});

describe("The memory of a report", () => {
  const remembered = `session.setMetadata "verify_feedback_reported_at" "${ago(1)}"`;

  // One that failed may have been taken all the same, and by the next login somebody else's code be pending.
  test.each<Outcome>([
    { result: "approved" },
    { result: "approved", presumed: true },
    { result: "skipped", why: "not-pending" },
    { result: "failed", class: "timeout" },
    { result: "failed", class: "server", http: 500 },
  ])("of %j is kept", async (outcome) => {
    report.mockResolvedValue({ outcome, notes: [] });
    const api = recordedApi();
    await run(smsLogin(), api);
    expect(api.calls).toContain(remembered);
  });

  test("is kept of a code from the future too, which a later login would take for a fresh one", async () => {
    const api = recordedApi();
    const methods = [method("sms", -90)];
    expect(await run(smsLogin({ authentication: { methods } }), api)).toEqual(skipped("stale-code"));
    expect(api.calls).toEqual([`session.setMetadata "verify_feedback_reported_at" "${ago(-90)}"`]);
    lines.length = 0;
    const past = recordedApi();
    await run(smsLogin({ authentication: { methods: [method("sms", 90)] } }), past);
    expect(past.calls).toEqual([]);
  });

  test("stops a second report of the same code, and of no other", async () => {
    const session = (timestamp: string) => ({ session: { metadata: { verify_feedback_reported_at: timestamp } } });
    expect(await run(smsLogin(session(ago(1))))).toEqual(skipped("already-reported"));
    lines.length = 0;
    expect(await run(smsLogin(session(ago(2))))).toEqual(REPORTED);
  });

  test.each<[string, SparseEvent["session"]]>([
    ["there is none", undefined],
    ["the event shows an empty one for none", {}],
    ["the event shows no more of it than its id, as on plans without metadata", { id: "session" }],
  ])("is not kept with the session where %s: a failure to would fail the login", async (_, session) => {
    const api = recordedApi();
    expect(await run(smsLogin({ session }), api)).toEqual(REPORTED);
    expect(api.calls.filter((call) => call.startsWith("session."))).toEqual([]);
  });

  test("is kept with a session that the event shows more of, without metadata so far", async () => {
    const api = recordedApi();
    expect(await run(smsLogin({ session: { id: "session", created_at: ago(2) } }), api)).toEqual(REPORTED);
    expect(api.calls).toContain(remembered);
  });

  test("does no harm where the platform refuses it", async () => {
    const refusing = recordedApi("session.setMetadata", "transaction.setMetadata");
    expect(await run(smsLogin(), refusing)).toEqual(REPORTED);
    lines.length = 0;
    expect(await run(smsLogin(), { ...recordedApi(), session: undefined })).toEqual(REPORTED);
  });
});

describe("Without session metadata, an instance remembers", () => {
  const noMemory = (seconds = 1) =>
    smsLogin({ session: undefined, authentication: { methods: [method("sms", seconds)] } });

  test("a code that it reported, and reports another", async () => {
    const instance = coldInstance();
    expect(await run(noMemory(2), recordedApi(), instance)).toEqual(REPORTED);
    lines.length = 0;
    report.mockClear();
    expect(await run(noMemory(2), recordedApi(), instance)).toEqual(skipped("already-reported"));
    lines.length = 0;
    expect(await run(noMemory(1), recordedApi(), instance)).toEqual(REPORTED);
  });

  test("a code whose report is under way", async () => {
    const instance = coldInstance();
    const settings = { freshnessSeconds: 60, deadlineMs: 2500 };
    await withSettings(settings, async () => {
      await Promise.all([instance(noMemory(), recordedApi()), instance(noMemory(), recordedApi())]);
    });
    expect(report).toHaveBeenCalledTimes(1);
    expect(lines[0]).toContain("skipped:already-reported");
  });

  test("nobody else's code of the same time", async () => {
    const instance = coldInstance();
    await run(noMemory(), recordedApi(), instance);
    lines.length = 0;
    const user = { user_id: "sms|2", phone_number: "+12025550100" };
    expect(await run({ ...noMemory(), user }, recordedApi(), instance)).toEqual(REPORTED);
  });

  test("a code for as long as it counts as fresh, with the Action's clock behind, too", async () => {
    const instance = coldInstance();
    const ahead = noMemory(-59);
    await run(ahead, recordedApi(), instance);
    jest.setSystemTime(NOW + 118_000);
    // Somebody else's report has the instance forget what is over.
    lines.length = 0;
    const methods = [method("sms", -118)];
    const user = { user_id: "sms|2", phone_number: "+12025550100" };
    expect((await run({ ...noMemory(), authentication: { methods }, user }, recordedApi(), instance))[0]).toBe(
      "approved",
    );
    lines.length = 0;
    report.mockClear();
    expect(await run(ahead, recordedApi(), instance)).toEqual(skipped("already-reported"));
  });

  test("a code that is too far ahead of its clock until it would no longer count as fresh", async () => {
    const instance = coldInstance();
    const farAhead = noMemory(-180);
    expect(await run(farAhead, recordedApi(), instance)).toEqual(skipped("stale-code"));
    for (const seconds of [121, 240]) {
      lines.length = 0;
      jest.setSystemTime(NOW + seconds * 1000);
      expect(await run(farAhead, recordedApi(), instance)).toEqual(skipped("already-reported"));
    }
  });
});

test("The time that the report took is left for a second one, in whole milliseconds", async () => {
  const api = recordedApi();
  await run(smsLogin(), api);
  expect(api.calls).toContainEqual(expect.stringMatching(/^transaction\.setMetadata "verify_feedback_spent_ms" \d+$/));
});

test("An exception of our own is logged by its class alone", async () => {
  report.mockRejectedValue(new RangeError("+12025550100 for person@example.com"));
  expect(await run(smsLogin())).toEqual(["failed:bug - RangeError", "+12025550100"]);
  lines.length = 0;
  class Odd {}
  Object.defineProperty(Odd, "name", { value: "+12025550100" });
  report.mockRejectedValue(new Odd());
  expect(await run(smsLogin())).toEqual(["failed:bug - Error", "+12025550100"]);
  lines.length = 0;
  Object.defineProperty(Odd, "name", { value: "12025550100" });
  expect(await run(smsLogin())).toEqual(["failed:bug - Error", "+12025550100"]);
});

test("A line is cut at what the platform keeps", async () => {
  report.mockResolvedValue({ outcome: { result: "approved" }, notes: ["x".repeat(400)] });
  await run(smsLogin());
  expect(lines[0]).toHaveLength(256);
});
