import { reportApproved } from "../../actions/lib/verify/report";
import { onExecutePostLogin as challenge } from "../../actions/mfa-challenge";
import { onExecutePostLogin as feedback } from "../../actions/mfa-feedback";
import type { AuthenticationMethod, PostLoginEvent } from "../../actions/types/post-login";
import type { MfaChallengeSettings, MfaFeedbackSettings } from "../../actions/types/settings";
import { challengeSettings, decideLogging, enrolled, mfa, outcomeIn } from "./decide";
import { ago, type Event, method, NOW, recordedApi, type SparseEvent, smsLogin } from "./events";
import { withSettings } from "./with-settings";

jest.mock("../../actions/lib/verify/report");
const report = jest.mocked(reportApproved);

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

const outcome = (action: string) => outcomeIn(lines, action);
const decide = (event: Event, more: Partial<MfaChallengeSettings> = {}, api = recordedApi()) =>
  decideLogging(lines, event, more, api);

const silent = { transaction: { prompt: ["none"] } };

describe("What mfa-challenge asks for", () => {
  test.each<[string, SparseEvent, Partial<MfaChallengeSettings>, string, string[]]>([
    ["the phone that is enrolled", enrolled("phone"), {}, "challenged:phone", ['challengeWith {"type":"phone"}']],
    [
      "the phone or what else is allowed",
      enrolled("otp", "phone"),
      { additionalFactors: ["otp"] },
      "challenged:phone",
      ['challengeWith {"type":"phone"} {"additionalFactors":[{"type":"otp"}]}'],
    ],
    ["an enrolment where there is nothing", enrolled(), {}, "enrolling:phone", ['enrollWith {"type":"phone"}']],
    ["nothing where enrolment is skipped", enrolled(), { enrol: "skip" }, "passed:not-enrolled", []],
    [
      "what is enrolled, then an enrolment",
      enrolled("otp", "webauthn-roaming"),
      {},
      "challenged:others",
      [
        'challengeWithAny [{"type":"otp"},{"type":"webauthn-roaming"},{"type":"recovery-code"}]',
        'enrollWith {"type":"phone"}',
      ],
    ],
    [
      "what is enrolled alone where enrolment is skipped",
      enrolled("email"),
      { enrol: "skip" },
      "challenged:others",
      ['challengeWithAny [{"type":"email"},{"type":"recovery-code"}]'],
    ],
    [
      "what is enrolled alone where enrolment is denied",
      enrolled("otp"),
      { enrol: "deny" },
      "challenged:others",
      ['challengeWithAny [{"type":"otp"},{"type":"recovery-code"}]'],
    ],
    [
      "a recovery code of somebody with a factor that it does not know",
      enrolled("retina"),
      {},
      "challenged:others",
      ['challengeWithAny [{"type":"recovery-code"}]', 'enrollWith {"type":"phone"}'],
    ],
    [
      "any factor where the platform can't tell",
      {},
      {},
      "challenged:unknown-factors",
      [
        'challengeWith {"type":"phone"} {"additionalFactors":[{"type":"otp"},{"type":"push-notification"},{"type":"webauthn-roaming"},{"type":"webauthn-platform"},{"type":"email"},{"type":"recovery-code"}]}',
      ],
    ],
  ])("%s", async (_, more, settings, decision, commands) => {
    const marker = decision.startsWith("passed") ? [] : ['transaction.setMetadata "verify_feedback_mfa_before" "none"'];
    expect(await decide(smsLogin(more), settings)).toEqual({ decision, calls: [...commands, ...marker] });
  });
});

