import { join } from "node:path";
import twilio from "twilio";
import { RefusedError } from "../../ops/support/errors";
import { twilioClient } from "../../ops/twilio/client";
import { type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import {
  FEEDBACK_KEY,
  FIXED_ACCOUNT,
  FIXED_SERVICE_SID,
  SENDING_KEY,
  STANDARD_KEY,
} from "../../packages/local-tenant/src/twilio";
import { credentials } from "../../packages/local-tenant/test/support/fixed-credentials";
import { repoRoot } from "../../stacks/repo-root";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";

const dir = join(repoRoot, ".cache", "test-ca");
let server: LocalTenantServer;

beforeAll(async () => {
  server = await startServer({ credentials, dir, ports: { management: 0, verify: 0 }, warn: () => {} });
});
afterAll(() => server.stop());
afterEach(() => server.reset());

const ACCOUNT = { TWILIO_ACCOUNT_SID: FIXED_ACCOUNT.sid, TWILIO_AUTH_TOKEN: FIXED_ACCOUNT.authToken };

function client(secrets: Record<string, string>, credentials: TenantConfig["credentials"] = "auth-token") {
  const settings = { mfaFeedback: { verifyOrigin: server.verifyUrl } };
  const { dev } = defineTenants({ dev: { domain: server.tenant.domain, credentials, settings } });
  const all = { TWILIO_VERIFY_SID: FIXED_SERVICE_SID, ...secrets };
  const env = Object.fromEntries(Object.entries(all).map(([name, value]) => [`TF_VAR_${name}`, value]));
  return twilioClient(dev, { ...env, SSL_CERT_FILE: server.authority.bundleFile });
}

function withKey({ sid, secret }: { sid: string; secret: string }) {
  const key = { TWILIO_API_KEY: sid, TWILIO_API_KEY_SECRET: secret };
  return client({ TWILIO_ACCOUNT_SID: FIXED_ACCOUNT.sid, ...key }, "api-key");
}

it("reads the Verify service, with either style of credentials", async () => {
  const service = { sid: FIXED_SERVICE_SID, customCodeEnabled: true };
  expect(await client(ACCOUNT).fetchService()).toMatchObject(service);
  expect(await withKey(STANDARD_KEY).fetchService()).toMatchObject(service);
});

it.each([
  ["credentials that are wrong", 401, { ...ACCOUNT, TWILIO_AUTH_TOKEN: "wrong-token-fake" }],
  ["a service that does not exist", 404, { ...ACCOUNT, TWILIO_VERIFY_SID: `VA${"9".repeat(32)}` }],
])("says with the status that Twilio refused %s, and no secret", async (_, status, secrets) => {
  const refusal = client(secrets).fetchService();
  await expect(refusal).rejects.toBeInstanceOf(RefusedError);
  await expect(refusal).rejects.toMatchObject({ isUserError: true, status });
  await expect(refusal).rejects.not.toThrow(/wrong-token-fake/);
});

it("names what a 401 may mean, a key of another region among it", async () => {
  const refusal = client({ ...ACCOUNT, TWILIO_AUTH_TOKEN: "wrong" }).fetchService();
  await expect(refusal).rejects.toThrow(/were revoked, or belong to another region\.$/);
});

it("tells a key that may report feedback from one that may not", async () => {
  expect(await client(ACCOUNT).canUpdateVerifications()).toBe(true);
  expect(await withKey(FEEDBACK_KEY).canUpdateVerifications()).toBe(true);
  expect(await withKey(SENDING_KEY).canUpdateVerifications()).toBe(false);
  expect(await client({ ...ACCOUNT, TWILIO_AUTH_TOKEN: "wrong" }).canUpdateVerifications()).toBe(false);
});

it("does not take a failure of Twilio's for an answer about the key", async () => {
  server.verify.faults.set("verification/update", { kind: "error", status: 500 });
  await expect(client(ACCOUNT).canUpdateVerifications()).rejects.toMatchObject({
    isUserError: true,
    status: 500,
    message: expect.stringMatching(/\nThe fault is Twilio's, or a proxy's in between\. Run this again/),
  });
  server.verify.faults.set("service/read", { kind: "html", status: 200 });
  await expect(client(ACCOUNT).fetchService()).rejects.toThrow(
    /show the Verify service \(200\): the answer is not.*\nCheck that no proxy in between/,
  );
});

it("counts and lists the attempts of a period, by country and channel", async () => {
  const { sid } = server.verify.store.services[0]!;
  const api = twilio(FIXED_ACCOUNT.sid, FIXED_ACCOUNT.authToken);
  api.verify.baseUrl = server.verifyUrl;
  const { verifications } = api.verify.v2.services(sid);
  await verifications.create({ to: "+12025550101", channel: "sms", customCode: "123456" });
  await verifications("+12025550101").update({ status: "approved" });
  await verifications.create({ to: "+442079460101", channel: "call", customCode: "123456" });

  const { summary, attempts } = client(ACCOUNT);
  expect(await summary()).toEqual({ attempts: 2, converted: 1, unconverted: 1, conversionRate: 50 });
  expect(await summary({ country: "GB" })).toMatchObject({ attempts: 1, converted: 0, conversionRate: 0 });
  expect(await summary({ until: new Date(Date.now() - 60_000) })).toMatchObject({ attempts: 0, conversionRate: 0 });
  expect(await attempts({ since: new Date(Date.now() - 60_000) })).toMatchObject([
    { converted: false, channel: "call", country: "GB" },
    { converted: true, channel: "sms", country: "US" },
  ]);
  expect(await attempts({ channel: "sms" })).toHaveLength(1);

  const { store } = server.verify;
  const [one] = store.attempts;
  for (let copy = 0; copy < 1000; copy += 1) store.addAttempt({ ...one!, sid: `VL${String(copy).padStart(32, "0")}` });
  expect(await attempts()).toHaveLength(1002);
});

it("names the secrets that are not set", () => {
  expect(() => client({ TWILIO_ACCOUNT_SID: FIXED_ACCOUNT.sid })).toThrow(/\n {2}TF_VAR_TWILIO_AUTH_TOKEN$/);
});
