import { defineTenants } from "../../stacks/tenant";
import { actionNames, isLoopback, isPlaceholder, type TenantConfig } from "../../stacks/tenant-schema";
import { tenants } from "../../tenants";

const domain = "acme.eu.auth0.com";

function problems(config: object, name = "dev"): string[] {
  try {
    defineTenants({ [name]: { domain, credentials: "api-key", ...config } as TenantConfig });
  } catch (error) {
    const [head, ...lines] = (error as Error).message.split("\n");
    expect(head).toBe("tenants.ts is not valid:");
    return lines.map((line) => line.replace("  - ", ""));
  }
  return [];
}

test("defaults are filled in", () => {
  const { dev } = defineTenants({ dev: { domain, credentials: "api-key" } });
  expect(dev).toEqual({
    domain,
    credentials: "api-key",
    actionNamePrefix: "Verify feedback",
    before: [],
    after: [],
    importBinding: false,
    feedback: "actions",
    mfaChallenge: true,
    takeOverPhoneProvider: false,
    reportPasswordResets: false,
    settings: {
      passwordlessFeedback: { freshnessSeconds: 60, deadlineMs: 2500 },
      mfaChallenge: {
        enrol: "require",
        frequency: "every-login",
        additionalFactors: [],
        afterPhoneCode: "phone",
        passkeyCountsAsMfa: false,
        rememberBrowser: "as-the-tenant",
        allowPasswordGrantWithoutMfa: false,
      },
      mfaFeedback: {
        checkLastSend: false,
        deadlineMs: 2500,
        phoneNumber: ["identity", "profile"],
        unverifiedProfile: false,
      },
      phoneProvider: { deliveryMethods: ["text", "voice"], resend: "create", deviceIp: false, deadlineMs: 10_000 },
      passwordResetFeedback: { freshnessSeconds: 60, deadlineMs: 2500 },
    },
    tenantSettings: {},
  });
});

