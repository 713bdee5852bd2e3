import { reportApproved } from "../../actions/lib/verify/report";
import { onExecutePostLogin } from "../../actions/mfa-feedback";
import type { Identity, User } from "../../actions/types/post-login";
import type { NumberSource } from "../../actions/types/settings";
import { method, smsLogin } from "./events";
import { withSettings } from "./with-settings";

jest.mock("../../actions/lib/verify/report");
const report = jest.mocked(reportApproved);

let lines: string[];
beforeEach(() => {
  lines = [];
  jest.spyOn(console, "log").mockImplementation((line) => lines.push(line));
  report.mockReset().mockResolvedValue({ outcome: { result: "approved" }, notes: [] });
});
afterEach(() => jest.restoreAllMocks());

type Sources = readonly NumberSource[];

/** After a phone MFA just now: the number that was reported, else the reason why none was. */
async function reported(user: User, phoneNumber: Sources = ["identity", "profile"], unverifiedProfile = false) {
  const settings = { deadlineMs: 2500, phoneNumber, unverifiedProfile };
  const authentication = { methods: [method("pwd", 3), method("mfa", 1, "phone")] };
  const transaction = { metadata: { verify_feedback_mfa_before: "none" } };
  await withSettings(settings, () => onExecutePostLogin(smsLogin({ authentication, transaction, user })));
  return report.mock.calls[0]?.[0] ?? /^verify-feedback mfa-feedback skipped:(\S+)/.exec(lines[0]!)?.[1] ?? lines[0];
}

const A = "+12025550101";
const B = "+12025550102";
const NONE = "unverified-number";

type Flag = Pick<User, "phone_verified">;
const identity = (provider: string, id = "1"): Identity => ({ provider, connection: `my-${provider}`, user_id: id });
const linked = (provider: string, profileData: Identity["profileData"], id = "2") => ({
  ...identity(provider, id),
  profileData,
});

describe("A number counts as proven", () => {
  const [yes, no, untold] = [{ phone_verified: true }, { phone_verified: false }, {}];

  // The account that holds the number, its flag; by `identity`, by `profile`, by `profile` with `unverifiedProfile`.
  const primary: [string, Flag, string, string, string][] = [
    ["sms", yes, A, A, A],
    ["sms", untold, A, NONE, A],
    ["sms", no, NONE, NONE, A],
    ["auth0", yes, A, A, A],
    ["auth0", untold, NONE, NONE, A],
    ["auth0", no, NONE, NONE, A],
    ["auth0", { phone_verified: "true" as never }, NONE, NONE, A],
    ["email", yes, NONE, NONE, A],
    ["google-oauth2", yes, NONE, NONE, A],
    ["oidc", yes, NONE, NONE, A],
    ["oidc", untold, NONE, NONE, A],
    ["smsx", yes, NONE, NONE, A],
  ];
  const lists: [string, (provider: string) => unknown][] = [
    ["listed", (provider) => [identity(provider)]],
    ["with no list", () => undefined],
    ["with an empty list", () => []],
    ["with a list that is none", () => ({})],
  ];
  describe.each(lists)("of the primary account, %s:", (_, list) => {
    test.each(primary)("%s, %j: %s, %s, %s", async (provider, flag, byIdentity, byProfile, byAnyProfile) => {
      const user = { user_id: `${provider}|1`, phone_number: A, ...flag, identities: list(provider) as Identity[] };
      expect(await reported(user, ["identity"])).toBe(byIdentity);
      report.mockClear();
      lines.length = 0;
      expect(await reported(user, ["profile"])).toBe(byProfile);
      report.mockClear();
      lines.length = 0;
      expect(await reported(user, ["profile"], true)).toBe(byAnyProfile);
    });
  });

  test.each<[string, Flag, string]>([
    ["sms", yes, B],
    ["sms", untold, B],
    ["sms", no, NONE],
    ["auth0", yes, B],
    ["auth0", untold, NONE],
    ["auth0", no, NONE],
    ["google-oauth2", yes, NONE],
    ["email", yes, NONE],
  ])("of a linked account, %s, %j: %s", async (provider, flag, expected) => {
    const identities = [identity("oidc"), linked(provider, { phone_number: B, ...flag })];
    const user = { user_id: "oidc|1", phone_number: A, phone_verified: true, identities };
    expect(await reported(user, ["identity", "profile"])).toBe(expected);
  });

  test("not by the flag of a linked account of the same provider", async () => {
    const identities = [identity("auth0"), linked("auth0", { phone_verified: true })];
    expect(await reported({ user_id: "auth0|1", phone_number: A, phone_verified: false, identities })).toBe(NONE);
  });

  test("not where the primary account is in a list of others only", async () => {
    const user = { user_id: "oidc|1", phone_number: A, identities: [linked("google-oauth2", { phone_number: A })] };
    expect(await reported(user)).toBe(NONE);
  });
});

test("A number that a person wrote into their own profile is not reported, whatever code is pending there", async () => {
  expect(await reported({ user_id: "auth0|1", phone_number: "+99890000001", phone_verified: false })).toBe(NONE);
});