describe("Whom mfa-challenge lets pass", () => {
  const grant = (protocol: string) => ({ ...enrolled("phone"), transaction: { protocol } });
  const once = { frequency: "once-per-session" } as const;
  test.each<[string, SparseEvent, Partial<MfaChallengeSettings>, string]>([
    ["a refresh token", grant("oauth2-refresh-token"), {}, "passed:refresh-token"],
    ["a token exchange", grant("oauth2-token-exchange"), {}, "passed:token-exchange"],
    ["not a password grant", grant("oauth2-password"), {}, "challenged:phone"],
    [
      "not a password grant whose methods hold an MFA",
      { ...grant("oauth2-password"), ...mfa("phone") },
      once,
      "challenged:phone",
    ],
    [
      "a password grant where that is set",
      grant("oauth2-password"),
      { allowPasswordGrantWithoutMfa: true },
      "passed:password-grant",
    ],
    [
      "not an interactive login where the bypass for password grants is set",
      enrolled("phone"),
      { allowPasswordGrantWithoutMfa: true },
      "challenged:phone",
    ],
    ["an exempt client", enrolled("phone"), { clients: { exempt: ["web"] } }, "passed:exempt"],
    ["not another client", enrolled("phone"), { clients: { exempt: ["mobile"] } }, "challenged:phone"],
    [
      "not an unknown client",
      { ...enrolled("phone"), client: {} },
      { clients: { exempt: ["web"] } },
      "challenged:phone",
    ],
    ["not an included client", enrolled("phone"), { clients: { include: ["web"] } }, "challenged:phone"],
    ["a client that is not included", enrolled("phone"), { clients: { include: ["mobile"] } }, "passed:exempt"],
    [
      "not an unknown client where some are included",
      { ...enrolled("phone"), client: undefined },
      { clients: { include: ["mobile"] } },
      "challenged:phone",
    ],
    [
      "not a client whose id is no text where some are included",
      { ...enrolled("phone"), client: { client_id: null as never } },
      { clients: { include: ["mobile"] } },
      "challenged:phone",
    ],
    [
      "not somebody whose factors are no list",
      { user: { ...smsLogin().user, enrolledFactors: {} as never } },
      { enrol: "skip" },
      "challenged:unknown-factors",
    ],
    [
      "not a session whose methods are no list",
      { ...enrolled("phone"), authentication: { methods: {} as never } },
      once,
      "challenged:phone",
    ],
    ["not a login without a request", { ...enrolled("phone"), request: undefined }, {}, "challenged:phone"],
    ["not a session with an MFA, at every login", { ...enrolled("phone"), ...mfa("phone") }, {}, "challenged:phone"],
    ["a session with an MFA, once per session", { ...enrolled("phone"), ...mfa("phone") }, once, "passed:session"],
    [
      "not a session with an MFA that is not allowed",
      { ...enrolled("phone"), ...mfa("otp") },
      once,
      "challenged:phone",
    ],
    [
      "a session with an MFA that is allowed",
      { ...enrolled("phone"), ...mfa("otp") },
      { ...once, additionalFactors: ["otp"] },
      "passed:session",
    ],
    ["not a session with an MFA of no known factor", { ...enrolled("phone"), ...mfa() }, once, "challenged:phone"],
    [
      "not a session with a first factor that has an MFA's type",
      { ...enrolled("phone"), authentication: { methods: [method("pwd", 1, "phone")] } },
      once,
      "challenged:phone",
    ],
    ["not a session without any MFA", enrolled("phone"), once, "challenged:phone"],
  ])("%s", async (_, more, settings, decision) => {
    expect((await decide(smsLogin(more), settings)).decision).toBe(decision);
  });
});

