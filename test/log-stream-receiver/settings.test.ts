import { readSettings } from "../../packages/log-stream-receiver/src/settings/read-settings";
import { variables } from "./support/served-receiver";

const key = {
  username: variables().TWILIO_API_KEY,
  password: variables().TWILIO_API_KEY_SECRET,
  serviceSid: variables().TWILIO_VERIFY_SID,
};

test("gives each tenant its own tokens and all of them the common Verify", () => {
  expect(readSettings(variables("https://verify.example"))).toEqual({
    tenants: [
      {
        name: "acme-dev",
        tokens: ["token-of-acme-dev-0001", "token-of-acme-dev-0000"],
        verify: { credentials: key, origin: "https://verify.example" },
      },
      {
        name: "acme-prod",
        tokens: ["token-of-acme-prod-0001"],
        verify: { credentials: key, origin: "https://verify.example" },
      },
    ],
    metricsToken: "token-of-the-metrics-01",
  });
});

test("takes a tenant's own Verify before the common one", () => {
  const own = `VA${"9".repeat(32)}`;
  const { tenants } = readSettings({ ...variables(), TWILIO_VERIFY_SID__ACME_PROD: own });
  expect(tenants.map(({ verify }) => verify.credentials.serviceSid)).toEqual([key.serviceSid, own]);
});

test("takes the variables without a suffix when there is one tenant", () => {
  const { tenants } = readSettings({
    ...variables(),
    AUTH0_TENANTS: "only",
    LOG_STREAM_TOKEN: "token-of-the-only-one",
  });
  expect(tenants).toEqual([expect.objectContaining({ name: "only", tokens: ["token-of-the-only-one"] })]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["no tenant", { AUTH0_TENANTS: " , " }, "AUTH0_TENANTS is not set. Name the tenants, separated by commas."],
  [
    "a tenant twice",
    { AUTH0_TENANTS: "a-b,a_b" },
    "AUTH0_TENANTS names a_b twice, or a tenant with the same variables.",
  ],
  [
    "a tenant without token",
    { LOG_STREAM_TOKEN__ACME_PROD: "", LOG_STREAM_TOKEN: "token-without-suffix-1" },
    "LOG_STREAM_TOKEN__ACME_PROD is not set. Set it to the authorization token of the log stream of acme-prod.",
  ],
  [
    "a short token",
    { LOG_STREAM_TOKEN__ACME_DEV: "secret" },
    "LOG_STREAM_TOKEN__ACME_DEV is not a token: it must be 16 characters or more, without spaces.",
  ],
  [
    "a token with Bearer before it",
    { LOG_STREAM_TOKEN__ACME_DEV: "Bearer secret-secret-secret" },
    "LOG_STREAM_TOKEN__ACME_DEV is not a token: it must be 16 characters or more, without spaces.",
  ],
  [
    "a short token of the metrics",
    { METRICS_TOKEN: "x" },
    "METRICS_TOKEN is not a token: it must be 16 characters or more, without spaces.",
  ],
  [
    "one token for two tenants",
    { LOG_STREAM_TOKEN__ACME_PROD: variables().LOG_STREAM_TOKEN__ACME_DEV },
    "Two tokens are the same. Each tenant, and the metrics, need a token of their own.",
  ],
  [
    "a stream's token for the metrics",
    { METRICS_TOKEN: variables().LOG_STREAM_TOKEN__ACME_DEV },
    "Two tokens are the same. Each tenant, and the metrics, need a token of their own.",
  ],
  ["a key that is none", { TWILIO_API_KEY: "SK1" }, "TWILIO_API_KEY is missing or malformed for the tenant acme-dev."],
  [
    "no service",
    { TWILIO_VERIFY_SID: undefined },
    "TWILIO_VERIFY_SID is missing or malformed for the tenant acme-dev.",
  ],
])("refuses %s", (_, changes, message) => {
  expect(() => readSettings({ ...variables(), ...changes })).toThrow(message);
});
