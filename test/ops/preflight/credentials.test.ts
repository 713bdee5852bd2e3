import { foreignCredentials } from "../../../ops/verbs/preflight/foreign-credentials";
import { deployClient } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { freePorts } from "../../../packages/local-tenant/test/support/free-ports";
import { type InspectedTenant, startInspectedTenant } from "../support/inspected-tenant";

let tenant: InspectedTenant;

beforeAll(async () => {
  tenant = await startInspectedTenant();
});
afterAll(() => tenant.stop());

const NOBODY = { AUTH0_CLIENT_ID: undefined, AUTH0_CLIENT_SECRET: undefined };
const READING = [
  "read:actions",
  "read:clients",
  "read:guardian_factors",
  "read:mfa_policies",
  "read:phone_providers",
  "read:tenant_settings",
];

/** A token in the form of Auth0's, with nothing true about its signature. */
function token(claims: object): string {
  return ["{}", JSON.stringify(claims), ""].map((part) => Buffer.from(part).toString("base64url")).join(".");
}

describe("credentials", () => {
  it("are missing: the rest is inspected all the same", async () => {
    const { problems, skipped } = await tenant.inspect({ env: { ...NOBODY, TF_VAR_TWILIO_VERIFY_SID: undefined } });
    const fix = /AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET/;
    expect(problems).toEqual([
      matching({ check: "credentials", what: /no credentials/, where: /\.env\.dev/, fix }),
      matching({ check: "secrets", what: /TF_VAR_TWILIO_VERIFY_SID is not set/ }),
    ]);
    expect(skipped.scopes).toBe("needs credentials that work");
  });

  it("are not accepted, as those of another tenant", async () => {
    const secret = "secret-of-another-tenant";
    const { problems } = await tenant.inspect({ env: { AUTH0_CLIENT_SECRET: secret } });
    const what = /localhost:\d+ does not accept these credentials \(401: Unauthorized\)/;
    expect(problems).toEqual([matching({ check: "credentials", what, fix: /Each tenant has its own/ })]);
    expect(JSON.stringify(problems)).not.toContain(secret);
  });

  it("can't be tried where the tenant does not answer, which is the network's fault", async () => {
    const { problems, skipped } = await tenant.inspect({ config: { domain: `localhost:${await freePorts()}` } });
    const what = /^https:\/\/localhost:\d+ can't be reached: .*ECONNREFUSED/;
    expect(problems[0]).toEqual(matching({ check: "network", what, fix: /domain in tenants\.ts and the network/ }));
    expect(problems.map(({ check }) => check)).not.toContain("credentials");
    expect(skipped.credentials).toBe("the tenant did not answer");
  });

  it("are accepted, but not for the Management API", async () => {
    const { problems } = await tenant.inspect({ env: { AUTH0_AUDIENCE: "https://other.example.com/api/v2/" } });
    expect(problems).toEqual([
      matching({ check: "credentials", what: /^AUTH0_AUDIENCE is https:\/\/other/, fix: /^Unset it/ }),
      matching({ check: "credentials", what: /does not let it use the Management API/, fix: /^Authorize/ }),
    ]);
  });

  it("are a token that the tenant does not know", async () => {
    const { problems } = await tenant.inspect({ env: { ...NOBODY, AUTH0_API_TOKEN: "unknown-token-fake" } });
    expect(problems).toEqual([matching({ check: "credentials", what: /does not accept these credentials/ })]);
  });

  it("stand beside another tenant's domain", () => {
    const problems = foreignCredentials("prod", "prod.eu.auth0.com", { AUTH0_DOMAIN: "https://dev.eu.auth0.com/" });
    expect(problems).toEqual([
      matching({ what: /AUTH0_DOMAIN is dev.eu.auth0.com, but prod is prod.eu.auth0.com/, fix: /\.env\.prod/ }),
    ]);
    expect(foreignCredentials("prod", "prod.eu.auth0.com", { AUTH0_DOMAIN: "PROD.eu.auth0.com" })).toEqual([]);
  });

  it("are a token for another tenant, or one that has expired", () => {
    const check = (claims: object) => foreignCredentials("dev", "dev.example.com", { AUTH0_API_TOKEN: token(claims) });
    const exp = Math.floor(Date.now() / 1000) + 60;
    expect(check({ aud: "https://dev.example.com/api/v2/", exp })).toEqual([]);
    expect(check({ aud: ["https://dev.example.com/api/v2/"], exp: 1 })).toEqual([
      matching({ what: /AUTH0_API_TOKEN has expired \(1970-01-01T/, fix: /new token/ }),
    ]);
    expect(check({ aud: "https://prod.example.com/api/v2/", exp })).toEqual([
      matching({ what: /is a token for https:\/\/prod.example.com/, fix: /token of dev.example.com/ }),
    ]);
  });

  it("are looked for when there is no tenant yet, and nobody is asked", async () => {
    const config = { domain: "your-dev-tenant.eu.auth0.com" };
    const { problems } = await tenant.inspect({ config: { ...config, settings: {} }, env: NOBODY, secrets: false });
    expect(problems).toEqual([
      matching({ what: /placeholder domain your-dev-tenant/, where: /dev\.domain/, fix: /Write your tenant's domain/ }),
      matching({ what: /no credentials/ }),
    ]);
  });
});

describe("scopes", () => {
  it("that are missing are named, and what they hide is not taken for right", async () => {
    const scopes = READING.filter((scope) => !["read:clients", "read:mfa_policies"].includes(scope));
    tenant.server.tenant.clients.add({ ...deployClient, clientId: "narrow", scopes });
    const { problems, skipped } = await tenant.inspect({ env: { AUTH0_CLIENT_ID: "narrow" }, secrets: false });
    expect(problems).toEqual([
      matching({ check: "scopes", what: /can't look at everything: read:clients, read:mfa_policies\.$/, fix: /^Tick/ }),
    ]);
    expect(Object.keys(skipped)).toEqual(expect.arrayContaining(["mfa-policy", "password-grant"]));
    expect(skipped.phone).toBeUndefined();
  });

  it("are found missing by asking when the token does not say them", async () => {
    tenant.server.tenant.tokens.issue(["read:actions", "read:tenant_settings"], "narrow-token-fake");
    const env = { ...NOBODY, AUTH0_API_TOKEN: "narrow-token-fake" };
    const { problems } = await tenant.inspect({ env });
    const what = /read:clients, read:guardian_factors, read:mfa_policies, read:phone_providers\.$/;
    expect(problems).toEqual([matching({ check: "scopes", what })]);
  });

  it("take in risk assessments only where risk decides who is asked", async () => {
    tenant.server.tenant.clients.add({ ...deployClient, clientId: "reading-all-but-risk", scopes: READING });
    const subject = { env: { AUTH0_CLIENT_ID: "reading-all-but-risk" }, secrets: false };
    expect(await tenant.inspect(subject)).toMatchObject({ problems: [] });
    const settings = { mfaChallenge: { riskAssessment: "ask-unless-high-confidence" } } as const;
    const { problems, skipped } = await tenant.inspect({ ...subject, config: { settings } });
    expect(problems).toEqual([matching({ check: "scopes", what: /look at everything: read:attack_protection\.$/ })]);
    expect(skipped["risk-assessment"]).toBe("needs a scope that is missing");
  });

  it("that read are enough for a plan, but not for a deploy", async () => {
    tenant.server.tenant.clients.add({ ...deployClient, clientId: "reading", scopes: READING });
    const env = { AUTH0_CLIENT_ID: "reading" };
    expect((await tenant.inspect({ env, secrets: false })).problems).toEqual([]);
    const what = /a deploy would stop halfway: create:actions, update:actions, delete:actions\.$/;
    expect((await tenant.inspect({ env })).problems).toEqual([matching({ check: "scopes", what })]);
  });
});

function matching(problem: Record<string, string | RegExp>) {
  const entries = Object.entries(problem).map(([key, value]) => {
    return [key, value instanceof RegExp ? expect.stringMatching(value) : value] as const;
  });
  return expect.objectContaining(Object.fromEntries(entries));
}
