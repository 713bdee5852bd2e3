import type { MfaChallengeSettings } from "../../actions/types/settings";
import { decide, enrolled, mfa } from "./decide";
import { method, type SparseEvent } from "./events";

type Settings = Partial<MfaChallengeSettings>;

const ASKED = "challenged:phone";
const NOT = "passed:exempt";
const event = (more: SparseEvent = {}) => ({ ...enrolled("phone"), ...more });
const client = (id: unknown) => event({ client: { client_id: id as string } });
const connection = (name: unknown) => event({ connection: { strategy: "auth0", name: name as string } });
const organization = (value: unknown) => event({ organization: value as { id: string } });
const roles = (value: unknown) => event({ authorization: { roles: value as string[] } });
const risk = (confidence: unknown) =>
  event({ authentication: { methods: [], riskAssessment: { confidence: confidence as string } } });

describe("A condition asks or not", () => {
  const cases: [string, SparseEvent, Settings, string][] = [
    ["no condition", event(), {}, ASKED],

    ["an included client", client("web"), { clients: { include: ["web", "tv"] } }, ASKED],
    ["a client that is not included", client("spa"), { clients: { include: ["web", "tv"] } }, NOT],
    ["an exempt client", client("web"), { clients: { exempt: ["web", "tv"] } }, NOT],
    ["a client that is not exempt", client("spa"), { clients: { exempt: ["web", "tv"] } }, ASKED],
    ["no client, with some included", event({ client: undefined }), { clients: { include: ["web"] } }, ASKED],
    ["no client, with some exempt", event({ client: undefined }), { clients: { exempt: ["web"] } }, ASKED],
    ["a client of no text, with some included", client(7), { clients: { include: ["web"] } }, ASKED],
    ["a client of no text, with some exempt", client(null), { clients: { exempt: ["web"] } }, ASKED],

    ["an included connection", connection("db"), { connections: { include: ["db"] } }, ASKED],
    ["a connection that is not included", connection("oidc"), { connections: { include: ["db"] } }, NOT],
    ["an exempt connection", connection("oidc"), { connections: { exempt: ["oidc"] } }, NOT],
    ["a connection that is not exempt", connection("db"), { connections: { exempt: ["oidc"] } }, ASKED],
    ["no connection, included", event({ connection: undefined }), { connections: { include: ["db"] } }, ASKED],
    ["no connection, exempt", event({ connection: undefined }), { connections: { exempt: ["db"] } }, ASKED],
    ["a connection without a name", event({ connection: {} }), { connections: { include: ["db"] } }, ASKED],
    ["a connection of no text", connection(7), { connections: { exempt: ["db"] } }, ASKED],

    ["an included organization", organization({ id: "org_a" }), { organizations: { include: ["org_a"] } }, ASKED],
    ["another organization", organization({ id: "org_b" }), { organizations: { include: ["org_a"] } }, NOT],
    ["an exempt organization", organization({ id: "org_a" }), { organizations: { exempt: ["org_a"] } }, NOT],
    ["one that is not exempt", organization({ id: "org_b" }), { organizations: { exempt: ["org_a"] } }, ASKED],
    ["none, with one included", event(), { organizations: { include: ["org_a"] } }, NOT],
    ["none, with one exempt", event(), { organizations: { exempt: ["org_a"] } }, ASKED],
    ["none, which is included", event(), { organizations: { include: [null] } }, ASKED],
    ["none, which is exempt", event(), { organizations: { exempt: [null] } }, NOT],
    ["null for none, which is exempt", organization(null), { organizations: { exempt: [null] } }, NOT],
    ["one where none is exempt", organization({ id: "org_a" }), { organizations: { exempt: [null] } }, ASKED],
    ["one without an id, with one included", organization({}), { organizations: { include: ["org_a"] } }, ASKED],
    ["one without an id, with none exempt", organization({}), { organizations: { exempt: [null] } }, ASKED],
    ["one with an id of null", organization({ id: null }), { organizations: { exempt: [null] } }, ASKED],
    ["one that is no object", organization("org_a"), { organizations: { exempt: ["org_a"] } }, ASKED],

    ["an included role", roles(["admin", "user"]), { roles: { include: ["admin"] } }, ASKED],
    ["only other roles", roles(["user"]), { roles: { include: ["admin"] } }, NOT],
    ["no role, with one included", roles([]), { roles: { include: ["admin"] } }, NOT],
    ["roles that are all exempt", roles(["kiosk", "demo"]), { roles: { exempt: ["demo", "kiosk"] } }, NOT],
    ["a role beside exempt ones", roles(["kiosk", "admin"]), { roles: { exempt: ["kiosk"] } }, ASKED],
    ["no role, with one exempt", roles([]), { roles: { exempt: ["kiosk"] } }, ASKED],
    ["unknown roles, with one included", event(), { roles: { include: ["admin"] } }, ASKED],
    ["unknown roles, with one exempt", event(), { roles: { exempt: ["kiosk"] } }, ASKED],
    ["roles that are no list", roles("user"), { roles: { include: ["admin"] } }, ASKED],
    ["a role that is no text", roles(["user", 7]), { roles: { include: ["admin"] } }, ASKED],

    ["high confidence", risk("high"), { riskAssessment: "ask-unless-high-confidence" }, NOT],
    ["medium confidence", risk("medium"), { riskAssessment: "ask-unless-high-confidence" }, ASKED],
    ["low confidence", risk("low"), { riskAssessment: "ask-unless-high-confidence" }, ASKED],
    ["neutral confidence", risk("neutral"), { riskAssessment: "ask-unless-high-confidence" }, ASKED],
    ["confidence in other letters", risk("High"), { riskAssessment: "ask-unless-high-confidence" }, ASKED],
    ["confidence that is no text", risk(["high"]), { riskAssessment: "ask-unless-high-confidence" }, ASKED],
    ["no confidence", risk(undefined), { riskAssessment: "ask-unless-high-confidence" }, ASKED],
    ["no assessment", event(), { riskAssessment: "ask-unless-high-confidence" }, ASKED],
    [
      "nothing about the authentication",
      event({ authentication: undefined }),
      { riskAssessment: "ask-unless-high-confidence" },
      ASKED,
    ],
    ["a low confidence that is no condition", risk("low"), { clients: { exempt: ["web"] } }, NOT],
  ];
  test.each(cases)("%s", async (_, more, settings, decision) => {
    expect((await decide(more, settings)).decision).toBe(decision);
  });
});

