import { dummySecrets } from "../../../ops/terraform/dummy-secrets";
import { secretProblems } from "../../../ops/verbs/preflight/secret-problems";
import { FEEDBACK_KEY, FIXED_ACCOUNT, FIXED_SERVICE_SID, SENDING_KEY } from "../../../packages/local-tenant/src/twilio";
import { verifyVariables } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { rsaKeys } from "../../../packages/local-tenant/test/support/rsa-keys";
import { defineTenants } from "../../../stacks/tenant";
import type { TenantConfig } from "../../../stacks/tenant-schema";
import { secretVariables } from "../../support/synthesised-stack";
import { type InspectedTenant, startInspectedTenant } from "../support/inspected-tenant";

const HEX = "3f9c0a7be1d24586a0b1c2d3e4f59687";
const WELL_FORMED = {
  TF_VAR_TWILIO_ACCOUNT_SID: `AC${HEX}`,
  TF_VAR_TWILIO_API_KEY: `SK${HEX}`,
  TF_VAR_TWILIO_API_KEY_SECRET: "wT7pQm2nRz8vKc4xLb9sHd1fGj6aYe3u",
  TF_VAR_TWILIO_VERIFY_SID: `VA${HEX}`,
};
const { real } = defineTenants({ real: { domain: "tenant.example.com", credentials: "api-key" } });

