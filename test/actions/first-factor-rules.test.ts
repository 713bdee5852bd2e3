import type { MfaChallengeSettings } from "../../actions/types/settings";
import { decide, enrolled } from "./decide";
import { method, type SparseEvent } from "./events";

type Settings = Partial<MfaChallengeSettings>;

const ASKED = "challenged:phone";
const methods = (...list: unknown[]) => ({ authentication: { methods: list as never } });
const untimed = (name: string) => ({ name });
const multiFactor = ["http://schemas.openid.net/pape/policies/2007/06/multi-factor"];
const passkeys: Settings = { passkeyCountsAsMfa: true };
const codes: Settings = { afterPhoneCode: "other-factors" };
const handedOver: SparseEvent = { session_transfer_token: { client_id: "native" } };

/** What a session holds, and whether this login began with `name`. */
const sessions = (name: string, other: string): [string, SparseEvent, boolean][] => [
  ["just now", methods(method(name, 0)), true],
  ["60 s ago", methods(method(name, 60)), true],
  ["61 s ago", methods(method(name, 61)), false],
  ["last week", methods(method(name, 604_800)), false],
  ["in the future", methods(method(name, -1)), false],
  ["just now, after another first factor", methods(method(other, 30), method(name, 1)), true],
  ["before another first factor", methods(method(name, 5), method(other, 1)), false],
  ["at the same time as another", methods(method(name, 1), method(other, 1)), false],
  ["last week, with another just now", methods(method(other, 1), method(name, 604_800)), false],
  ["just now, beside an old MFA", methods(method(name, 1), method("mfa", 900, "otp")), true],
  ["just now, beside a method of the tenant's own", methods(method(name, 5), method("https://a.example/m", 1)), true],
  ["without a time", methods(untimed(name)), false],
  ["just now, beside another without a time", methods(method(name, 1), untimed(other)), false],
  ["just now, beside what is no method", methods(method(name, 1), null), false],
  ["not at all", methods(method(other, 1)), false],
  ["in no list", methods(), false],
  ["in what is no list", { authentication: { methods: {} as never } }, false],
  ["without any authentication", { authentication: undefined }, false],
];

describe("A passkey", () => {
  test.each(sessions("passkey", "pwd"))("%s", async (_, more, counts) => {
    const event = { ...enrolled("phone"), ...more };
    expect((await decide(event, passkeys)).decision).toBe(counts ? "passed:passkey" : ASKED);
    expect((await decide(event)).decision).toBe(ASKED);
  });

  test.each<[string, SparseEvent, Settings, string]>([
    ["counts with nothing enrolled", enrolled(), {}, "passed:passkey"],
    ["counts where the platform can't tell what is enrolled", {}, {}, "passed:passkey"],
    ["is no step-up", { ...enrolled("phone"), transaction: { acr_values: multiFactor } }, {}, ASKED],
    ["is no answer to prompt=login", { ...enrolled("phone"), transaction: { prompt: ["login"] } }, {}, ASKED],
    ["is no answer to a risk", enrolled("phone"), { riskAssessment: "ask-unless-high-confidence" }, ASKED],
    ["is nothing for a silent login", { transaction: { prompt: ["none"] } }, {}, "denied:mfa-required"],
    [
      "is nothing for a password grant",
      { ...enrolled("phone"), transaction: { protocol: "oauth2-password" } },
      {},
      ASKED,
    ],
    ["counts in the WebAuthn grant", { transaction: { protocol: "oauth2-webauthn" } }, {}, "passed:passkey"],
    [
      "is another login's where a native app hands its session over",
      { ...enrolled("phone"), ...handedOver },
      {},
      ASKED,
    ],
  ])("%s", async (_, more, settings, decision) => {
    expect((await decide({ ...methods(method("passkey", 1)), ...more }, { ...passkeys, ...settings })).decision).toBe(
      decision,
    );
  });

  test.each([
    ["without methods", { authentication: undefined }],
    ["with another method", methods(method("webauthn-platform", 1))],
  ])("is not taken for granted in the WebAuthn grant %s", async (_, more) => {
    const event = { ...enrolled("phone"), transaction: { protocol: "oauth2-webauthn" }, ...more };
    expect((await decide(event, passkeys)).decision).toBe(ASKED);
  });
});

describe.each(["sms", "tel"])("A phone code by %s", (name) => {
  test.each(sessions(name, "pwd"))("%s", async (_, more, counts) => {
    const event = { ...enrolled("phone"), ...more };
    expect((await decide(event, codes)).decision).toBe(counts ? "passed:phone-code" : ASKED);
    expect((await decide(event)).decision).toBe(ASKED);
  });
});

