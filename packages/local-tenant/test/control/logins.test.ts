import { LoginRegistry } from "../../src/auth0/login";
import type { LoginListing } from "../../src/auth0/login/login-registry";
import { seedPassword } from "../../src/auth0/users/seeds";
import type { LoginDetails } from "../../src/control/logins/details";
import { verifyVariables } from "../support/fixed-credentials";
import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

let tenant: TestTenant;

beforeAll(async () => {
  tenant = await startTestTenant(reportingActions);
});
afterAll(() => tenant.stop());
beforeEach(() => tenant.server.reset());

async function get<Document>(path: string): Promise<Document> {
  const headers = { authorization: `Bearer ${tenant.server.credentials.controlToken}` };
  return (await fetch(`https://${tenant.tenant.domain}/_sandbox${path}`, { headers })).json() as Promise<Document>;
}

const list = (since = 0) => get<LoginListing>(`/logins?since=${since}`);

test("the list has every login, however it began, the newest first", async () => {
  await tenant.complete({ user: "phone-only", method: "sms" });
  await tenant.login({ user: "password-phone", method: "password" });
  const { clientId, clientSecret } = tenant.tenant.clients.create({ name: "Importer", grantTypes: ["password"] });
  await fetch(`https://${tenant.tenant.domain}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      ...{ grant_type: "password", username: "paul@example.com", password: seedPassword },
      ...{ client_id: clientId, client_secret: clientSecret },
    }),
  });
  const { logins, complete } = await list();
  expect(complete).toBe(true);
  expect(logins).toMatchObject([
    { user: "password-phone", grant: "password", client: "Importer", state: "awaiting-mfa" },
    { user: "password-phone", method: "password", client: "Web", state: "awaiting-mfa", actions: ["ok", "ok"] },
    { user: "phone-only", method: "sms", state: "completed", actions: ["ok", "ok", "ok"] },
  ]);
});

test("whoever has the list asks for what has changed since", async () => {
  const waiting = await tenant.login({ user: "password-phone", method: "password" });
  await tenant.complete({ user: "phone-only", method: "sms" });
  const { revision, logins } = await list();
  expect((await list(revision)).logins).toEqual([]);
  await tenant.finish(waiting);
  const after = await list(revision);
  expect(after).toMatchObject({ complete: false, oldest: logins[1]!.number });
  expect(after.logins.map(({ id, state }) => ({ id, state }))).toEqual([{ id: waiting.id, state: "completed" }]);
});

test("after a reset, and for another start's revision, it is complete again", async () => {
  await tenant.complete({ user: "phone-only", method: "sms" });
  const { revision } = await list();
  tenant.server.reset();
  expect(await list(revision)).toMatchObject({ complete: true, logins: [] });
  expect(await list(revision + 1_000_000)).toMatchObject({ complete: true });
});

test("one login comes with its summary, what its Actions want in the tokens, and the code that it waits for", async () => {
  tenant.deploy({
    name: "Claims",
    code: `exports.onExecutePostLogin = async (event, api) => {
      api.idToken.setCustomClaim("https://example.com/roles", ["admin"]);
      api.accessToken.addScope("read:all");
    };`,
  });
  const login = await tenant.login({ user: "phone-only", method: "sms" });
  expect(await get<LoginDetails>(`/logins/${login.id}`)).toMatchObject({
    state: "awaiting-code",
    summary: { user: "phone-only" },
    arrived: tenant.codeFor("+12025550101"),
  });
  await tenant.finish(login);
  const after = await get<LoginDetails>(`/logins/${login.id}`);
  expect(after).toMatchObject({
    state: "completed",
    tokens: { idToken: { "https://example.com/roles": ["admin"] }, scopes: { "read:all": true } },
  });
  expect(after).not.toHaveProperty("arrived");
});

test("the events that the Actions were handed are there on demand, with the names of secrets alone", async () => {
  const login = await tenant.complete({ user: "phone-only", method: "sms" });
  const { events } = await get<{ events: { action: string; event: Record<string, unknown> }[] }>(
    `/logins/${login.id}/events`,
  );
  expect(events.slice(0, 3).map(({ action }) => action)).toEqual(["Report passwordless", "Ask for MFA", "Report MFA"]);
  expect(events[0]!.event).toMatchObject({
    user: { phone_number: "+12025550101" },
    secrets: { TWILIO_AUTH_TOKEN: "[secret TWILIO_AUTH_TOKEN]" },
  });
  expect(JSON.stringify(events)).not.toContain(verifyVariables.TWILIO_AUTH_TOKEN);
});

test("of the newest 1000 logins everything is kept, and of older ones what the list shows", async () => {
  const first = await tenant.login({ user: "phone-only", method: "sms" });
  for (let i = 0; i < LoginRegistry.whole; i++) {
    await tenant.login({ user: "phone-only", prompt: "none" });
  }
  const { logins } = await list();
  expect(logins.at(-1)).toMatchObject({ id: first.id, state: "awaiting-code" });
  expect(await get(`/logins/${first.id}`)).toEqual({
    error: `There is no login "${first.id}"; the last 1000 are kept.`,
  });
  first.abandon();
  expect((await list()).logins.at(-1)).toMatchObject({ id: first.id, state: "ended", error: "abandoned" });
});