describe("a secret", () => {
  const complaints = (env: Record<string, string | undefined>) =>
    secretProblems("real", real, { ...WELL_FORMED, ...env }).map(({ what }) => what);

  it("is right when it has the form of one", () => {
    expect(complaints({})).toEqual([]);
  });

  it.each([
    ["missing", undefined, "is not set."],
    ["empty", "", "is empty."],
    ["blank", "  ", "is empty."],
    ["in quotation marks", `"VA${HEX}"`, "has spaces or quotation marks around it."],
    ["with a line break at its end", `VA${HEX}\n`, "has spaces or quotation marks around it."],
    ["a template's mark", "##TWILIO_VERIFY_SID##", "looks like a placeholder, not like a secret."],
    ["a variable that was not replaced", "$TWILIO_VERIFY_SID", "looks like a placeholder, not like a secret."],
    ["what documentation writes", `VA${"x".repeat(32)}`, "looks like a placeholder, not like a secret."],
    ["what an example writes", "your-verify-sid", "looks like a placeholder, not like a secret."],
    ["one character over and over", `VA${"a".repeat(32)}`, "looks like a placeholder, not like a secret."],
    ["counted up", "VA0123456789abcdef0123456789abcdef", "looks like a placeholder, not like a secret."],
    ["the local tenant's", FIXED_SERVICE_SID, "is the local tenant's, which Twilio does not know."],
    ["too short", `VA${HEX.slice(1)}`, "must be VA and 32 hex digits."],
    ["an account's", `AC${HEX}`, /must be VA and 32 hex digits; this is an account's SID/],
    ["an API key's", `SK${HEX}`, /must be VA and 32 hex digits; this is an API key's SID/],
  ])("is %s", (_, value, words) => {
    const what = words instanceof RegExp ? expect.stringMatching(words) : `TF_VAR_TWILIO_VERIFY_SID ${words}`;
    expect(complaints({ TF_VAR_TWILIO_VERIFY_SID: value })).toEqual([what]);
  });

  it.each([
    ["with a space inside", "two words", /must be given, without spaces/],
    ["longer than Auth0 takes", "s".repeat(4096) + HEX, /has 4128 characters; Auth0 takes 4096/],
  ])("is %s", (_, value, what) => {
    expect(complaints({ TF_VAR_TWILIO_API_KEY_SECRET: value })).toEqual([expect.stringMatching(what)]);
  });

  const { token } = defineTenants({ token: { domain: "other.example.com", credentials: "auth-token" } });
  const WITH_TOKEN = { ...WELL_FORMED, TF_VAR_TWILIO_AUTH_TOKEN: "7c1e0b9d3f5a48268e4d2c6b0a9f1e3d" };
  const wrong = (tenant: typeof real, env: Record<string, string>) =>
    secretProblems("real", tenant, { ...WITH_TOKEN, ...env }).map(({ what }) => what);

  it("is right in capitals too, and with an auth token the account's may be an API key's", () => {
    const sid = (prefix: string) => `${prefix}${HEX.toUpperCase()}`;
    const verify = { TF_VAR_TWILIO_VERIFY_SID: sid("VA") };
    const key = { TF_VAR_TWILIO_ACCOUNT_SID: sid("AC"), TF_VAR_TWILIO_API_KEY: sid("SK") };
    expect(wrong(real, { ...verify, ...key })).toEqual([]);
    for (const prefix of ["AC", "SK"])
      expect(wrong(token, { ...verify, TF_VAR_TWILIO_ACCOUNT_SID: sid(prefix) })).toEqual([]);
  });

  it.each([
    ["api-key", "TWILIO_ACCOUNT_SID", `SK${HEX}`],
    ["api-key", "TWILIO_ACCOUNT_SID", `AC${HEX}0`],
    ["api-key", "TWILIO_API_KEY", `AC${HEX}`],
    ["api-key", "TWILIO_API_KEY", `SK${HEX}0`],
    ["api-key", "TWILIO_VERIFY_SID", `VA${HEX.slice(1)}g`],
    ["api-key", "TWILIO_VERIFY_SID", `=VA${HEX}`],
    ["api-key", "TWILIO_ACCOUNT_SID", `=AC${HEX}`],
    ["api-key", "TWILIO_API_KEY", `=SK${HEX}`],
    ["auth-token", "TWILIO_ACCOUNT_SID", `=AC${HEX}`],
    ["auth-token", "TWILIO_ACCOUNT_SID", `VA${HEX}`],
    ["auth-token", "TWILIO_ACCOUNT_SID", `AC${HEX}0`],
    ["auth-token", "TWILIO_ACCOUNT_SID", `SK${HEX.slice(1)}`],
    ["auth-token", "TWILIO_AUTH_TOKEN", "two words"],
    ["auth-token", "TWILIO_VERIFY_SID", `AC${HEX}`],
  ] as const)("of %s: %s is not %s", (credentials, name, value) => {
    const tenant = credentials === "api-key" ? real : token;
    expect(wrong(tenant, { [`TF_VAR_${name}`]: value })).toEqual([expect.stringContaining(`TF_VAR_${name} must be `)]);
  });

  it("is the stand-in of a plan, every one of them", () => {
    expect(complaints(dummySecrets(real))).toHaveLength(4);
    expect(complaints(dummySecrets(real))[0]).toContain("is the dummy value that plans use");
  });

  it("never appears in the complaint, which says where to find the right one", () => {
    const problems = secretProblems("real", real, { ...WELL_FORMED, TF_VAR_TWILIO_API_KEY: "wrong-value-fake" });
    expect(problems).toMatchObject([
      { where: "the environment, or .env.real", fix: expect.stringContaining("API keys") },
    ]);
    expect(JSON.stringify(problems)).not.toContain("wrong-value-fake");
  });

  it("may be the local tenant's for a tenant on this machine", () => {
    const { local } = defineTenants({ local: { domain: "localhost:8443", credentials: "auth-token" } });
    expect(secretProblems("local", local, secretVariables(verifyVariables))).toEqual([]);
  });
});

describe("the Verify service", () => {
  let tenant: InspectedTenant;

  beforeAll(async () => {
    tenant = await startInspectedTenant();
  });
  afterAll(() => tenant.stop());
  afterEach(() => tenant.server.reset());

  const inspect = (env: Record<string, string>, credentials: TenantConfig["credentials"] = "auth-token") =>
    tenant.inspect({ config: { credentials }, env });
  const key = ({ sid, secret }: { sid: string; secret: string }) =>
    inspect({ TF_VAR_TWILIO_API_KEY: sid, TF_VAR_TWILIO_API_KEY_SECRET: secret }, "api-key");

  it("is not asked with secrets that are not well-formed", async () => {
    const { problems, skipped } = await inspect({ TF_VAR_TWILIO_AUTH_TOKEN: "" });
    expect(problems.map(({ check }) => check)).toEqual(["secrets"]);
    expect(skipped).toMatchObject({ "verify-service": "needs well-formed secrets" });
    expect(tenant.server.verify.store.requests).toEqual([]);
  });

  it("does not take the credentials", async () => {
    const { problems } = await inspect({ TF_VAR_TWILIO_AUTH_TOKEN: HEX });
    const what = /Twilio does not accept TF_VAR_TWILIO_ACCOUNT_SID and TF_VAR_TWILIO_AUTH_TOKEN/;
    expect(problems).toMatchObject([{ check: "verify-service", what: expect.stringMatching(what) }]);
  });

  it("is not there", async () => {
    const { problems } = await inspect({ TF_VAR_TWILIO_VERIFY_SID: `VA${HEX}` });
    const what = expect.stringContaining("has no Verify service with the SID in TF_VAR_TWILIO_VERIFY_SID");
    expect(problems).toMatchObject([{ check: "verify-service", what }]);
  });

  it("does not take custom codes", async () => {
    tenant.server.verify.store.service(FIXED_SERVICE_SID)!.customCodeEnabled = false;
    const { problems } = await inspect({});
    const fix = "Enable custom verification codes.";
    expect(problems).toMatchObject([{ check: "verify-service", what: expect.stringContaining("custom codes"), fix }]);
  });

  it("belongs to another account than the one that is named", async () => {
    const standard = FIXED_ACCOUNT.keys[0]!;
    const variables = { TF_VAR_TWILIO_API_KEY: standard.sid, TF_VAR_TWILIO_API_KEY_SECRET: standard.secret };
    const { problems } = await inspect({ ...variables, TF_VAR_TWILIO_ACCOUNT_SID: `AC${HEX}` }, "api-key");
    const what = expect.stringContaining("TF_VAR_TWILIO_ACCOUNT_SID is not the account");
    expect(problems).toMatchObject([{ check: "verify-service", what }]);
  });

  it("may not be read by a restricted key, which is said and is well", async () => {
    const { problems, skipped } = await key(FEEDBACK_KEY);
    expect(problems).toEqual([]);
    expect(skipped["verify-service"]).toContain("this key can't read the service (as recommended)");
  });

  it("takes no feedback from a key without that permission, and nothing is ever approved", async () => {
    const { problems } = await key(SENDING_KEY);
    const fix = expect.stringContaining("/twilio/verify/verification/update");
    expect(problems).toMatchObject([{ check: "feedback-key", what: expect.stringContaining("may not report"), fix }]);
    await key(FEEDBACK_KEY);
    expect(tenant.server.verify.store.verifications).toEqual([]);
  });

  it("can't be reached", async () => {
    tenant.server.verify.faults.set("service/read", { kind: "reset" });
    const { problems, skipped } = await inspect({});
    const what = expect.stringMatching(/https:\/\/localhost:\d+ can't be reached/);
    expect(problems).toMatchObject([{ check: "network", what, fix: expect.stringContaining("Twilio is up") }]);
    expect(skipped).toMatchObject({
      "verify-service": "Twilio did not answer",
      "feedback-key": "Twilio did not answer",
    });
  });

  describe("is asked what the settings need:", () => {
    const standard = FIXED_ACCOUNT.keys[0]!;
    const inspectWith = (
      config: Partial<TenantConfig>,
      { sid, secret } = FEEDBACK_KEY,
      env: Record<string, string | undefined> = {},
    ) =>
      tenant.inspect({
        config: { credentials: "api-key", ...config },
        env: { TF_VAR_TWILIO_API_KEY: sid, TF_VAR_TWILIO_API_KEY_SECRET: secret, ...env },
      });
    const mfaFeedback = (settings: object): Partial<TenantConfig> => ({
      settings: {
        passwordlessFeedback: { verifyOrigin: tenant.server.verifyUrl },
        mfaFeedback: { verifyOrigin: tenant.server.verifyUrl, ...settings },
      },
    });
    const about = (problems: { check: string }[], check: string) =>
      problems.filter((problem) => problem.check === check);
    const READ = { fix: expect.stringContaining("/twilio/verify/verification/read") };

    it("a key that may not read verifications stops a tenant that checks the last send", async () => {
      const { problems } = await inspectWith(mfaFeedback({ checkLastSend: true }));
      expect(about(problems, "reading-key")).toMatchObject([
        { what: expect.stringContaining("no MFA is reported"), ...READ },
      ]);
      const well = await inspectWith(mfaFeedback({ checkLastSend: true }), standard);
      expect(about(well.problems, "reading-key")).toEqual([]);
    });

    it("a key that may not read verifications is a warning where numbers are looked up", async () => {
      const lookup = { TF_VAR_AUTH0_LOOKUP_PRIVATE_KEY: rsaKeys().privateKey.replace(/-----.*-----|\n/g, "") };
      const { problems, warnings } = await inspectWith(mfaFeedback({ enrolledNumber: "lookup" }), FEEDBACK_KEY, lookup);
      expect(about(problems, "reading-key")).toEqual([]);
      expect(about(warnings, "reading-key")).toMatchObject([
        { what: expect.stringContaining("several enrolled phones"), ...READ },
      ]);
    });

    it("nothing is asked of a key that needs to report alone", async () => {
      const { problems, warnings } = await inspectWith({});
      expect([...problems, ...warnings].map(({ check }) => check)).not.toContain("reading-key");
    });

    const provider = (rateLimits?: Record<string, "ip">): Partial<TenantConfig> => ({
      phoneProvider: "verify",
      settings: {
        passwordlessFeedback: { verifyOrigin: tenant.server.verifyUrl },
        mfaFeedback: { verifyOrigin: tenant.server.verifyUrl },
        phoneProvider: { verifyOrigin: tenant.server.verifyUrl, ...(rateLimits && { rateLimits }) },
      },
    });
    const sending = {
      TF_VAR_TWILIO_SENDING_API_KEY: SENDING_KEY.sid,
      TF_VAR_TWILIO_SENDING_API_KEY_SECRET: SENDING_KEY.secret,
    };

    it("a key that may not start verifications, and nothing is sent", async () => {
      const { problems } = await inspectWith(provider(), FEEDBACK_KEY, {
        TF_VAR_TWILIO_SENDING_API_KEY: undefined,
        TF_VAR_TWILIO_SENDING_API_KEY_SECRET: undefined,
      });
      const fix = expect.stringContaining("/twilio/verify/verification/create");
      const where = "TF_VAR_TWILIO_API_KEY and TF_VAR_TWILIO_API_KEY_SECRET";
      expect(about(problems, "sending-key")).toMatchObject([{ where, fix }]);
      const well = await inspectWith(provider(), FEEDBACK_KEY, sending);
      expect(about(well.problems, "sending-key")).toEqual([]);
      expect(tenant.server.verify.store.verifications).toEqual([]);
    });

    it("a sending key that Twilio does not accept is named by its own variables", async () => {
      const wrong = { ...sending, TF_VAR_TWILIO_SENDING_API_KEY_SECRET: HEX };
      const where = "TF_VAR_TWILIO_SENDING_API_KEY and TF_VAR_TWILIO_SENDING_API_KEY_SECRET";
      expect(about((await inspectWith(provider(), standard, wrong)).problems, "sending-key")).toMatchObject([
        { where },
      ]);
    });

    it("rate limits that the service does not have are named", async () => {
      const { verify } = tenant.server;
      const limit = { sid: `RK${HEX}`, serviceSid: FIXED_SERVICE_SID, accountSid: FIXED_ACCOUNT.sid };
      verify.store.rateLimits.push({ ...limit, uniqueName: "by_ip", description: "", dateCreated: 0 });
      const { problems } = await inspectWith(provider({ by_ip: "ip", by_address: "ip" }), standard);
      expect(about(problems, "rate-limits")).toMatchObject([
        { what: expect.stringMatching(/no rate limit named "by_address",/) },
      ]);
      expect(about((await inspectWith(provider({ by_ip: "ip" }), standard)).problems, "rate-limits")).toEqual([]);
    });

    it("rate limits that the key may not read are not checked, and it is said why", async () => {
      const { problems, skipped } = await inspectWith(provider({ by_ip: "ip" }), FEEDBACK_KEY, sending);
      expect(about(problems, "rate-limits")).toEqual([]);
      expect(skipped["rate-limits"]).toContain("can't read rate limits");
    });
  });
});
