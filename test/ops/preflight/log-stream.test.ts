import type { TenantConfig } from "../../../stacks/tenant-schema";
import { type InspectedTenant, startInspectedTenant } from "../support/inspected-tenant";
import { deployScopes } from "../support/scopes";

let tenant: InspectedTenant;
beforeAll(async () => {
  tenant = await startInspectedTenant();
});
afterEach(() => {
  for (const { id } of tenant.server.tenant.logStreams.list()) tenant.server.tenant.logStreams.delete(id);
});
afterAll(() => tenant.stop());

const url = "https://localhost:9/logs";
const config: Partial<TenantConfig> = { feedback: "log-stream", logStream: { url, receiver: "node" }, settings: {} };
const scopes = ["read:log_streams", "create:log_streams", "update:log_streams", "delete:log_streams"];

function withScopes(...granted: string[]) {
  tenant.server.tenant.clients.add({ clientId: "limited", clientSecret: "limited", scopes: granted });
  return { AUTH0_CLIENT_ID: "limited", AUTH0_CLIENT_SECRET: "limited" };
}

it("needs no Twilio secret where no Action reports", async () => {
  const env = { TF_VAR_TWILIO_ACCOUNT_SID: "", TF_VAR_TWILIO_AUTH_TOKEN: "", TF_VAR_TWILIO_VERIFY_SID: "" };
  const { problems, skipped } = await tenant.inspect({ config, env });
  expect(problems).toEqual([]);
  expect(skipped.secrets).toBe("no Action has secrets");
});

it.each(scopes)("names %s when the credentials lack it", async (missing) => {
  const env = withScopes(...deployScopes, ...scopes.filter((scope) => scope !== missing));
  const { problems } = await tenant.inspect({ config, env });
  expect(problems.map(({ check, what }) => [check, what])).toEqual([["scopes", expect.stringContaining(missing)]]);
});

it("asks for none of them where there is no log stream", async () => {
  const { problems } = await tenant.inspect({ env: withScopes(...deployScopes) });
  expect(problems).toEqual([]);
});

it.each([
  ["to the same receiver", { name: "by hand", sink: { httpEndpoint: url } }],
  ["of our name", { name: "Verify feedback - log stream", sink: { httpEndpoint: "https://localhost:9/other" } }],
])("refuses another stream %s", async (_, stream) => {
  const { id } = tenant.server.tenant.logStreams.create({ type: "http", ...stream });
  const { problems } = await tenant.inspect({ config });
  expect(problems).toMatchObject([{ check: "log-stream", what: expect.stringContaining(id) }]);
});

it.each([
  ["phone", 1],
  ["other-factors", 0],
] as const)("with afterPhoneCode %s it warns %i times of a first code that is lost", async (afterPhoneCode, times) => {
  const settings = { mfaChallenge: { afterPhoneCode } };
  const { warnings } = await tenant.inspect({ config: { ...config, settings } });
  expect(warnings.map(({ where }) => where)).toEqual(
    Array(times).fill("tenants.ts, dev.settings.mfaChallenge.afterPhoneCode"),
  );
});

it("leaves every other stream alone", async () => {
  tenant.server.tenant.logStreams.create({
    name: "SIEM",
    type: "http",
    sink: { httpEndpoint: "https://localhost:9/" },
  });
  expect((await tenant.inspect({ config })).problems).toEqual([]);
});
