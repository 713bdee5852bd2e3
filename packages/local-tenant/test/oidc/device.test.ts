import { clients } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { ManualClock } from "../../src/support/clock";
import { addApplication, authorizeUrl, onPostLogin, type RunningTenant, setUpTenant, token, Visitor } from "./support";

const clock = new ManualClock(Date.now());
const grant_type = "urn:ietf:params:oauth:grant-type:device_code";

let tenant: RunningTenant;

setUpTenant(
  (started) => {
    tenant = started;
  },
  { clock },
);

const mobile = () => ({ client_id: clients.mobile!.client_id });

/** What the platform answers a device. */
interface Begun {
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
}

async function begin(more: Record<string, string> = {}) {
  const body = new URLSearchParams({ ...mobile(), scope: "openid profile offline_access", ...more });
  const response = await fetch(`${tenant.url}/oauth/device/code`, { method: "POST", body });
  return { status: response.status, ...((await response.json()) as Begun) };
}

/** Asks as a device does: after the interval. */
function poll(device_code: string, more: Record<string, string> = {}) {
  clock.advance(5000);
  return token(tenant, { ...mobile(), grant_type, device_code, ...more });
}

/** Sends the form of a device page. */
function press(visitor: Visitor, fields: Record<string, string>, origin = tenant.url): Promise<Visitor> {
  const headers = { "content-type": "application/x-www-form-urlencoded", origin };
  const body = new URLSearchParams(fields).toString();
  return visitor.open(`${tenant.url}/activate`, { method: "POST", body, headers });
}

const activationOf = ({ html }: Visitor) => html.match(/name="activation" value="([^"]+)"/)?.[1] ?? "";
const confirm = (visitor: Visitor, action = "confirm") => press(visitor, { activation: activationOf(visitor), action });

const claims = (jwt = "") =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

