import { clients } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { randomCredentials } from "../../src/server";
import { emptyDocument } from "../../src/sources/document";
import { restore } from "../../src/state/restore";
import { parseTenantState } from "../../src/state/state-schema";
import { stateText } from "../../src/state/state-text";
import {
  addApplication,
  authorizeUrl,
  onPostLogin,
  type RunningTenant,
  startTenant,
  token,
  Visitor,
} from "../oidc/support";
import { controlClient } from "./control-client";

const started: RunningTenant[] = [];

async function start(options = {}): Promise<RunningTenant> {
  const tenant = await startTenant(options);
  started.push(tenant);
  return tenant;
}

afterEach(async () => {
  for (const tenant of started.splice(0)) await tenant.end();
});

const web = { client_id: clients.web!.client_id };
const redirect_uri = "http://localhost:3000/callback";

describe("A restart with a state", () => {
  /** Ends a tenant, and starts one on its ports with what the first one's state holds. */
  async function restart(tenant: RunningTenant): Promise<RunningTenant> {
    const state = parseTenantState(JSON.parse(stateText(tenant)));
    const [management, verify] = [tenant.url, tenant.verifyUrl].map((url) => Number(new URL(url).port));
    started.splice(started.indexOf(tenant), 1);
    await tenant.end();
    const credentials = { ...randomCredentials(), ...state.credentials };
    const again = await start({ ports: { management, verify }, credentials });
    restore(again, state);
    return again;
  }

  test("leaves a browser signed in, and its session as it was", async () => {
    const first = await start();
    const visitor = await new Visitor(first).open(authorizeUrl(first, web));
    await visitor.signIn("paul@example.com", seedPassword);
    const again = await restart(first);
    again.actions(onPostLogin("api.access.deny(event.authentication.methods.map((m) => m.name).join());"));
    await visitor.open(authorizeUrl(again, web));
    expect(visitor.answer).toMatchObject({ error: "access_denied", error_description: "pwd" });
  });

  test("leaves tokens good: the key, access to userinfo, and refresh tokens with their reuse detection", async () => {
    const first = await start();
    const application = addApplication(first, { refresh_token: { rotation_type: "rotating" } });
    const credentials = { client_id: application.clientId, client_secret: application.clientSecret };
    const visitor = new Visitor(first);
    await visitor.open(authorizeUrl(first, { client_id: application.clientId, scope: "openid offline_access" }));
    await visitor.signIn("paul@example.com", seedPassword);
    const code = visitor.answer.code ?? "";
    const issued = await token(first, { ...credentials, grant_type: "authorization_code", code, redirect_uri });
    const keys = async ({ url }: RunningTenant) => (await fetch(`${url}/.well-known/jwks.json`)).json();
    const before = await keys(first);

    const again = await restart(first);
    expect(await keys(again)).toEqual(before);
    const headers = { authorization: `Bearer ${issued.access_token}` };
    expect((await fetch(`${again.url}/userinfo`, { headers })).status).toBe(200);
    const refresh = (refresh_token = "") =>
      token(again, { ...credentials, grant_type: "refresh_token", refresh_token });
    const rotated = await refresh(issued.refresh_token);
    expect(rotated.status).toBe(200);
    expect((await refresh(issued.refresh_token)).status).toBe(403);
    expect((await refresh(rotated.refresh_token)).status).toBe(403);
  });

  test("leaves the clock ahead, log streams under their ids, and users as they were", async () => {
    const first = await start();
    first.clock.advance(3_600_000);
    const stream = { type: "http", sink: { httpEndpoint: "http://127.0.0.1:1/" } } as const;
    first.tenant.logStreams.delete(first.tenant.logStreams.create({ name: "gone", ...stream }).id);
    const { id } = first.tenant.logStreams.create({ name: "kept", ...stream });
    first.engine.users.replaceAll([{ handle: "only", email: "only@example.com", password: "p" }]);
    const again = await restart(first);
    expect(again.clock.aheadMs).toBe(3_600_000);
    expect(again.tenant.logStreams.get(id).name).toBe("kept");
    expect(again.tenant.logStreams.create({ name: "new", ...stream }).id).not.toBe(id);
    expect(again.engine.users.all().map(({ handle }) => handle)).toEqual(["only"]);
  });
});