test.each([
  [
    { domain: "https://acme.auth0.com" },
    'dev.domain is "https://acme.auth0.com": must be a host without scheme or path',
  ],
  [{ domain: "acme.auth0.com/" }, "dev.domain is"],
  [{ domain: undefined }, "dev.domain is missing: must be the tenant's host"],
  [{ credentials: "password" }, 'dev.credentials is "password": must be "api-key" or "auth-token"'],
  [
    { settings: { mfaChallenge: { enrol: "always" } } },
    'dev.settings.mfaChallenge.enrol is "always": must be "require", "skip" or "deny"',
  ],
  [{ settings: { mfaChallenge: { frequency: "once" } } }, 'is "once": must be "every-login" or "once-per-session"'],
  [
    { settings: { mfaChallenge: { additionalFactors: ["sms"] } } },
    'dev.settings.mfaChallenge.additionalFactors.0 is "sms": must be "otp", "email",',
  ],
  [
    { settings: { mfaFeedback: { enrolledNumber: "profile" } } },
    'dev.settings.mfaFeedback.enrolledNumber is "profile": must be "lookup"',
  ],
  [
    { settings: { mfaFeedback: { enrolledNumber: "lookup", unverifiedProfile: true } } },
    'dev.settings.mfaFeedback.unverifiedProfile is true: does nothing with enrolledNumber "lookup"',
  ],
  [{ phoneProvider: "twilio" }, 'dev.phoneProvider is "twilio": must be "verify"'],
  [
    { settings: { passwordResetFeedback: { freshnessSeconds: 30 } } },
    "dev.settings.passwordResetFeedback has no effect without dev.reportPasswordResets",
  ],
  [
    { reportPasswordResets: true, settings: { passwordResetFeedback: { verifyOrigin: "https://localhost:8444" } } },
    "dev.settings.passwordResetFeedback.verifyOrigin is",
  ],
  [
    { settings: { phoneProvider: { deviceIp: true } } },
    "dev.settings.phoneProvider has no effect without dev.phoneProvider",
  ],
  ...(
    [
      [{ deliveryMethods: [] }, 'deliveryMethods is []: must name "text", "voice" or both'],
      [{ deliveryMethods: ["sms"] }, 'deliveryMethods.0 is "sms": must be "text" or "voice"'],
      [{ deliveryMethods: ["text", "text"] }, "must not name a delivery method twice"],
      [{ resend: "always" }, 'resend is "always": must be "create" or "cancel-first"'],
      [{ resend: "cancel-first" }, 'resend is "cancel-first": it resets Verify\'s own limit'],
      [{ resend: "cancel-first", rateLimits: {} }, "so rateLimits must name a rate limit"],
      [{ rateLimits: { "by ip": "ip" } }, "must have the unique names of the Verify service's rate limits"],
      [{ rateLimits: { by_ip: "address" } }, 'rateLimits.by_ip is "address": must be "ip", "recipient" or "client"'],
      [{ messagingServiceSid: "MG1" }, "must be a messaging service's SID"],
      [{ deviceIp: "yes" }, 'deviceIp is "yes": must be true or false'],
      [{ tags: { app: "" } }, 'tags.app is "": must not be empty'],
      [{ tags: { app: "x".repeat(129) } }, "must be at most 128 characters"],
      [{ tags: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`t${n}`, "x"])) }, "must be ten tags at most"],
      [{ deadlineMs: 999 }, "deadlineMs is 999: must be at least 1000"],
      [{ deadlineMs: 10_001 }, "deadlineMs is 10001: must be at most 10000"],
      [{ verifyOrigin: "https://localhost:8444" }, "its credentials would go to a host other than Twilio's"],
    ] as const
  ).map(
    ([phoneProvider, message]) =>
      [{ phoneProvider: "verify", settings: { phoneProvider } }, message] as [object, string],
  ),
  [
    {
      phoneProvider: "verify",
      credentials: "auth-token",
      settings: { phoneProvider: { messagingServiceSid: `MG${"a".repeat(32)}` } },
    },
    'messagingServiceSid needs credentials "api-key"',
  ],
  [
    {
      phoneProvider: "verify",
      settings: { phoneProvider: { deliveryMethods: ["text"] } },
      tenantSettings: { phoneFactor: { messageTypes: ["sms", "voice"] } },
    },
    'messageTypes names "voice", which Auth0 refuses: settings.phoneProvider.deliveryMethods lacks "voice"',
  ],
  [{ colour: "red" }, "dev.colour is not a setting"],
  [{ before: [""] }, "dev.before.0 is"],
  [{ after: "Audit" }, 'dev.after is "Audit": must be a list of names'],
  [
    { settings: { mfaFeedback: { deadlineMs: 499 } } },
    "dev.settings.mfaFeedback.deadlineMs is 499: must be at least 500",
  ],
  [
    { settings: { mfaFeedback: { deadlineMs: 2501 } } },
    "dev.settings.mfaFeedback.deadlineMs is 2501: must be at most 2500: a second report gets 400 more, and a login is held for less than three seconds",
  ],
  [{ settings: { mfaFeedback: { phoneNumber: ["metadata.phone"] } } }, "app_metadata.<key>"],
  [
    { settings: { mfaFeedback: { phoneNumber: ["identity", "app_metadata"] } } },
    'dev.settings.mfaFeedback.phoneNumber.1 is "app_metadata": must be "identity", "profile" or app_metadata.<key>',
  ],
  [{ settings: { mfaFeedback: { phoneNumber: ["Profile"] } } }, "app_metadata.<key>"],
  [{ settings: { mfaFeedback: { phoneNumber: [7] } } }, "app_metadata.<key>"],
  [{ settings: { mfaFeedback: { phoneNumber: [] } } }, "phoneNumber is []: must name at least one source"],
  [{ settings: { mfaFeedback: { phoneNumber: "identity" } } }, 'is "identity": must be a list, for instance ['],
  [{ settings: { mfaFeedback: { phoneNumber: ["profile", "profile"] } } }, "must not name a source twice"],
  [
    { settings: { mfaFeedback: { phoneNumber: ["identity", "user_metadata.phone"] } } },
    'phoneNumber.1 is "user_metadata.phone": user_metadata is written by the users themselves',
  ],
  [
    { settings: { mfaFeedback: { phoneNumber: ["identity"], unverifiedProfile: true } } },
    'mfaFeedback.unverifiedProfile is true: does nothing while phoneNumber does not name "profile"',
  ],
  [{ settings: { mfaFeedback: { unverifiedProfile: "yes" } } }, 'unverifiedProfile is "yes": must be true or false'],
  [
    { settings: { mfaFeedback: { phoneNumberMetadataPath: "app_metadata.phone" } } },
    "dev.settings.mfaFeedback.phoneNumberMetadataPath was replaced by settings.mfaFeedback.phoneNumber, an ordered list",
  ],
  [{ phoneNumberMetadataPath: "app_metadata.phone" }, "dev.phoneNumberMetadataPath is not a setting"],
  [{ toString: 1 }, "dev.toString is not a setting"],
  [{ settings: { passwordlessFeedback: { freshnessSeconds: 0 } } }, "freshnessSeconds is 0: must be at least 1"],
  [{ settings: { mfaChallenge: { enrol: "maybe" } } }, 'dev.settings.mfaChallenge.enrol is "maybe"'],
  [{ settings: { mfaChallenge: { additionalFactors: ["phone"] } } }, "additionalFactors.0 is"],
  [{ settings: { mfaChallenge: { additionalFactors: ["otp", "otp"] } } }, "must not name a factor twice"],
  [{ settings: { mfaChallenge: { clients: {} } } }, "clients is {}: must be { include: [...] } or { exempt: [...] }"],
  [{ settings: { mfaChallenge: { clients: { include: ["a"], exempt: ["b"] } } } }, "}: must be { include: [...] } or"],
  [{ settings: { mfaChallenge: { clients: { include: [] } } } }, "clients.include is []: must name at least one"],
  [{ settings: { mfaChallenge: { clients: { include: ["a "] } } } }, 'clients.include.0 is "a ": must be a client id'],
  [{ settings: { mfaChallenge: { clients: { exempt: ["\u2028"] } } } }, "clients.exempt.0 is"],
  [
    { settings: { mfaChallenge: { connections: { exempt: ["a b"] } } } },
    'connections.exempt.0 is "a b": must be the name of a connection',
  ],
  [
    { settings: { mfaChallenge: { connections: {} } } },
    "connections is {}: must be { include: [...] } or { exempt: [...] }, each with at least one connection",
  ],
  [
    { settings: { mfaChallenge: { organizations: { include: ["acme"] } } } },
    `organizations.include.0 is "acme": must be an organization's id, for instance org_`,
  ],
  [
    { settings: { mfaChallenge: { organizations: { exempt: [] } } } },
    "organizations.exempt is []: must name at least one organization's id, or null for a login without one",
  ],
  [
    { settings: { mfaChallenge: { roles: { include: [" admin"] } } } },
    'roles.include.0 is " admin": must be the name of a role',
  ],
  [
    { settings: { mfaChallenge: { riskAssessment: "high" } } },
    'riskAssessment is "high": must be "ask-unless-high-confidence", or left out',
  ],
  [
    { settings: { mfaChallenge: { sessionMfaMaxAgeSeconds: 0 } } },
    "sessionMfaMaxAgeSeconds is 0: must be at least 1; leave it out if any age will do",
  ],
  [{ settings: { mfaChallenge: { sessionMfaMaxAgeSeconds: 1.5 } } }, "is 1.5: must be a whole number"],
  [
    { settings: { mfaChallenge: { afterPhoneCode: "none" } } },
    'afterPhoneCode is "none": must be "phone" or "other-factors"',
  ],
  [{ settings: { mfaChallenge: { passkeyCountsAsMfa: "yes" } } }, 'passkeyCountsAsMfa is "yes": must be true or false'],
  [
    { settings: { mfaChallenge: { rememberBrowser: true } } },
    'rememberBrowser is true: must be "as-the-tenant" or "never"',
  ],
  [{ settings: { mfaChallenge: { additionalFactors: "otp" } } }, 'additionalFactors is "otp": must be a list'],
  [{ settings: { passwordlessFeedback: { freshnessSeconds: 1.5 } } }, "is 1.5: must be a whole number"],
  [{ settings: { passwordlessFeedback: { freshnessSeconds: 601 } } }, "freshnessSeconds is 601: must be at most 600"],
  [{ settings: { mfaFeedback: { deadlineMs: 999.5 } } }, "is 999.5: must be a whole number"],
  [{ settings: { mfaChallenge: { clients: { include: [" a"] } } } }, 'clients.include.0 is " a": must be a client id'],
  [{ settings: { mfaFeedback: { phoneNumber: ["x.app_metadata.phone"] } } }, "app_metadata.<key>"],
  [{ settings: { mfaFeedback: { phoneNumber: ["app_metadata.a b"] } } }, "app_metadata.<key>"],
  [{ settings: { mfaFeedback: { phoneNumber: ["app_metadata.a..b"] } } }, "app_metadata.<key>"],
  [{ settings: { passwordlessFeedback: { colour: "red" } } }, "passwordlessFeedback.colour is not a setting"],
  [{ settings: { mfaChallenge: { colour: "red" } } }, "mfaChallenge.colour is not a setting"],
  [{ settings: { mfaFeedback: { colour: "red" } } }, "mfaFeedback.colour is not a setting"],
  [{ settings: { passwordlessFeedback: { freshnessSeconds: "60" } } }, 'is "60": must be a number'],
  [{ settings: "none" }, 'dev.settings is "none": must be an object'],
  [{ importBinding: "yes" }, 'dev.importBinding is "yes": must be true or false'],
  [{ promotesFrom: 7 }, "dev.promotesFrom is 7: must be a string"],
  [{ actionNamePrefix: 7 }, "dev.actionNamePrefix is 7: must be a string"],
  [{ actionNamePrefix: "" }, 'dev.actionNamePrefix is "": must be one line of 1 to 100 characters'],
  [{ actionNamePrefix: "x".repeat(101) }, "must be one line of 1 to 100 characters"],
  [{ actionNamePrefix: "Verify " }, "without spaces at its ends"],
  [{ actionNamePrefix: "Verify\nfeedback" }, 'is "Verify\\nfeedback": must be one line'],
])("%j is refused, naming field and fix", (config, expected) => {
  expect(problems(config)).toEqual([expect.stringContaining(expected)]);
});