describe("After a phone code", () => {
  const any = (...types: string[]) => `challengeWithAny ${JSON.stringify(types.map((type) => ({ type })))}`;
  const phone = 'challengeWith {"type":"phone"}';
  const enrols = 'enrollWith {"type":"phone"}';
  const marked = expect.stringMatching(/^transaction\.setMetadata "verify_feedback_mfa_before"/);
  test.each<[string[], MfaChallengeSettings["additionalFactors"], Settings, string, unknown[]]>([
    [["phone"], [], {}, "passed:phone-code", []],
    [["phone"], ["otp"], {}, "passed:phone-code", []],
    [["phone", "email"], ["otp"], {}, "passed:phone-code", []],
    [["phone", "otp"], [], {}, "passed:phone-code", []],
    [["phone", "otp"], ["otp"], {}, "challenged:others", [any("otp"), marked]],
    [["otp"], ["otp"], {}, "challenged:others", [any("otp"), marked]],
    [["phone", "otp"], ["webauthn-roaming", "otp"], {}, "challenged:others", [any("otp"), marked]],
    [
      ["phone", "otp", "webauthn-roaming"],
      ["webauthn-roaming", "otp"],
      {},
      "challenged:others",
      [any("webauthn-roaming", "otp"), marked],
    ],
    [["phone", "email", "otp"], ["otp"], {}, "challenged:others", [any("otp"), marked]],
    [["phone", "email"], ["email"], {}, "challenged:others", [any("email"), marked]],
    [["phone", "otp"], ["otp", "recovery-code"], {}, "challenged:others", [any("otp", "recovery-code"), marked]],
    [["phone"], ["recovery-code"], {}, "passed:phone-code", []],
    [["phone", "recovery-code"], ["recovery-code"], {}, "challenged:others", [any("recovery-code"), marked]],
    [[], [], {}, "enrolling:phone", [enrols, marked]],
    [[], ["otp"], {}, "enrolling:phone", [enrols, marked]],
    [[], [], { enrol: "skip" }, "passed:not-enrolled", []],
    [[], [], { enrol: "deny" }, "denied:not-enrolled", [expect.stringMatching(/^deny/)]],
    [["email"], [], { enrol: "deny" }, "denied:not-enrolled", [expect.stringMatching(/^deny/)]],
    [["otp"], [], { enrol: "skip" }, "challenged:others", [any("otp", "recovery-code"), marked]],
    [["phone"], [], { riskAssessment: "ask-unless-high-confidence" }, "challenged:phone", [phone, marked]],
  ])("with %j enrolled and %j allowed, %j", async (types, additionalFactors, settings, decision, calls) => {
    const chosen = { ...codes, additionalFactors, ...settings };
    expect(await decide(enrolled(...types), chosen)).toEqual({ decision, calls });
  });

  test.each<[string, SparseEvent]>([
    ["acr_values", { transaction: { acr_values: multiFactor } }],
    ["prompt=login", { transaction: { prompt: ["login"] } }],
    ["factors that the platform can't tell", { user: { user_id: "sms|1" } }],
    ["a login by the WebAuthn grant", { transaction: { protocol: "oauth2-webauthn" } }],
    ["a session that a native app hands over", handedOver],
  ])("%s ask for the phone", async (_, more) => {
    const { decision } = await decide({ ...enrolled("phone"), ...more }, codes);
    expect(decision).toMatch(/^challenged:(phone|unknown-factors)$/);
  });
});

describe("A silent login of a session that began with a phone code", () => {
  const DENIED = "denied:mfa-required";
  const PASSED = "passed:phone-code";
  const hour = methods(method("sms", 3600));
  const none = { prompt: ["none"] };
  test.each<[string, SparseEvent, Settings, string]>([
    ["passes", hour, {}, PASSED],
    ["passes by a voice call's", methods(method("tel", 3600)), {}, PASSED],
    ["is denied by default", hour, { afterPhoneCode: "phone" }, DENIED],
    [
      "is denied with another factor enrolled that is allowed",
      { ...hour, ...enrolled("phone", "otp") },
      { additionalFactors: ["otp"] },
      DENIED,
    ],
    ["is denied with nothing enrolled", { ...hour, ...enrolled() }, {}, DENIED],
    ["is denied with nothing enrolled where that is skipped", { ...hour, ...enrolled() }, { enrol: "skip" }, DENIED],
    ["is denied with another factor alone", { ...hour, ...enrolled("otp") }, {}, DENIED],
    ["is denied where the platform can't tell what is enrolled", { ...hour, user: { user_id: "sms|1" } }, {}, DENIED],
    ["is denied with a newer first factor", methods(method("sms", 3600), method("pwd", 60)), {}, DENIED],
    ["is denied with a code from the future", methods(method("sms", -9)), {}, DENIED],
    ["is denied with a code without a time", methods(untimed("sms")), {}, DENIED],
    ["is denied with a code that is too old", hour, { sessionMfaMaxAgeSeconds: 3599 }, DENIED],
    ["passes with one that is not", hour, { sessionMfaMaxAgeSeconds: 3600 }, PASSED],
    ["is denied with a code older than max_age", { ...hour, request: { query: { max_age: "60" } } }, {}, DENIED],
    ["is denied as a step-up", { ...hour, transaction: { ...none, acr_values: multiFactor } }, {}, DENIED],
    ["is denied with a risk", hour, { riskAssessment: "ask-unless-high-confidence" }, DENIED],
    [
      "passes with high confidence, where another condition asks",
      { authentication: { ...hour.authentication, riskAssessment: { confidence: "high" } } },
      { riskAssessment: "ask-unless-high-confidence", clients: { include: ["web"] } },
      PASSED,
    ],
  ])("%s", async (_, more, settings, decision) => {
    const event = { ...enrolled("phone"), transaction: none, ...more };
    expect((await decide(event, { ...codes, ...settings })).decision).toBe(decision);
  });
});
