import type { MfaChallengeSettings } from "../../actions/types/settings";
import { decide, enrolled } from "./decide";
import { method, type SparseEvent } from "./events";

type Settings = Partial<MfaChallengeSettings>;

const ASKED = "challenged:phone";
const MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";
const session = (age: number) => ({ authentication: { methods: [method("mfa", age, "phone")] } });
const transaction = (more: object) => ({ transaction: { protocol: "oidc-basic-profile", prompt: [], ...more } });
const query = (query: Record<string, unknown>) => ({ request: { query } });
const odd = (value: unknown) => value as never;

/** Ways of asking for MFA or for a new login, and ways that are none. */
const requests: [string, SparseEvent, boolean][] = [
  ["acr_values with multi-factor", transaction({ acr_values: [MULTI_FACTOR] }), true],
  ["acr_values with multi-factor among others", transaction({ acr_values: ["urn:one", MULTI_FACTOR] }), true],
  ["acr_values in the query alone", query({ acr_values: `urn:one ${MULTI_FACTOR}` }), true],
  [
    "acr_values in the query, without a transaction",
    { transaction: undefined, ...query({ acr_values: MULTI_FACTOR }) },
    true,
  ],
  ["acr_values that are one text", transaction({ acr_values: odd(`urn:one ${MULTI_FACTOR}`) }), true],
  ["prompt=login", transaction({ prompt: ["login"] }), true],
  ["prompt=login among others", transaction({ prompt: ["consent", "login"] }), true],
  ["prompt=login in the query, without a transaction", { transaction: undefined, ...query({ prompt: "login" }) }, true],
  ["prompt=login in the query alone", query({ prompt: "login consent" }), true],
  ["max_age=0", query({ max_age: "0" }), true],
  ["a max_age that can't be read", query({ max_age: "soon" }), true],
  ["a negative max_age", query({ max_age: "-1" }), true],
  ["a max_age given twice", query({ max_age: ["60", "600"] }), true],
  ["a max_age of null", query({ max_age: null }), true],
  ["other acr_values", transaction({ acr_values: ["urn:multi-factor"] }), false],
  ["no acr_values", transaction({ acr_values: [] }), false],
  ["acr_values that are no list", transaction({ acr_values: odd({}) }), false],
  ["prompt=consent", transaction({ prompt: ["consent"] }), false],
  ["a max_age that is over", query({ max_age: "600" }), false],
  ["nothing", {}, false],
];

/** Settings with which an ordinary login of this session passes, and by what. */
const settings: [string, Settings, string][] = [
  ["at an exempt client", { clients: { exempt: ["web"] } }, "passed:exempt"],
  ["once per session", { frequency: "once-per-session" }, "passed:session"],
];

const cells = requests.flatMap(([request, more, asks]) =>
  settings.map(([where, chosen, passed]) => [request, where, more, chosen, asks ? ASKED : passed] as const),
);

test.each(cells)("%s %s", async (_, _where, more, chosen, decision) => {
  expect((await decide({ ...enrolled("phone"), ...session(100), ...more }, chosen)).decision).toBe(decision);
});

describe("A step-up in a password grant", () => {
  test.each([
    ["is asked for in spite of the bypass", [MULTI_FACTOR], ASKED],
    ["is none without acr_values", [], "passed:password-grant"],
  ])("%s", async (_, acr_values, decision) => {
    const grant = { ...enrolled("phone"), transaction: { protocol: "oauth2-password", acr_values } };
    expect((await decide(grant, { allowPasswordGrantWithoutMfa: true })).decision).toBe(decision);
  });
});

describe("The age of the session's MFA", () => {
  const silent = { transaction: { prompt: ["none"] } };
  const once = { frequency: "once-per-session" } as const;
  /** Age in seconds, `sessionMfaMaxAgeSeconds`, `max_age`; whether the MFA is young enough. */
  const ages: [number, number | undefined, unknown, boolean][] = [
    [1_000_000, undefined, undefined, true],
    [-30, undefined, undefined, true],
    [299, 300, undefined, true],
    [300, 300, undefined, true],
    [301, 300, undefined, false],
    [-1, 300, undefined, false],
    [299, undefined, "300", true],
    [301, undefined, "300", false],
    [-1, undefined, "300", false],
    [100, 300, "60", false],
    [100, 60, "300", false],
    [50, 300, "60", true],
    [0, 300, "0", false],
    [0, 300, "later", false],
  ];
  test.each(ages)("of %s s, with %s set and max_age=%s: %s", async (age, seconds, max_age, young) => {
    const event = { ...enrolled("phone"), ...session(age), ...query(max_age === undefined ? {} : { max_age }) };
    const limit = seconds === undefined ? {} : { sessionMfaMaxAgeSeconds: seconds };
    expect((await decide({ ...event, ...silent }, limit)).decision).toBe(
      young ? "passed:session" : "denied:mfa-required",
    );
    expect((await decide(event, { ...limit, ...once })).decision).toBe(young ? "passed:session" : ASKED);
  });

  test("counts for the youngest of several", async () => {
    const methods = [method("mfa", 10, "phone"), method("mfa", 1000, "phone")];
    const event = { ...enrolled("phone"), authentication: { methods } };
    expect((await decide(event, { ...once, sessionMfaMaxAgeSeconds: 60 })).decision).toBe("passed:session");
  });
});

describe("A login is silent", () => {
  test.each<[string, SparseEvent, boolean]>([
    ["by its transaction", { transaction: { prompt: ["none"] } }, true],
    ["by its transaction among others", { transaction: { prompt: ["login", "none"] } }, true],
    ["by its query, without a transaction", { transaction: undefined, ...query({ prompt: "none" }) }, true],
    ["not by its query beside another transaction", query({ prompt: "none" }), false],
    [
      "not by its query beside a transaction without a prompt",
      { transaction: {}, ...query({ prompt: "none" }) },
      false,
    ],
    ["not by anything else", {}, false],
  ])("%s", async (_, more, silent) => {
    const { decision } = await decide({ ...enrolled("phone"), ...more });
    expect(decision).toBe(silent ? "denied:mfa-required" : ASKED);
  });
});