test.each([
  [{ domian: "dev.example.auth0.com" }, "dev.domian is not a setting; did you mean domain?"],
  [{ phoneprovider: "verify" }, "dev.phoneprovider is not a setting; did you mean phoneProvider?"],
  [{ settings: { mfaChallange: {} } }, "dev.settings.mfaChallange is not a setting; did you mean mfaChallenge?"],
  [
    { settings: { mfaFeedback: { deadlinems: 600 } } },
    "dev.settings.mfaFeedback.deadlinems is not a setting; did you mean deadlineMs?",
  ],
  [{ settings: { mfaChallenge: { freqency: "always" } } }, "did you mean frequency?"],
  [
    { tenantSettings: { phoneFacter: {} } },
    "dev.tenantSettings.phoneFacter is not a setting; did you mean phoneFactor?",
  ],
  [{ tenantSettings: { phoneFactor: { messageType: ["sms"] } } }, "did you mean messageTypes?"],
  [{ feedback: "both", logStream: { recevier: "node" } }, "did you mean receiver?"],
  [
    { backend: { type: "http", address: "https://a.example/s", lockAdress: "https://a.example/l" } },
    "dev.backend.lockAdress is not a setting; did you mean lockAddress?",
  ],
])("%j is refused with the setting that was meant", (config, expected) => {
  expect(problems(config).join("\n")).toContain(expected);
});

