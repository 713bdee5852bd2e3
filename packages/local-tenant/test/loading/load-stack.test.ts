import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalTenant } from "../../src/auth0/tenant";
import { DocumentLoader } from "../../src/loading/load-document";
import { loadStack, readStackToLoad } from "../../src/loading/load-stack";
import { ActionInstances } from "../../src/pipeline";
import { LocalTenantError } from "../../src/server";
import { rsaKeys } from "../support/rsa-keys";

const trigger = { id: "post-login", version: "v3" };
let output: string;
let tenant: LocalTenant;
let loader: DocumentLoader;

beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), "stack-"));
  tenant = new LocalTenant({ domain: "localhost:8443" });
  loader = new DocumentLoader(tenant, new ActionInstances());
});
afterEach(() => rmSync(output, { recursive: true }));

/** Writes a stack with these Actions, bound in this order unless `bound` says otherwise. */
function write(
  actions: Record<string, object>,
  more: { bound?: object[]; data?: object; variable?: object; resource?: object } = {},
) {
  const resources = Object.entries(actions).map(([name, block]) => [
    name,
    { name: `Action ${name}`, code: "", runtime: "node22", supported_triggers: trigger, ...block },
  ]);
  const bound = more.bound ?? Object.keys(actions).map((name) => entry(`auth0_action.${name}`, `Action ${name}`));
  const document = {
    resource: {
      auth0_action: Object.fromEntries(resources),
      auth0_trigger_actions: { post_login: { trigger: "post-login", actions: bound } },
      terraform_data: { version: { input: "${tonumber(1)}" } },
      ...more.resource,
    },
    ...(more.data && { data: { auth0_action: more.data } }),
    ...(more.variable && { variable: more.variable }),
  };
  mkdirSync(join(output, "stacks", "sandbox"), { recursive: true });
  writeFileSync(join(output, "stacks", "sandbox", "cdk.tf.json"), JSON.stringify(document));
}

const entry = (address: string, name: string) => ({ id: `\${${address}.id}`, display_name: name });
const load = (variables: Record<string, string> = {}) =>
  loadStack(readStackToLoad(output, "sandbox", { variables }), (document) => loader.load(document));
const live = () => tenant.deployedActions("post-login");

test("Actions are deployed and bound in the order of the list, whatever the order of the resources", () => {
  write(
    { a: { code: "a" }, b: { code: "b", dependencies: [{ name: "twilio", version: "6.2.0" }] } },
    { bound: [entry("auth0_action.b", "Second"), entry("auth0_action.a", "First")] },
  );
  expect(load()).toEqual({
    stack: "sandbox",
    order: ["Action b", "Action a"],
    changed: ["Action a", "Action b"],
    otherChanges: [],
    standIns: [],
    skipped: [],
    logStreamEndpoints: [],
  });
  expect(live()).toMatchObject([
    { name: "Action b", code: "b", runtime: "node22", dependencies: [{ name: "twilio", version: "6.2.0" }] },
    { name: "Action a", code: "a", dependencies: [] },
  ]);
  expect(tenant.bindings.list("post-login").map(({ displayName }) => displayName)).toEqual(["Second", "First"]);
});

test("what Terraform's templates escape arrives as it was written", () => {
  write({ a: { code: "const text = `$${name} %%{if} $$$${x} 100%`;" } });
  load();
  expect(live()[0]?.code).toBe("const text = `${name} %{if} $$${x} 100%`;");
});

test("secrets come from the variables, else from the variables' defaults", () => {
  const secret = (name: string) => ({ name, value: `\${var.${name}}` });
  write({ a: { secrets_wo: [secret("TOKEN"), secret("SID")] } }, { variable: { TOKEN: {}, SID: { default: "VA1" } } });
  load({ TOKEN: "t" });
  expect(live()[0]?.secrets).toEqual({ TOKEN: "t", SID: "VA1" });
});

test("a variable without a value is an error that names it", () => {
  write({ a: { secrets_wo: [{ name: "TOKEN", value: "${var.TOKEN}" }] } }, { variable: { TOKEN: { default: "" } } });
  expect(() => load()).toThrow('auth0_action.a.secret TOKEN needs the variable "TOKEN"');
});

test("loading the same stack again changes nothing", () => {
  write({ a: { code: "a" } });
  load();
  const before = live();
  expect(load().changed).toEqual([]);
  expect(live()).toEqual(before);
});