describe("Of several conditions any asks", () => {
  /** What each condition says, first of asking and then of not asking. */
  const conditions: Record<string, [Settings, Settings]> = {
    clients: [{ clients: { include: ["web"] } }, { clients: { exempt: ["web"] } }],
    connections: [{ connections: { include: ["sms"] } }, { connections: { exempt: ["sms"] } }],
    organizations: [{ organizations: { include: ["org_a"] } }, { organizations: { exempt: ["org_a"] } }],
    roles: [{ roles: { include: ["admin"] } }, { roles: { exempt: ["admin"] } }],
  };
  const login = (confidence: string) => ({
    ...risk(confidence),
    organization: { id: "org_a" },
    authorization: { roles: ["admin"] },
  });
  const names = Object.keys(conditions);
  /** Every way in which the four can ask or not, beside a risk that asks or not. */
  const cells = Array.from({ length: 32 }, (_, bits) => {
    const asking = names.filter((_name, index) => bits & (1 << index));
    const settings = names.map((name) => conditions[name]![asking.includes(name) ? 0 : 1]);
    const confidence = bits & 16 ? "low" : "high";
    const who = [...asking, ...(confidence === "low" ? ["riskAssessment"] : [])];
    const all: Settings = Object.assign({ riskAssessment: "ask-unless-high-confidence" }, ...settings);
    return [who.join(", ") || "none", confidence, all, who.length > 0 ? ASKED : NOT] as const;
  });
  test.each(cells)("%s", async (_, confidence, settings, decision) => {
    expect((await decide(login(confidence), settings)).decision).toBe(decision);
  });
});

describe("With an MFA in the session, once per session,", () => {
  const once = { frequency: "once-per-session" } as const;
  const assessed = (confidence?: string) => ({
    ...enrolled("phone"),
    authentication: { ...mfa("phone").authentication, ...(confidence && { riskAssessment: { confidence } }) },
  });
  test.each<[string, SparseEvent, Settings, string]>([
    ["a risk asks", assessed("low"), { ...once, riskAssessment: "ask-unless-high-confidence" }, ASKED],
    ["no assessment asks", assessed(), { ...once, riskAssessment: "ask-unless-high-confidence" }, ASKED],
    [
      "high confidence leaves it to the other conditions, which the session answers",
      assessed("high"),
      { ...once, riskAssessment: "ask-unless-high-confidence", clients: { include: ["web"] } },
      "passed:session",
    ],
    [
      "another condition that asks is answered by the session",
      assessed(),
      { ...once, roles: { include: ["admin"] } },
      "passed:session",
    ],
  ])("%s", async (_, more, settings, decision) => {
    expect((await decide(more, settings)).decision).toBe(decision);
  });
});

describe("A silent login in which a condition asks", () => {
  const silent = { transaction: { prompt: ["none"] } };
  const settings: Settings = { riskAssessment: "ask-unless-high-confidence" };
  test.each<[string, SparseEvent, string]>([
    ["passes by the session's MFA, since nobody can be asked", { ...silent, ...mfa("phone") }, "passed:session"],
    ["is denied without one", { ...silent, authentication: { methods: [method("pwd", 9)] } }, "denied:mfa-required"],
    [
      "passes without one where no condition asks",
      { ...silent, authentication: { methods: [], riskAssessment: { confidence: "high" } } },
      NOT,
    ],
  ])("%s", async (_, more, decision) => {
    expect((await decide(more, settings)).decision).toBe(decision);
  });
});

test("A condition asks in a password grant too, and what lets that pass is its own setting", async () => {
  const grant = event({ transaction: { protocol: "oauth2-password" } });
  const settings: Settings = { riskAssessment: "ask-unless-high-confidence" };
  expect((await decide(grant, settings)).decision).toBe(ASKED);
  expect((await decide(grant, { ...settings, allowPasswordGrantWithoutMfa: true })).decision).toBe(
    "passed:password-grant",
  );
});