describe("Saving and loading over the control API", () => {
  test("a saved state says first that it holds secrets, and is kept by no cache", async () => {
    const tenant = await start();
    const authorization = `Bearer ${tenant.credentials.controlToken}`;
    const response = await fetch(`${tenant.url}/_sandbox/state`, { headers: { authorization } });
    const { headers } = response;
    const text = await response.text();
    expect(text).toMatch(
      /^\{\n {2}"\/\/": "A local tenant's state\. It holds secrets: keep it out of version control\."/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-disposition")).toContain('filename="local-tenant-state.json"');
  });

  test("a state moves what was made in one tenant to another one, which keeps its own credentials and sources", async () => {
    const [one, other] = [await start(), await start()];
    one.engine.users.replaceAll([{ handle: "ada", email: "ada@example.com", password: "p" }]);
    one.tenant.settings.patch({ friendly_name: "One" });
    const trigger = { id: "post-login", version: "v3" };
    const secrets = [{ name: "TOKEN", value: one.credentials.verify.account.authToken }];
    const made = one.tenant.actions.create({ name: "Made", trigger, code: onPostLogin(""), secrets });
    one.tenant.actions.deploy(made.id);
    one.tenant.bindings.append(made.id);
    const application = addApplication(one);
    const { json: state } = await controlClient(one)("GET", "/state");

    const sourced = { key: "s", name: "Sourced", code: onPostLogin(""), trigger, dependencies: [], secrets: [] };
    const bindings = [{ trigger: "post-login", actions: [{ action: { key: "s" } }] }];
    other.load({ ...emptyDocument(), actions: [sourced], bindings });
    addApplication(other, {}, { name: "Gone" });
    expect((await controlClient(other)("PUT", "/state", state)).status).toBe(204);

    expect(other.engine.users.all().map(({ handle }) => handle)).toEqual(["ada"]);
    expect(other.tenant.settings.get().friendly_name).toBe("One");
    const running = other.tenant.deployedActions("post-login");
    expect(running.map(({ name }) => name)).toEqual(["Sourced", "Made"]);
    expect(running[1]?.secrets).toEqual({ TOKEN: other.credentials.verify.account.authToken });
    expect(other.tenant.clients.find(application.clientId)?.name).toBe("Shop");
    expect(other.tenant.clients.list().map(({ name }) => name)).not.toContain("Gone");
    expect(other.tenant.clients.list().filter(({ name }) => name === "Terraform")).toMatchObject([
      { clientId: other.credentials.client.clientId, clientSecret: other.credentials.client.clientSecret },
    ]);
    const login = await other.login({ user: "ada", method: "password" });
    expect(login.state).toBe("completed");
    expect((await controlClient(other)("GET", "/state")).json.users).toMatchObject([{ handle: "ada" }]);
  });

  test("a code still arrives after a state was loaded", async () => {
    const tenant = await start();
    const { json } = await controlClient(tenant)("GET", "/state");
    expect((await controlClient(tenant)("PUT", "/state", json)).status).toBe(204);
    const login = await tenant.login({ user: "phone-only", method: "sms" });
    expect(await login.submitCode(tenant.code())).toEqual({ accepted: true });
  });

  test.each([
    ["no document", () => [], /This is not a local tenant's state\./],
    ["another document", () => ({ users: [] }), /This is not a local tenant's state\./],
    ["another version", (state: object) => ({ ...state, version: 2 }), /This is not a local tenant's state\./],
    ["a wrong part", (state: object) => ({ ...state, users: [{ handle: 1 }] }), /is not valid: users\.0\.handle/],
    [
      "a trigger that there is not",
      (state: object) => ({ ...state, bindings: [{ trigger: "on-a-whim", actions: [] }] }),
      /can't be restored, and nothing has changed: The trigger on-a-whim does not exist/,
    ],
    [
      "a key that is none",
      (state: { signIns: object }) => ({ ...state, signIns: { ...state.signIns, signingKey: "key" } }),
      /can't be restored, and nothing has changed/,
    ],
  ])("%s is refused with what is wrong, and nothing is lost", async (_, change, message) => {
    const tenant = await start();
    const { json } = await controlClient(tenant)("GET", "/state");
    await tenant.login({ user: "phone-only", method: "sms" });
    const code = tenant.code();
    const { status, json: answer } = await controlClient(tenant)("PUT", "/state", change(json));
    expect([status, answer.error]).toEqual([400, expect.stringMatching(message)]);
    expect(tenant.code()).toBe(code);
    expect((await controlClient(tenant)("GET", "/state")).json).toEqual(json);
  });

  test("a state may be larger than other bodies", async () => {
    const tenant = await start();
    const { json } = await controlClient(tenant)("GET", "/state");
    const users = Array.from({ length: 3000 }, (_, nth) => ({ handle: `u${nth}`, nickname: "n".repeat(500) }));
    expect((await controlClient(tenant)("PUT", "/state", { ...json, users })).status).toBe(204);
    expect(tenant.engine.users.all()).toHaveLength(3000);
  });
});