describe("The first source that holds a proven number decides:", () => {
  const sms = (phone_number?: unknown) => [identity("oidc"), linked("sms", { phone_number })];
  const path = "app_metadata.mfa.phone";
  const metadata = (phone: unknown) => ({ app_metadata: { mfa: { phone } } });

  test.each<[string, Partial<User>, Sources, string]>([
    ["an identity before metadata", { identities: sms(A), ...metadata(B) }, ["identity", path], A],
    ["metadata before an identity", { identities: sms(A), ...metadata(B) }, [path, "identity"], B],
    ["metadata where the profile's is unproven", { phone_number: A, ...metadata(B) }, ["identity", "profile", path], B],
    ["metadata where there is no other", metadata(B), ["identity", "profile", path], B],
    ["one of two paths", { app_metadata: { two: B } }, ["app_metadata.one", "app_metadata.two"], B],
    ["none where no path is named", metadata(B), ["identity", "profile"], NONE],
    ["none where the path leads nowhere", metadata(B), ["app_metadata.mfa.mobile"], NONE],
    ["none where the path leads through a text", metadata(B), ["app_metadata.mfa.phone.number"], NONE],
    ["none that an object inherits", { app_metadata: Object.create({ mfa: { phone: B } }) }, [path], NONE],
    ["none of a user without any number", {}, ["identity", "profile", path], NONE],
    ["an identity, malformed", { identities: sms("call me"), ...metadata(B) }, ["identity", path], "not-e164"],
    ["an identity, no text", { identities: sms({}), ...metadata(B) }, ["identity", path], "not-e164"],
    ["metadata, malformed", { identities: sms(A), ...metadata("07700 900123") }, [path, "identity"], "not-e164"],
    ["metadata, no text", { identities: sms(A), ...metadata([B]) }, [path, "identity"], "not-e164"],
    ["metadata, not its blank", { identities: sms(A), ...metadata(" - ") }, [path, "identity"], A],
    ["metadata, not its null", { identities: sms(A), ...metadata(null) }, [path, "identity"], A],
    ["metadata where the identity is blank", { identities: sms("\u200e "), ...metadata(B) }, ["identity", path], B],
    ["metadata where the identity has none", { identities: sms(), ...metadata(B) }, ["identity", path], B],
    [
      "an identity, ambiguous",
      { identities: [...sms(A), linked("sms", { phone_number: B }, "3")], ...metadata(B) },
      ["identity", path],
      "ambiguous-number",
    ],
    [
      "an identity, ambiguous with a verified database account",
      { identities: [...sms(A), linked("auth0", { phone_number: B, phone_verified: true }, "3")] },
      ["identity", path],
      "ambiguous-number",
    ],
    [
      "an identity, beside an unverified database account",
      { identities: [...sms(A), linked("auth0", { phone_number: B }, "3")] },
      ["identity", path],
      A,
    ],
    [
      "an identity, ambiguous where one SMS account has no number",
      { identities: [...sms(A), linked("sms", {}, "3")], ...metadata(B) },
      ["identity", path],
      "ambiguous-number",
    ],
    [
      "an identity, beside a verified database account without a number",
      { identities: [...sms(A), linked("auth0", { phone_verified: true }, "3")] },
      ["identity", path],
      A,
    ],
    [
      "an identity, two accounts with the same number",
      { identities: [...sms(A), linked("sms", { phone_number: "12025550101" }, "3")] },
      ["identity", path],
      A,
    ],
  ])("%s", async (_, user, sources, expected) => {
    expect(await reported({ user_id: "oidc|1", ...user }, sources)).toBe(expected);
  });
});

describe("Digits without a plus sign", () => {
  const digits = "12025550101";
  test.each<[string, Partial<User> & { user_id: string }, Sources, boolean, string]>([
    ["count in an SMS account", { user_id: "sms|1", phone_number: digits }, ["identity"], false, A],
    [
      "count in a database account that is verified",
      { user_id: "auth0|1", phone_number: digits, phone_verified: true },
      ["profile"],
      false,
      A,
    ],
    [
      "don't in one that is not, though its number may count",
      { user_id: "auth0|1", phone_number: digits },
      ["profile"],
      true,
      "not-e164",
    ],
    [
      "don't in a federated profile",
      { user_id: "oidc|1", phone_number: digits, phone_verified: true },
      ["profile"],
      true,
      "not-e164",
    ],
    [
      "don't in metadata",
      { user_id: "auth0|1", app_metadata: { phone: digits } },
      ["app_metadata.phone"],
      false,
      "not-e164",
    ],
    [
      "don't in metadata as a number",
      { user_id: "auth0|1", app_metadata: { phone: 12025550101 } },
      ["app_metadata.phone"],
      false,
      "not-e164",
    ],
    ["are no other country's number", { user_id: "oidc|1", phone_number: "4155551000" }, ["profile"], true, "not-e164"],
  ])("%s", async (_, user, sources, unverifiedProfile, expected) => {
    expect(await reported(user, sources, unverifiedProfile)).toBe(expected);
  });
});