test("no tenant at all is refused", () => {
  expect(() => defineTenants({})).toThrow("there is no tenant: add one");
});

test.each([
  { settings: { mfaChallenge: { clients: { include: ["abc"] } } } },
  { settings: { mfaChallenge: { clients: { exempt: ["abc"] } } } },
  { settings: { mfaChallenge: { clients: { exempt: ["https://app.example.com/oauth-client.json"] } } } },
  { actionNamePrefix: "V" },
  { actionNamePrefix: "x".repeat(100) },
  { settings: { mfaFeedback: { phoneNumber: ["app_metadata.mfa.phone", "app_metadata.mfa_phone-2", "identity"] } } },
  { settings: { mfaFeedback: { phoneNumber: ["profile"], unverifiedProfile: true } } },
  { settings: { mfaFeedback: { deadlineMs: 500 }, passwordlessFeedback: { freshnessSeconds: 1 } } },
  { settings: { mfaFeedback: { deadlineMs: 2500 }, passwordlessFeedback: { freshnessSeconds: 600 } } },
  { settings: { mfaChallenge: { enrol: "skip", frequency: "once-per-session" } } },
  { settings: { mfaChallenge: { enrol: "deny", clients: { include: ["!~"] } } } },
  { settings: { mfaChallenge: { additionalFactors: ["otp", "email", "push-notification"] } } },
  { settings: { mfaChallenge: { connections: { exempt: ["acme-oidc"] }, roles: { include: ["Site admin"] } } } },
  { settings: { mfaChallenge: { organizations: { exempt: [null, "org_9ybsU1dN2dKfDkBi"] } } } },
  { settings: { mfaChallenge: { riskAssessment: "ask-unless-high-confidence", sessionMfaMaxAgeSeconds: 1 } } },
  {
    settings: {
      mfaChallenge: { afterPhoneCode: "other-factors", passkeyCountsAsMfa: true, rememberBrowser: "never" },
    },
  },
  { settings: { mfaChallenge: { additionalFactors: ["webauthn-roaming", "webauthn-platform", "recovery-code"] } } },
])("%j is taken", (config) => {
  expect(problems(config)).toEqual([]);
});