test("loading an edited stack makes a new version of what changed, and of nothing else", () => {
  write({ a: { code: "a" }, b: { code: "b" } });
  load();
  const [a, b] = live();
  write({ a: { code: "a" }, b: { code: "edited" } });
  expect(load().changed).toEqual(["Action b"]);
  expect(live()[0]).toEqual(a);
  expect(live()[1]).toMatchObject({ id: b?.id, code: "edited" });
  expect(live()[1]?.versionId).not.toBe(b?.versionId);
});

test("a rotated secret is a new version too", () => {
  write({ a: { secrets_wo: [{ name: "TOKEN", value: "${var.TOKEN}" }] } });
  load({ TOKEN: "old" });
  expect(load({ TOKEN: "new" }).changed).toEqual(["Action a"]);
  expect(live()[0]?.secrets).toEqual({ TOKEN: "new" });
});

test("another runtime alone is a new version", () => {
  write({ a: { runtime: "node22" } });
  load();
  write({ a: { runtime: "node18" } });
  expect(load().changed).toEqual(["Action a"]);
  expect(live()[0]?.runtime).toBe("node18");
  expect(load().changed).toEqual([]);
});

test("loading again what is bound already leaves the bindings as they are; another order or name replaces them", () => {
  const ids = () => tenant.bindings.list("post-login").map(({ id }) => id);
  write({ a: {}, b: {} });
  load();
  const before = ids();
  write({ a: { code: "edited" }, b: {} });
  load();
  expect(ids()).toEqual(before);
  write({ a: {}, b: {} }, { bound: [entry("auth0_action.b", "Action b"), entry("auth0_action.a", "Action a")] });
  expect(load().order).toEqual(["Action b", "Action a"]);
  write({ a: {}, b: {} }, { bound: [entry("auth0_action.b", "B"), entry("auth0_action.a", "Action a")] });
  load();
  expect(tenant.bindings.list("post-login").map(({ displayName }) => displayName)).toEqual(["B", "Action a"]);
});

const broken = "const a = ;;";
test.each([
  ["does not parse", { code: broken }, /"Action a" was not loaded; .*:\nSyntaxError: /],
  ["does not build", { dependencies: [{ name: "twilio", version: "5.0.0" }] }, /does not build:\n.*twilio@5\.0\.0/],
])("an Action that %s is named with the reason, and what ran before runs on", (_, change, message) => {
  tenant.actions.build.fails = ({ dependencies }) => dependencies.length > 0;
  write({ a: { code: "before" } });
  load();
  write({ a: { code: "after", ...change } });
  expect(load).toThrow(LocalTenantError);
  expect(load).toThrow(message);
  expect(live()).toMatchObject([{ code: "before" }]);
});

test("an Action that is no longer in the stack goes", () => {
  write({ a: {}, b: {} });
  load();
  write({ b: {} });
  load();
  expect(tenant.actions.list().map(({ name }) => name)).toEqual(["Action b"]);
});

test("a renamed Action keeps its id", () => {
  write({ a: { name: "Before" } });
  load();
  const id = live()[0]?.id;
  write({ a: { name: "After" } });
  load();
  expect(live()).toMatchObject([{ id, name: "After" }]);
});

const withTheirs = {
  data: { theirs: { name: "Theirs" } },
  bound: [entry("data.auth0_action.theirs", "Theirs"), entry("auth0_action.a", "A")],
};

test("other people's Actions are bound through the data source, and left as they are", () => {
  const { id } = tenant.actions.create({ name: "Theirs", code: "theirs", trigger });
  tenant.actions.deploy(id);
  write({ a: {} }, withTheirs);
  expect(load()).toMatchObject({ order: ["Theirs", "Action a"], standIns: [] });
  expect(live()[0]).toMatchObject({ id, code: "theirs" });
  write({ a: {} });
  load();
  expect(tenant.actions.get(id).name).toBe("Theirs");
});

test("an Action of other people that is not there gets a stand-in, which goes when the stack no longer lists it", () => {
  write({ a: {} }, withTheirs);
  expect(load()).toMatchObject({ order: ["Theirs", "Action a"], standIns: ["Theirs"] });
  const [standIn] = live();
  expect(loader.loadedIds).toContain(standIn?.id);
  expect(load()).toMatchObject({ changed: [], standIns: ["Theirs"] });
  expect(live()[0]).toEqual(standIn);
  write({ a: {} });
  expect(load()).toMatchObject({ order: ["Action a"], standIns: [] });
  expect(tenant.actions.list().map(({ name }) => name)).toEqual(["Action a"]);
});

