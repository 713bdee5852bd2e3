import { clients } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { addApplication, authorizeUrl, onPostLogin, type RunningTenant, setUpTenant, token, Visitor } from "./support";

const oob = "http://auth0.com/oauth/grant-type/mfa-oob";

let tenant: RunningTenant;

setUpTenant((started) => {
  tenant = started;
});

/** The control API, as the console asks it. */
async function control(path: string, body?: object) {
  const headers = { authorization: `Bearer ${tenant.credentials.controlToken}`, "content-type": "application/json" };
  const sent = body && { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${tenant.url}/_sandbox${path}`, { headers, ...sent });
  // biome-ignore lint/suspicious/noExplicitAny: documents of the control API
  return (await response.json()) as any;
}

/** The tenant's logins, oldest first. */
// biome-ignore lint/suspicious/noExplicitAny: documents of the control API
const logins = async (): Promise<any[]> => (await control("/logins")).logins.reverse();

test("logins at the pages and of token requests are listed like those that a program begins", async () => {
  const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id: clients.web!.client_id }));
  expect(await logins()).toEqual([]);
  await visitor.signIn("paul@example.com", seedPassword);
  await visitor.open(authorizeUrl(tenant, { client_id: clients.web!.client_id, prompt: "none" }));
  const { clientId: client_id, clientSecret: client_secret } = addApplication(tenant, {}, { grantTypes: ["password"] });
  const body = { grant_type: "password", client_id, client_secret, username: "paul@example.com" };
  await token(tenant, { ...body, password: seedPassword });
  await token(tenant, { ...body, password: "wrong" });
  expect(await logins()).toMatchObject([
    { user: "password-phone", client: "Web", method: "password", state: "completed" },
    { user: "password-phone", client: "Web", state: "completed" },
    { client: "Shop", grant: "password", state: "completed" },
    { client: "Shop", grant: "password", state: "ended", error: "invalid_grant" },
  ]);
});

test("a token request that waits for a device goes on once somebody answers for it by the control API", async () => {
  tenant.tenant.guardian.setEnabled("push-notification", true);
  tenant.engine.users.get("password-phone").enrollments.push({ type: "push-notification" });
  tenant.actions(onPostLogin('api.authentication.challengeWith({ type: "push-notification" });'));
  const { clientId, clientSecret } = addApplication(tenant, {}, { grantTypes: ["password", oob] });
  const credentials = { client_id: clientId, client_secret: clientSecret };
  const person = { username: "paul@example.com", password: seedPassword };
  const { mfa_token = "" } = await token(tenant, { ...credentials, ...person, grant_type: "password" });
  const challenge = await fetch(`${tenant.url}/mfa/challenge`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...credentials, mfa_token }),
  });
  const { oob_code } = (await challenge.json()) as { oob_code: string };
  const poll = () => token(tenant, { ...credentials, grant_type: oob, mfa_token, oob_code });
  expect(await poll()).toMatchObject({ error: "authorization_pending" });
  const [login] = await logins();
  expect(login.state).toBe("awaiting-mfa");
  await control(`/logins/${login.id}/answer`, { factor: "push-notification" });
  expect(await poll()).toMatchObject({ status: 200 });
});
