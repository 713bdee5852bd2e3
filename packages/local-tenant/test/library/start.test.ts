import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ManagementClient } from "auth0";
import twilio from "twilio";
import { start } from "./support";

const named = (name: string) => ({
  name,
  code: `let logins = 0; exports.onExecutePostLogin = async (event) => { console.log("${name}", ++logins, event.tenant.id); };`,
});

test("two tenants of one process don't meet: neither Actions, users, sessions, codes nor credentials", async () => {
  await using one = await start({ source: { actions: [named("one")] } });
  await using two = await start({
    source: { actions: [named("two")] },
    users: [{ handle: "somebody", password: "secret" }],
  });
  one.users.add({ handle: "only-here", password: "secret" });
  const [first] = await Promise.all([
    one.login({ user: "phone-only", method: "sms" }),
    two.login({ user: "somebody", method: "password" }),
  ]);
  expect(first.actions[0]?.console).toEqual(["one 1 sandbox"]);
  const again = await two.login({ user: "somebody", method: "password" });
  expect(again.actions[0]?.console).toEqual(["two 2 sandbox"]);
  expect(() => two.users.get("only-here")).toThrow("Users: somebody.");
  await expect(two.login({ session: first.outcome.sessionId ?? "" })).rejects.toThrow("no such session");
  expect([one, two].map(({ inbox }) => inbox.messages().length)).toEqual([1, 0]);
  expect([one, two].map(({ verify }) => verify.conversion().total_attempts)).toEqual([1, 0]);
  expect(one.url).not.toBe(two.url);
  const { clientId, clientSecret } = two.management;
  const foreign = new ManagementClient({ ...one.management, clientId, clientSecret });
  await expect(foreign.actions.list()).rejects.toMatchObject({ statusCode: 401 });
  const asked = await fetch(`${one.control.url}/users`, { headers: { authorization: `Bearer ${two.control.token}` } });
  expect(asked.status).toBe(401);
});

test("a console is there for a test that asks for one, and its link opens it", async () => {
  await using without = await start();
  expect(without.consoleLink).toBeUndefined();
  await using tenant = await start({ ports: { console: 0 } });
  const link = new URL(tenant.consoleLink!);
  expect(link.hash).toBe(`#token=${tenant.control.token}`);
  expect(await (await fetch(link)).text()).toContain("<title>Local tenant</title>");
});

test("a tenant that was stopped answers no more, and another goes on", async () => {
  const one = await start();
  await using two = await start();
  await one.stop();
  await expect(fetch(one.url)).rejects.toThrow("fetch failed");
  expect((await two.login({ user: "phone-only", method: "sms" })).outcome.status).toBe("completed");
});

test("Auth0's SDK manages the tenant by its credentials", async () => {
  await using tenant = await start({ source: { actions: [named("one")] } });
  const management = new ManagementClient(tenant.management);
  const { data } = await management.actions.list();
  expect(data.map(({ name }) => name)).toContain("one");
});

test("Twilio's SDK verifies a number of its own by the account's credentials", async () => {
  await using tenant = await start();
  const { url, accountSid, authToken, serviceSid } = tenant.verify;
  const client = twilio(accountSid, authToken);
  client.verify.baseUrl = url;
  const service = client.verify.v2.services(serviceSid);
  await service.verifications.create({ to: "+12025550123", channel: "sms" });
  const code = await tenant.inbox.codeFor("+12025550123");
  const { status } = await service.verificationChecks.create({ to: "+12025550123", code });
  expect(status).toBe("approved");
  expect(tenant.verify.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});

test("the control API answers by its URL and token", async () => {
  await using tenant = await start();
  const { url, token } = tenant.control;
  const response = await fetch(`${url}/users`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
});

test("a program in another process finds and trusts the tenant by its environment", async () => {
  await using tenant = await start({ source: { actions: [named("one")] } });
  const program = `fetch(process.env.LOCAL_TENANT_CONTROL_URL, {
    headers: { authorization: "Bearer " + process.env.LOCAL_TENANT_TOKEN },
  }).then(async (answer) => console.log((await answer.json()).actions.join()));`;
  const env = { ...process.env, ...tenant.environment };
  expect((await promisify(execFile)(process.execPath, ["-e", program], { env })).stdout).toBe("one\n");
});

test("Verify can be made to fail, and the login says what became of the code", async () => {
  await using tenant = await start();
  tenant.verify.faults.set("verification/create", { kind: "error", status: 500 });
  const { outcome, timeline } = await tenant.login({ user: "phone-only", method: "sms" });
  expect(outcome).toMatchObject({ error: "abandoned", description: "No code arrived." });
  expect(timeline).toContainEqual(expect.objectContaining({ kind: "code-not-sent" }));
});

test("a reset forgets sessions and messages, and keeps the Actions", async () => {
  await using tenant = await start({ source: { actions: [named("one")] } });
  const { outcome } = await tenant.login({ user: "phone-only", method: "sms" });
  tenant.reset();
  expect(tenant.inbox.messages()).toEqual([]);
  await expect(tenant.login({ session: outcome.sessionId ?? "" })).rejects.toThrow("no such session");
  const again = await tenant.login({ user: "phone-only", method: "sms" });
  expect(again.actions[0]?.console).toEqual(["one 1 sandbox"]);
});

test("another source takes the place of the one before", async () => {
  await using tenant = await start({ source: { actions: [named("one"), named("two")] } });
  tenant.load({ actions: [named("three"), named("one")] });
  const { actions } = await tenant.login({ user: "phone-only", method: "sms" });
  expect(actions.map(({ name }) => name)).toEqual(["three", "one"]);
});

test("an Action that is no CommonJS is refused at the start, and nothing stays open", async () => {
  const port = await freePort();
  const source = { actions: [{ name: "Module", code: "import a from 'a';" }] };
  await expect(start({ source, ports: { tenant: port } })).rejects.toThrow(/"Module".*\n.*SyntaxError/);
  await using again = await start({ ports: { tenant: port } });
  expect(again.url).toBe(`https://localhost:${port}`);
});

async function freePort(): Promise<number> {
  await using tenant = await start();
  return Number(new URL(tenant.url).port);
}
