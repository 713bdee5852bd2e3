import { createHash } from "node:crypto";
import type { Server } from "node:https";
import type { BrowserContext, Page } from "playwright-core";
import { seedPassword } from "../../src/auth0/users";
import { describeInBrowser, setUpBrowser } from "../support/browser";
import { originOf, serveApplication } from "./serve-application";
import { addApplication, authorizeUrl, onPostLogin, type RunningTenant, setUpTenant, token } from "./support";

/** What a page may have done that it must not. */
declare const window: { hacked?: boolean };

const code_verifier = "v".repeat(43);
const code_challenge = createHash("sha256").update(code_verifier).digest("base64url");
const pkce = { code_challenge, code_challenge_method: "S256" };
const hostile = `"><img src=x onerror="window.hacked=true"><script>window.hacked=true</script>`;
const challenge = onPostLogin('api.authentication.challengeWith({ type: "phone" });');

describeInBrowser("against a page, or a person, who means harm, a browser", () => {
  let tenant: RunningTenant;
  let shop: Server;
  let stranger: Server;
  let context: BrowserContext;
  let page: Page;
  let application: { clientId: string };

  // The name is another site's, which points here.
  const openContext = setUpBrowser(["--host-resolver-rules=MAP evil.example 127.0.0.1"]);
  setUpTenant(async (started) => {
    tenant = started;
    [shop, stranger] = [await serveApplication(tenant), await serveApplication(tenant)];
    const origin = originOf(shop);
    const properties = { callbacks: [origin, `${origin}/`, originOf(stranger)], web_origins: [origin] };
    application = addApplication(tenant, properties, { appType: "spa", tokenEndpointAuthMethod: "none" });
  });
  afterAll(() => {
    for (const server of [shop, stranger]) server?.close();
  });
  beforeEach(async () => {
    context = await openContext();
    page = await context.newPage();
    page.on("dialog", () => {
      throw new Error("A page showed a dialog.");
    });
  });

  const address = (more: Record<string, string> = {}) =>
    authorizeUrl(tenant, { client_id: application.clientId, redirect_uri: originOf(shop), ...pkce, ...more });

  async function signIn(): Promise<void> {
    await page.goto(address());
    await page.getByLabel("Email address or phone number").fill("paul@example.com");
    await page.keyboard.press("Enter");
    await page.getByLabel("Password").fill(seedPassword);
    await page.keyboard.press("Enter");
    await page.waitForURL(/code=/);
  }

  const port = (url: string) => new URL(url).port;
  const everywhere = () => [
    ...["/authorize", "/u/login", "/oauth/token", "/passwordless/start", "/mfa/authenticators", "/userinfo"],
    ...["/.well-known/openid-configuration", "/v2/logout", "/oidc/logout", "/api/v2/clients", "/_sandbox", "/", "/x"],
    ...["/activate", "/device/success", "/oauth/device/code"],
  ];

  test("finds the tenant and Verify on 127.0.0.1 alone", async () => {
    for (const url of [tenant.url, tenant.verifyUrl]) {
      for (const host of ["127.0.0.2", "[::1]"]) {
        const opened = page.goto(`https://${host}:${port(url)}/`);
        await expect(opened).rejects.toThrow(/ERR_(CONNECTION_REFUSED|ADDRESS_INVALID|ADDRESS_UNREACHABLE)/);
      }
    }
  });

  test("is refused everywhere under another name that points here", async () => {
    for (const path of everywhere()) {
      const response = await page.goto(`https://evil.example:${port(tenant.url)}${path}`);
      expect([path, response?.status()]).toEqual([path, 403]);
    }
    const verify = await page.goto(`https://evil.example:${port(tenant.verifyUrl)}/v2/Services`);
    expect(verify?.status()).toBe(403);
  });

  /** What a page of that origin can read of a request: its status, or nothing. */
  async function read(server: Server, url: string, init: object = {}): Promise<number | "nothing"> {
    await page.goto(originOf(server));
    return page.evaluate(
      ([to, options]) =>
        fetch(to, options).then(
          ({ status }) => status,
          () => "nothing" as const,
        ),
      [url, init] as const,
    );
  }

  test("lets no page read an answer but a listed one, and that one tokens of a person alone", async () => {
    const { clientId: client_id, clientSecret: client_secret } = tenant.credentials.client;
    const audience = `${tenant.url}/api/v2/`;
    const machine = new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret, audience });
    const given = await fetch(`${tenant.url}/oauth/token`, { method: "POST", body: machine });
    const { access_token } = (await given.json()) as { access_token: string };
    const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    const person = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: application.clientId,
      refresh_token: "x",
    });
    const post = (body: URLSearchParams) => ({
      method: "POST",
      body: body.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    const basic = Buffer.from(`${tenant.credentials.verify.account.sid}:x`).toString("base64");
    const asked: [string, object][] = [
      [`${tenant.url}/oauth/token`, post(machine)],
      [`${tenant.url}/api/v2/clients`, bearer(access_token)],
      [`${tenant.url}/_sandbox/users`, bearer(tenant.credentials.controlToken)],
      [`${tenant.url}/authorize`, {}],
      [`${tenant.verifyUrl}/v2/Services`, { headers: { authorization: `Basic ${basic}` } }],
    ];
    for (const server of [stranger, shop]) {
      for (const [url, init] of asked) expect([url, await read(server, url, init)]).toEqual([url, "nothing"]);
    }
    expect(await read(stranger, `${tenant.url}/oauth/token`, post(person))).toBe("nothing");
    expect(await read(shop, `${tenant.url}/oauth/token`, post(person))).toBe(403);
  });

  test("is sent to a callback that is listed letter by letter, and to no other", async () => {
    const origin = originOf(shop);
    for (const other of [`${origin}/other`, `${origin}?x=1`, `${origin}//`, origin.replace("https", "http")]) {
      const response = await page.goto(address({ redirect_uri: other }));
      expect([other, response?.status(), new URL(page.url()).origin]).toEqual([other, 403, tenant.url]);
    }
    const response = await page.goto(`${tenant.url}/v2/logout?${new URLSearchParams({ returnTo: origin })}`);
    expect([response?.status(), new URL(page.url()).origin]).toEqual([400, tenant.url]);
  });

  test("opens no Management API with what a person got", async () => {
    await signIn();
    const code = new URL(page.url()).searchParams.get("code") ?? "";
    const exchange = { grant_type: "authorization_code", client_id: application.clientId, code, code_verifier };
    const { access_token, id_token } = await token(tenant, { ...exchange, redirect_uri: originOf(shop) });
    for (const value of [access_token, id_token]) {
      const headers = { authorization: `Bearer ${value}` };
      expect((await page.request.get(`${tenant.url}/api/v2/clients`, { headers })).status()).toBe(401);
    }
    expect((await page.goto(`${tenant.url}/api/v2/clients`))?.status()).toBe(401);
  });

  test("shows a silent answer in a frame of a web origin, and in no other", async () => {
    await signIn();
    const src = address({ prompt: "none", response_mode: "web_message" });
    const framed = async (server: Server) => {
      await page.goto(originOf(server));
      return page.evaluate(
        (url) =>
          new Promise((resolve) => {
            // biome-ignore lint/suspicious/noExplicitAny: a browser's, of which Node's types know nothing
            const here = window as any;
            here.addEventListener("message", ({ data }: { data: { type?: string } }) => resolve(data.type));
            here.setTimeout(() => resolve("nothing"), 2000);
            here.document.body.appendChild(Object.assign(here.document.createElement("iframe"), { src: url }));
          }),
        src,
      );
    };
    expect(await framed(shop)).toBe("authorization_response");
    expect(await framed(stranger)).toBe("nothing");
  });

  /** What somebody who could put markup into the page would get out of it. */
  const attempt = () =>
    page.evaluate(async (evil) => {
      // biome-ignore lint/suspicious/noExplicitAny: a browser's, of which Node's types know nothing
      const here = window as any;
      const { document } = here;
      const box = document.body.appendChild(document.createElement("div"));
      box.innerHTML = `<img src="${evil}/x" onerror="window.hacked=true"><svg onload="window.hacked=true"></svg>`;
      const imageFailed = new Promise((resolve) => box.querySelector("img").addEventListener("error", resolve));
      const script = document.createElement("script");
      script.textContent = "window.hacked=true";
      box.appendChild(script);
      const asked = await fetch(evil, { mode: "no-cors" }).then(
        () => "answered",
        () => "blocked",
      );
      await imageFailed;
      const result = { asked, hacked: here.hacked === true };
      box.remove();
      return result;
    }, originOf(stranger));
  const safe = { asked: "blocked", hacked: false };

  test("runs no script in a page of the tenant's, and sends nothing elsewhere from it", async () => {
    tenant.actions(challenge);
    await page.goto(originOf(shop));
    expect(await attempt()).toEqual({ asked: "answered", hacked: true });
    await page.goto(address());
    expect(await attempt()).toEqual(safe);
    await page.getByLabel("Email address or phone number").fill("paul@example.com");
    await page.keyboard.press("Enter");
    await page.getByLabel("Password").waitFor();
    expect(await attempt()).toEqual(safe);
    await page.getByLabel("Password").fill(seedPassword);
    await page.keyboard.press("Enter");
    await page.getByLabel("Code").waitFor();
    expect(await attempt()).toEqual(safe);
    for (const other of [address({ redirect_uri: "https://evil.example" }), `${tenant.url}/oidc/logout`]) {
      await page.goto(other);
      expect(await attempt()).toEqual(safe);
    }
  });

  test("shows as text what a name, an address, a number, a code or an address bar holds", async () => {
    const { clientId } = addApplication(tenant, { callbacks: [originOf(shop)] }, { name: hostile });
    tenant.engine.users.add({
      handle: hostile,
      name: hostile,
      email: `${hostile}@example.com`,
      password: seedPassword,
    });
    tenant.actions(challenge);
    const markup = () => page.locator("img, script, svg").count();
    await page.goto(address({ client_id: clientId, login_hint: hostile, state: hostile }));
    expect([await markup(), await page.getByText(hostile).count()]).toEqual([0, expect.any(Number)]);
    await page.getByLabel("Email address or phone number").fill(`${hostile}@example.com`);
    await page.keyboard.press("Enter");
    await page.getByLabel("Password").fill(hostile);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    expect([await markup(), await page.getByText(hostile).count()]).toEqual([0, expect.any(Number)]);
    await page.goto(address({ client_id: hostile }));
    expect([await markup(), await page.getByText(hostile).count()]).toEqual([0, 1]);
    await page.goto(`${tenant.url}/v2/logout?${new URLSearchParams({ returnTo: hostile })}`);
    expect([await markup(), await page.getByText(hostile).count()]).toEqual([0, 1]);
    expect(await page.evaluate(() => window.hacked)).toBeUndefined();
  });

  test("shows as text what is typed in as a code or a number, and what Verify answers", async () => {
    tenant.actions(challenge);
    await page.goto(address());
    await page.getByLabel("Email address or phone number").fill("paul@example.com");
    await page.keyboard.press("Enter");
    tenant.verify.faults.set("verification/create", { kind: "error", status: 500, times: 9 });
    await page.getByLabel("Password").fill(seedPassword);
    await page.keyboard.press("Enter");
    await page.getByText("The code was not sent").waitFor();
    tenant.verify.faults.clear();
    await page.getByLabel("Code").fill("<b>12345");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    expect(await page.locator("img, script, svg, b").count()).toBe(0);
  });

  test("hands an Action's reason to the application as one parameter, whatever is in it", async () => {
    const reason = `${hostile}&code=stolen#code=stolen`;
    tenant.actions(onPostLogin(`api.access.deny(${JSON.stringify(reason)});`));
    await page.goto(address({ state: "mine" }));
    await page.getByLabel("Email address or phone number").fill("paul@example.com");
    await page.keyboard.press("Enter");
    await page.getByLabel("Password").fill(seedPassword);
    await page.keyboard.press("Enter");
    await page.waitForURL(/error=/);
    const answered = new URL(page.url());
    expect(Object.fromEntries(answered.searchParams)).toEqual({
      error: "access_denied",
      error_description: reason,
      state: "mine",
    });
    expect(answered.hash).toBe("");
  });
});