test.each([
  [2500n, "2500n"],
  [Number.NaN, "NaN"],
  [Symbol("soon"), "Symbol(soon)"],
])("a value without a form in JSON is refused like any other", (value, shown) => {
  const deadlineMs = value as never;
  expect(problems({ settings: { mfaFeedback: { deadlineMs } } })).toEqual([
    `dev.settings.mfaFeedback.deadlineMs is ${shown}: must be a number`,
  ]);
});

test("all problems are shown at once", () => {
  expect(problems({ domain: "x y", settings: { mfaFeedback: { deadlineMs: 1 }, other: {} } })).toHaveLength(3);
});

test.each(["Dev 1", "d".repeat(41)])("a name that can't be a stack's is refused: %s", (name) => {
  expect(problems({}, name)).toEqual([expect.stringContaining(`"${name}": a tenant's name must be`)]);
});

test("two tenants can't have one domain: each would unbind the other's Actions", () => {
  const define = () =>
    defineTenants({
      dev: { domain, credentials: "api-key" },
      other: { domain: domain.toUpperCase(), credentials: "api-key", actionNamePrefix: "Other" },
    });
  expect(define).toThrow(
    `other.domain is "ACME.EU.AUTH0.COM", which is dev's too: each would unbind the other's Actions. Remove one`,
  );
});

test("the port 443 is left out of a domain, as Auth0 and its clients do", () => {
  const both = {
    dev: { domain: "localhost:443", credentials: "api-key" },
    other: { domain: "localhost:4430", credentials: "api-key" },
  } as const;
  expect(Object.values(defineTenants(both)).map((tenant) => tenant.domain)).toEqual(["localhost", "localhost:4430"]);
  expect(() => defineTenants({ ...both, other: { ...both.other, domain: "localhost" } })).toThrow("which is dev's too");
});