test("code that is put into a stand-in runs, and stays through a reload", () => {
  write({ a: {} }, withTheirs);
  load();
  const { id } = tenant.actions.list({ name: "Theirs" })[0]!;
  tenant.actions.update(id, { code: "theirs" });
  tenant.actions.deploy(id);
  load();
  expect(live()[0]).toMatchObject({ id, code: "theirs" });
});

test("what only Terraform can evaluate, and what is not there, is an error that says what to do", () => {
  expect(() => load()).toThrow(/cdk\.tf\.json.*cdktf synth/s);
  write({ a: { code: '${file("x")}' } });
  expect(() => load()).toThrow(/auth0_action\.a\.code is the expression \$\{file\("x"\)\}.*terraform show -json/s);
  write({ a: {} }, { bound: [entry("auth0_action.c", "C")] });
  expect(() => load()).toThrow("refers to auth0_action.c.id, which is not in the stack");
});

test("resources that the sandbox does not read are named", () => {
  write({ a: {} });
  const file = join(output, "stacks", "sandbox", "cdk.tf.json");
  writeFileSync(file, JSON.stringify({ resource: { auth0_role: { c: {} }, auth0_action: {} } }));
  expect(load().skipped).toEqual(["auth0_role"]);
});

test("a log stream is not loaded: where it goes is told, for its token is Terraform's", () => {
  const httpEndpoint = "https://localhost:9/$${logs}";
  const sink = { http_endpoint: httpEndpoint, http_authorization: "Bearer ${terraform_data.log_stream_token.output}" };
  write({ a: {} }, { resource: { auth0_log_stream: { feedback: { name: "Stream", type: "http", sink } } } });
  expect(load()).toMatchObject({
    skipped: ["auth0_log_stream"],
    logStreamEndpoints: ["https://localhost:9/${logs}"],
  });
  expect(tenant.logStreams.list()).toEqual([]);
});

test("when a deploy binds Actions of its own, those that were loaded go", () => {
  write({ a: {} });
  load();
  const { id } = tenant.actions.create({ name: "Action a", code: "terraform's", trigger });
  tenant.actions.deploy(id);
  tenant.bindings.replace("post-login", [{ ref: { type: "action_id", value: id } }]);
  loader.releaseUnbound();
  expect(tenant.actions.list().map((action) => action.id)).toEqual([id]);
});

test("Actions that are still bound stay when bindings change", () => {
  write({ a: {}, b: {} });
  load();
  const [, b] = live();
  tenant.bindings.replace("post-login", [{ ref: { type: "action_id", value: b?.id ?? "" } }]);
  loader.releaseUnbound();
  expect(tenant.actions.list().map(({ name }) => name)).toEqual(["Action b"]);
  expect(live()).toEqual([b]);
});

test("a client of the stack gets its key and its scope, and is handed to an Action", () => {
  const { publicKey } = rsaKeys();
  const client_id = "${auth0_client.lookup.client_id}";
  const resource = {
    auth0_client: { lookup: { name: "Look-up", app_type: "non_interactive", grant_types: ["client_credentials"] } },
    auth0_client_credentials: {
      lookup: {
        client_id,
        private_key_jwt: { credentials: [{ pem: publicKey }] },
      },
    },
    auth0_client_grant: { lookup: { client_id, scopes: ["read:authentication_methods"] } },
  };
  write({ a: { secrets_wo: [{ name: "CLIENT", value: client_id }] } }, { resource });
  load();
  expect(load()).toMatchObject({ changed: [], skipped: [] });
  const [client, ...others] = tenant.clients.list();
  expect(others).toEqual([]);
  expect(client).toMatchObject({ name: "Look-up", grantTypes: ["client_credentials"] });
  const keys = tenant.clientCredentials.list(client!.clientId);
  expect(client!.assertionCredentials).toEqual(keys.map(({ id }) => id));
  expect(keys).toHaveLength(1);
  expect(tenant.clientGrants.list({ clientId: client!.clientId })).toMatchObject([
    { scopes: ["read:authentication_methods"] },
  ]);
  expect(live()).toMatchObject([{ secrets: { CLIENT: client!.clientId } }]);

  const { id } = tenant.actions.create({ name: "Action a", code: "", trigger });
  tenant.actions.deploy(id);
  tenant.bindings.replace("post-login", [{ ref: { type: "action_id", value: id }, displayName: "Action a" }]);
  loader.releaseUnbound();
  expect(tenant.clients.list()).toEqual([]);
});