test("a device gets tokens once its person has typed in its code, confirmed it and signed in", async () => {
  tenant.actions(onPostLogin('api.idToken.setCustomClaim("protocol", event.transaction.protocol);'));
  const { device_code, user_code, ...begun } = await begin();
  expect(user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  expect(begun).toMatchObject({ status: 200, expires_in: 900, interval: 5 });
  expect(await poll(device_code)).toMatchObject({ status: 403, error: "authorization_pending" });
  const visitor = await new Visitor(tenant).open(begun.verification_uri);
  await press(visitor, { user_code: user_code.toLowerCase().replace("-", " ") });
  expect(visitor.html).toContain(user_code);
  await confirm(visitor);
  await visitor.signIn("paul@example.com", seedPassword);
  expect(visitor.heading).toBe("Your device is connected");
  const tokens = await poll(device_code);
  expect(claims(tokens.id_token)).toMatchObject({ name: "Paul Password", protocol: "oauth2-device-code" });
  expect(tokens.refresh_token).toBeDefined();
  expect(await poll(device_code)).toMatchObject({ status: 403, error: "invalid_grant" });
});

test("a browser that is signed in needs the confirmation alone, and MFA where an Action asks for it", async () => {
  tenant.actions(onPostLogin('api.authentication.challengeWith({ type: "phone" });'));
  const first = await begin();
  const visitor = await new Visitor(tenant).open(first.verification_uri_complete);
  await (await confirm(visitor)).signIn("paul@example.com", seedPassword);
  await visitor.submit("answer", { code: tenant.code() });
  tenant.actions();
  const second = await begin();
  await visitor.open(second.verification_uri_complete);
  expect(visitor.heading).toBe("Is this your device?");
  await confirm(visitor);
  expect(visitor.heading).toBe("Your device is connected");
  expect((await poll(first.device_code)).status).toBe(200);
  expect((await poll(second.device_code)).status).toBe(200);
});

test("a device is told that its person, or an Action, said no", async () => {
  const cancelled = await begin();
  const visitor = await new Visitor(tenant).open(cancelled.verification_uri_complete);
  await confirm(visitor, "cancel");
  expect(visitor.heading).toBe("Your device is not connected");
  expect(await poll(cancelled.device_code)).toMatchObject({
    status: 403,
    error: "access_denied",
    error_description: "User cancelled the confirmation prompt.",
  });
  tenant.actions(onPostLogin('api.access.deny("not here");'));
  const denied = await begin();
  await visitor.open(denied.verification_uri_complete);
  await (await confirm(visitor)).signIn("paul@example.com", seedPassword);
  expect(visitor.heading).toBe("Your device is not connected");
  expect(await poll(denied.device_code)).toMatchObject({ error: "access_denied", error_description: "not here" });
});

test("a device that asks too often is told so, and one whose codes have expired, once", async () => {
  const { device_code, user_code, verification_uri } = await begin();
  expect(await poll(device_code)).toMatchObject({ error: "authorization_pending" });
  const again = await token(tenant, { ...mobile(), grant_type, device_code });
  expect(again).toMatchObject({ status: 429, error: "slow_down" });
  clock.advance(15 * 60_000);
  const visitor = await press(await new Visitor(tenant).open(verification_uri), { user_code });
  expect(visitor.html).toContain("That code is wrong or has expired.");
  expect(await poll(device_code)).toMatchObject({ status: 403, error: "expired_token" });
  expect(await poll(device_code)).toMatchObject({ status: 403, error: "invalid_grant" });
});

describe("a device code", () => {
  test("is given to an application that may use it alone, and never for the Management API", async () => {
    const { clientId: client_id } = addApplication(tenant, {}, { appType: "native", tokenEndpointAuthMethod: "none" });
    expect(await begin({ client_id })).toMatchObject({ status: 403, error: "unauthorized_client" });
    expect(await begin({ audience: `${tenant.url}/api/v2/` })).toMatchObject({ status: 403, error: "access_denied" });
  });

  test("opens nothing for another application", async () => {
    const { device_code } = await begin();
    const { clientId: client_id } = addApplication(
      tenant,
      {},
      { appType: "native", tokenEndpointAuthMethod: "none", grantTypes: [grant_type] },
    );
    expect(await poll(device_code, { client_id })).toMatchObject({ status: 403, error: "invalid_grant" });
  });

  test("is confirmed in the browser that was asked, by this tenant's own page, and once", async () => {
    const { user_code, verification_uri_complete } = await begin();
    const asked = await new Visitor(tenant).open(verification_uri_complete);
    const activation = activationOf(asked);
    const stranger = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id: clients.web!.client_id }));
    expect((await press(stranger, { activation, action: "confirm" })).status).toBe(400);
    expect((await press(new Visitor(tenant), { activation: "made up", action: "confirm" })).status).toBe(400);
    expect((await press(asked, { activation, action: "confirm" }, "https://evil.example")).status).toBe(400);
    const twin = await new Visitor(tenant).open(verification_uri_complete);
    expect((await press(asked, { activation, action: "confirm" })).heading).toBe("Welcome");
    expect((await confirm(twin)).status).toBe(400);
    expect((await press(twin, { user_code })).html).toContain("That code is wrong or has expired.");
  });
});

test("the pages show as text what is typed in and what applications are called", async () => {
  const name = "<b>bold</b>";
  const { clientId: client_id } = addApplication(
    tenant,
    {},
    { name, appType: "native", tokenEndpointAuthMethod: "none", grantTypes: [grant_type] },
  );
  const { verification_uri, verification_uri_complete } = await begin({ client_id });
  const visitor = await new Visitor(tenant).open(verification_uri_complete);
  expect(visitor.html).toContain("&lt;b&gt;bold&lt;/b&gt;");
  expect(visitor.headers.get("content-security-policy")).toContain("form-action 'self'; frame-ancestors 'none'");
  await press(await visitor.open(verification_uri), { user_code: '"><script>' });
  expect(visitor.html).not.toContain("<script");
});