describe("A silent login", () => {
  const denied = [expect.stringMatching(/^deny "mfa_required: /)];
  test.each<[string, SparseEvent, Partial<MfaChallengeSettings>, string, unknown[]]>([
    ["passes with an MFA in its session", mfa("phone"), {}, "passed:session", []],
    ["passes with an MFA that is allowed", mfa("otp"), { additionalFactors: ["otp"] }, "passed:session", []],
    ["passes once per session as well", mfa("phone"), { frequency: "once-per-session" }, "passed:session", []],
    ["is denied without one", {}, {}, "denied:mfa-required", denied],
    ["is denied with one that is not allowed", mfa("otp"), {}, "denied:mfa-required", denied],
    ["is denied where enrolment is skipped", enrolled(), { enrol: "skip" }, "denied:mfa-required", denied],
    [
      "is denied without one, whatever its protocol is called",
      { transaction: { ...silent.transaction, protocol: "constructor" } },
      {},
      "denied:mfa-required",
      denied,
    ],
    ["of an exempt client passes", {}, { clients: { exempt: ["web"] } }, "passed:exempt", []],
  ])("%s", async (_, more, settings, decision, calls) => {
    expect(await decide(smsLogin({ ...silent, ...more }), settings)).toEqual({ decision, calls });
  });
});

describe("The marker", () => {
  test("holds the answers by phone before the challenge, and no other MFA", async () => {
    const methods = [
      method("mfa", 20, "phone"),
      method("mfa", 10, "otp"),
      method("pwd", 1),
      method("mfa", 300, "phone"),
    ];
    const { calls } = await decide(smsLogin({ ...enrolled("phone"), authentication: { methods } }));
    expect(calls).toContain(`transaction.setMetadata "verify_feedback_mfa_before" "${ago(300)} ${ago(20)}"`);
  });

  test("stays below what the platform takes, however many answers a session holds", async () => {
    const methods = Array.from({ length: 5000 }, (_, index) => method("mfa", 10_000 - index, "phone"));
    const { calls } = await decide(smsLogin({ ...enrolled("phone"), authentication: { methods } }));
    const marker: string = JSON.parse(calls.at(-1)!.replace(/^\S+ \S+ /, ""));
    expect(marker.length).toBeLessThan(8_000);
    const answered = [...methods, method("mfa", 1, "phone")];
    expect(await answer(smsLogin({ authentication: { methods }, ...markedAt(marker) }))).toEqual(
      skipped("no-phone-code"),
    );
    expect(await answer(smsLogin({ authentication: { methods: answered }, ...markedAt(marker) }))).toEqual(REPORTED);
  });

  test("that can't be left does not undo the challenge, and the log says so", async () => {
    const api = recordedApi("transaction.setMetadata");
    expect(await decide(smsLogin(enrolled("phone")), {}, api)).toEqual({
      decision: "challenged:phone",
      calls: ['challengeWith {"type":"phone"}'],
    });
    expect(lines.at(-1)).toMatch(/ms not-marked$/);
  });

  test("is not left by a refusal", async () => {
    expect(await decide(smsLogin(enrolled()), { enrol: "deny" })).toEqual({
      decision: "denied:not-enrolled",
      calls: [expect.stringMatching(/^deny "No multi-factor/)],
    });
  });
});

test("An exception of mfa-challenge ends the login", async () => {
  const event = smsLogin(enrolled("phone")) as PostLoginEvent<object>;
  const ended = withSettings(challengeSettings, () => challenge(event, recordedApi("challengeWith")));
  await expect(ended).rejects.toThrow("refused");
});

const markedAt = (marker: unknown, spent?: number) => ({
  transaction: {
    metadata: { verify_feedback_mfa_before: marker, ...(spent && { verify_feedback_spent_ms: spent }) } as never,
  },
});

const markedBefore = (...secondsAgo: number[]) => markedAt(secondsAgo.map(ago).join(" "));

async function answer(event: Event, more: Partial<MfaFeedbackSettings> = {}) {
  const settings = { deadlineMs: 2500, phoneNumber: ["identity"], unverifiedProfile: false, ...more };
  await withSettings(settings, () => feedback(event));
  return [outcome("mfa-feedback"), report.mock.calls[0]?.[0]];
}

const REPORTED = ["approved", "+12025550100"];
const skipped = (why: string) => [`skipped:${why}`, undefined];

test.each([
  ["the phone", "phone"],
  ["another factor", "otp"],
])("An answer by phone is seen though an earlier one by %s is dated in the future", async (_, factor) => {
  const before = [method("pwd", 5), method("mfa", -300, factor)];
  const { calls } = await decide(smsLogin({ ...enrolled("phone"), authentication: { methods: before } }));
  const marker: string = JSON.parse(calls.at(-1)!.replace(/^\S+ \S+ /, ""));
  const after = (...methods: AuthenticationMethod[]) => smsLogin({ authentication: { methods }, ...markedAt(marker) });
  expect(await answer(after(...before, method("mfa", 1, "otp")))).toEqual(skipped("no-phone-code"));
  expect(await answer(after(...before, method("mfa", 1, "phone")))).toEqual(REPORTED);
});

describe("Which answer mfa-feedback reports", () => {
  test.each<[string, SparseEvent, unknown[]]>([
    ["one by phone where there was none before", { ...mfa("phone", 1), ...markedAt("none") }, REPORTED],
    ["one by phone after an older one", { ...mfa("phone", 1), ...markedAt(ago(50)) }, REPORTED],
    ["not one from before", { ...mfa("phone", 50), ...markedAt(ago(50)) }, skipped("no-phone-code")],
    [
      "not several from before",
      {
        authentication: { methods: [method("mfa", 50, "phone"), method("mfa", 90, "phone")] },
        ...markedBefore(50, 90),
      },
      skipped("no-phone-code"),
    ],
    [
      "one after one whose clock ran ahead",
      {
        authentication: { methods: [method("mfa", -300, "phone"), method("mfa", 1, "phone")] },
        ...markedBefore(-300),
      },
      REPORTED,
    ],
    [
      "one whose clock runs behind",
      { authentication: { methods: [method("mfa", 50, "phone"), method("mfa", 200, "phone")] }, ...markedBefore(50) },
      REPORTED,
    ],
    ["not one by another factor", { ...mfa("otp", 1), ...markedAt("none") }, skipped("no-phone-code")],
    ["not one without a factor", { ...mfa(undefined, 1), ...markedAt("none") }, skipped("no-phone-code")],
    [
      "not a first factor of that type",
      { authentication: { methods: [method("pwd", 1, "phone")] }, ...markedAt("none") },
      skipped("no-phone-code"),
    ],
    ["not without a marker", mfa("phone", 1), skipped("not-challenged")],
    ["not with a marker that is none", { ...mfa("phone", 1), ...markedAt("soon") }, skipped("not-challenged")],
    ["not with a marker that is no text", { ...mfa("phone", 1), ...markedAt(7) }, skipped("not-challenged")],
    [
      "one among others, whatever the order",
      {
        authentication: {
          methods: [method("mfa", 2, "phone"), method("pwd", 9), method("mfa", 1, "otp"), method("mfa", 80, "phone")],
        },
        ...markedAt(ago(80)),
      },
      REPORTED,
    ],
  ])("%s", async (_, more, expected) => {
    expect(await answer(smsLogin(more))).toEqual(expected);
  });
});

describe("The time that a second report has", () => {
  test.each<[string, number | undefined, number]>([
    ["is all of it after no first one", undefined, 2500],
    ["is what the first one left", 900, 1600],
    ["is all of it after a time that can't be", -900, 2500],
    ["is a little even when the first one used it up", 2510, 400],
  ])("%s", async (_, spent, deadlineMs) => {
    // What the Action itself takes until it reports is subtracted too.
    jest.spyOn(performance, "now").mockReturnValue(1000);
    await answer(smsLogin({ ...mfa("phone", 1), ...markedAt("none", spent) }));
    expect(report.mock.calls[0]?.[2]).toMatchObject({ deadlineMs });
  });
});