describe("verifyOrigin", () => {
  const withOrigin = (verifyOrigin: string) => ({ settings: { mfaFeedback: { verifyOrigin } } });

  test("is refused for a tenant that is not on this machine, with value, reason and fix", () => {
    const [problem] = problems(withOrigin("https://localhost:8444"));
    expect(problem).toBe(
      'dev.settings.mfaFeedback.verifyOrigin is "https://localhost:8444", but acme.eu.auth0.com is not on this machine: ' +
        "its credentials would go to a host other than Twilio's. Remove the setting",
    );
  });

  test.each(["localhost:8443", "LOCALHOST", "127.0.0.1:8443", "127.1.2.3", "auth.localhost:8443"])(
    "is taken for %s",
    (local) => {
      expect(problems({ domain: local, ...withOrigin("https://localhost:8444") })).toEqual([]);
    },
  );

  test.each(["localhost.evil.example", "127.0.0.1.evil.example", "evil.127.0.0.1", "notlocalhost"])(
    "is refused for %s",
    (other) => {
      expect(problems({ domain: other, ...withOrigin("https://localhost:8444") })).toHaveLength(1);
    },
  );

  test.each(["http://localhost:8444", "https://localhost:8444/v2", "localhost:8444"])(
    "must be an https origin: %s",
    (o) => {
      expect(problems({ domain: "localhost", ...withOrigin(o) })).toEqual([expect.stringContaining("https origin")]);
    },
  );
});

test("an Action can't be bound twice", () => {
  const twice = "would be bound twice";
  expect(problems({ before: ["Audit"], after: ["Audit"] })).toEqual([expect.stringContaining(`"Audit" ${twice}`)]);
  expect(problems({ before: ["Verify feedback - MFA"] })).toEqual([expect.stringContaining(twice)]);
});

test("the prefix begins the names that the Actions have in Auth0", () => {
  const { dev } = defineTenants({ dev: { domain, credentials: "api-key", actionNamePrefix: "Acme" } });
  expect(actionNames(dev)).toMatchObject({
    passwordlessFeedback: "Acme - passwordless",
    mfaChallenge: "Acme - MFA challenge",
    mfaFeedback: "Acme - MFA",
    phoneProvider: "Acme - phone provider",
    passwordResetFeedback: "Acme - password reset",
  });
});

test("the tenants that come with the repository: a local one and two placeholders", () => {
  expect(Object.keys(tenants)).toEqual(["sandbox", "dev", "prod"]);
  expect(isLoopback(tenants.sandbox) && !isPlaceholder(tenants.sandbox)).toBe(true);
  expect(isPlaceholder(tenants.dev) && isPlaceholder(tenants.prod)).toBe(true);
  expect(isPlaceholder({ domain: "your-bank.eu.auth0.com" })).toBe(false);
  expect(isPlaceholder({ domain: "not-your-tenant.eu.auth0.com" })).toBe(false);
});

describe("promotesFrom", () => {
  let count = 0;
  const tenant = (promotesFrom?: string): TenantConfig => {
    return { domain: `acme-${count++}.eu.auth0.com`, credentials: "api-key", promotesFrom };
  };

  test("names the tenant that comes first", () => {
    const { prod } = defineTenants({ dev: tenant(), stage: tenant("dev"), prod: tenant("stage") });
    expect(prod.promotesFrom).toBe("stage");
  });

  test("must be a tenant that there is", () => {
    expect(() => defineTenants({ dev: tenant(), prod: tenant("toString") })).toThrow(
      'prod.promotesFrom is "toString": it must be one of dev, prod',
    );
  });

  test("must begin somewhere", () => {
    expect(() => defineTenants({ dev: tenant("prod"), prod: tenant("dev") })).toThrow(
      'dev.promotesFrom is "prod": dev from prod from dev is a cycle',
    );
    expect(() => defineTenants({ dev: tenant("dev") })).toThrow("dev from dev is a cycle");
  });
});
