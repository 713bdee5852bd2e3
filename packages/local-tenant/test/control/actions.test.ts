import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManagementClient } from "auth0";
import { readSources } from "../../src/sources";
import { type RunningTenant, startTenant, token } from "../oidc/support";
import { controlClient } from "./control-client";

const code = (said: string) => `exports.onExecutePostLogin = async () => console.log(${JSON.stringify(said)});`;
const trigger = { id: "post-login" as const, version: "v3" };

let tenant: RunningTenant;
let folder: string;
let call: ReturnType<typeof controlClient>;

beforeEach(async () => {
  tenant = await startTenant();
  folder = mkdtempSync(join(tmpdir(), "actions-api-"));
  call = controlClient(tenant);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await tenant.end();
});

const shown = async () => (await call("GET", "/actions")).json;
const named = async (name: string) => (await shown()).actions.find((action: { name: string }) => action.name === name);

function management(): ManagementClient {
  return new ManagementClient({ domain: tenant.tenant.domain, ...tenant.credentials.client });
}

test("a new tenant shows the phone provider's Action, and that the local tenant made it", async () => {
  const { triggers, actions } = await shown();
  expect(triggers).toEqual([
    { id: "custom-phone-provider", bindings: [{ action_id: actions[0].id, display_name: "Custom Phone Provider" }] },
  ]);
  expect(actions).toMatchObject([
    {
      name: "Custom Phone Provider",
      trigger: "custom-phone-provider",
      status: "built",
      all_changes_deployed: true,
      origin: { by: "local-tenant" },
      versions: [{ number: 1, live: true, runtime: "node22", origin: { by: "local-tenant" } }],
    },
  ]);
});

test("secrets have names and times, and no value is anywhere", async () => {
  const [provider] = (await shown()).actions;
  const names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_VERIFY_SID"];
  expect(provider.draft.secrets.map(({ name }: { name: string }) => name)).toEqual(names);
  expect(provider.versions[0].secrets[0]).toEqual({ name: names[0], updated_at: expect.stringMatching(/^\d{4}-.*Z$/) });
  const { sendingKey } = tenant.credentials.verify;
  const text = JSON.stringify([await shown(), await call("GET", `/actions/${provider.id}/draft`)]);
  expect(text).not.toContain(sendingKey.secret);
  expect(text).not.toContain(sendingKey.sid);
});

test("Actions of a source name the source, stand in their order, and get a version with each change", async () => {
  const file = (name: string) => join(folder, `${name}.js`);
  const load = () => tenant.load(readSources([file("b"), file("a")], { environment: {} }));
  for (const name of ["a", "b"]) writeFileSync(file(name), code(name));
  load();
  writeFileSync(file("a"), code("changed"));
  load();
  const { triggers, actions } = await shown();
  expect(triggers[0]).toMatchObject({ id: "post-login", bindings: [{ display_name: "b" }, { display_name: "a" }] });
  const [a] = actions.filter(({ name }: { name: string }) => name === "a");
  expect(a).toMatchObject({
    origin: { by: "source", path: file("a"), key: file("a") },
    versions: [
      { number: 2, live: true, origin: { by: "source", path: file("a"), key: file("a") } },
      { number: 1, live: false },
    ],
  });
  const versionCode = async (index: number) =>
    (await call("GET", `/actions/${a.id}/versions/${a.versions[index].id}`)).json;
  expect((await call("GET", "/actions/a/versions/1")).json).toEqual(await versionCode(1));
  expect([await versionCode(1), await versionCode(0)]).toEqual([{ code: code("a") }, { code: code("changed") }]);
});

test("an Action of the Management API names the application that made it and its tool", async () => {
  const { id } = await management().actions.create({ name: "mine", supported_triggers: [trigger], code: code("one") });
  const draft = await named("mine");
  expect(draft).toMatchObject({
    all_changes_deployed: false,
    versions: [],
    origin: { by: "management-api", client: "Terraform", tool: expect.stringMatching(/^(node-)?auth0\/\d/) },
  });
  await management().actions.deploy(String(id));
  await management().actions.update(String(id), { code: code("two") });
  const changed = await named("mine");
  expect(changed).toMatchObject({ all_changes_deployed: false, versions: [{ number: 1, live: true }] });
  expect(changed.versions[0].origin).toMatchObject({ by: "management-api", client: "Terraform" });
  expect((await call("GET", `/actions/${id}/draft`)).json).toEqual({ code: code("two") });
});

test("a tool that names itself in the user agent, as Terraform's provider does, is called that", async () => {
  const { clientId: client_id, clientSecret: client_secret } = tenant.credentials.client;
  const asked = { grant_type: "client_credentials", audience: tenant.tenant.audience, client_id, client_secret };
  const { access_token: accessToken } = await token(tenant, asked);
  await fetch(`${tenant.url}/api/v2/actions/actions`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${accessToken}`,
      "content-type": "application/json",
      "user-agent": "Terraform-Provider-Auth0/1.55.0 (Terraform-SDK/2.38.1; Terraform/1.14.0)",
      "auth0-client": Buffer.from(JSON.stringify({ name: "Go-Auth0-SDK", version: "1.32.0" })).toString("base64"),
    },
    body: JSON.stringify({ name: "mine", supported_triggers: [trigger], code: code("one") }),
  });
  expect((await named("mine")).origin).toMatchObject({ tool: "Terraform-Provider-Auth0/1.55.0" });
});

test("a stand-in and what an earlier run left say so", async () => {
  const lookup = { key: "data.auth0_action.other", name: "Risk check" };
  const document = readSources([], { environment: {} });
  tenant.load({ ...document, lookups: [lookup] });
  expect(await named("Risk check")).toMatchObject({
    origin: { by: "stand-in" },
    versions: [{ origin: { by: "stand-in" } }],
  });
});

test("a version that is not live yet, and a build that is under way, say so", async () => {
  tenant.switches.build({ ms: 60_000 });
  const { id } = await management().actions.create({ name: "slow", supported_triggers: [trigger], code: code("one") });
  // Pending for half a second, then building.
  expect(["pending", "building"]).toContain((await named("slow")).status);
  tenant.tenant.actions.finishBuilds();
  tenant.switches.build({ deployMs: 60_000 });
  await management().actions.deploy(String(id));
  const slow = await named("slow");
  expect(slow).toMatchObject({ status: "built", all_changes_deployed: false, versions: [{ number: 1, live: false }] });
  expect(Date.parse(slow.versions[0].live_at)).toBeGreaterThan(Date.now());
});

test("an Action or version that is not there is 404 with a reason", async () => {
  const [provider] = (await shown()).actions;
  expect(await call("GET", "/actions/none/draft")).toMatchObject({
    status: 404,
    json: { error: 'There is no Action "none".' },
  });
  expect((await call("GET", `/actions/${provider.id}/versions/none`)).json.error).toBe(
    'Custom Phone Provider has no version "none"; the last 50 are kept.',
  );
});
