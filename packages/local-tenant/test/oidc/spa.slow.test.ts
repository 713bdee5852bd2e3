import type { Server } from "node:https";
import type { BrowserContext, Page } from "playwright-core";
import { seedPassword } from "../../src/auth0/users";
import { describeInBrowser, setUpBrowser } from "../support/browser";
import { originOf, serveApplication } from "./serve-application";
import { addApplication, onPostLogin, type RunningTenant, setUpTenant } from "./support";

/** What a page of the application may call: `@auth0/auth0-spa-js`, as its bundle puts it on the window. */
declare const auth0: { createAuth0Client(options: object): Promise<SpaClient> };

interface SpaClient {
  mfa: {
    getAuthenticators(mfaToken: string): Promise<{ id: string; type: string }[]>;
    getEnrollmentFactors(mfaToken: string): Promise<{ type: string }[]>;
    enroll(params: object): Promise<{ oobCode: string }>;
    challenge(params: object): Promise<{ oobCode: string }>;
    verify(params: object): Promise<unknown>;
  };
  loginWithRedirect(options?: object): Promise<void>;
  loginWithPopup(options?: object, config?: object): Promise<void>;
  handleRedirectCallback(): Promise<unknown>;
  getTokenSilently(options?: object): Promise<string>;
  getUser(): Promise<{ name?: string } | undefined>;
  logout(options: object): Promise<void>;
}

declare const window: { spa: SpaClient; location: { search: string; origin: string } };

const mfaGrants = ["mfa-otp", "mfa-oob", "mfa-recovery-code"].map(
  (name) => `http://auth0.com/oauth/grant-type/${name}`,
);

describeInBrowser("@auth0/auth0-spa-js in a browser", () => {
  let tenant: RunningTenant;
  let shop: Server;
  let stranger: Server;
  let context: BrowserContext;
  let page: Page;
  let clientId: string;

  const openContext = setUpBrowser();
  setUpTenant(async (started) => {
    tenant = started;
    [shop, stranger] = [await serveApplication(tenant), await serveApplication(tenant)];
    const origin = originOf(shop);
    const properties = {
      callbacks: [origin],
      web_origins: [origin],
      allowed_logout_urls: [origin],
      refresh_token: { rotation_type: "rotating", expiration_type: "non-expiring" },
    };
    const strangersCallback = { ...properties, callbacks: [origin, originOf(stranger)] };
    clientId = addApplication(tenant, strangersCallback, {
      appType: "spa",
      tokenEndpointAuthMethod: "none",
      grantTypes: ["authorization_code", "refresh_token", ...mfaGrants],
    }).clientId;
  });
  afterAll(() => {
    for (const server of [shop, stranger]) server?.close();
  });
  beforeEach(async () => {
    context = await openContext();
    page = await context.newPage();
  });

  /** Opens the application, and makes its client. */
  async function openApplication(server = shop, more: object = {}): Promise<void> {
    await page.goto(originOf(server));
    await makeClient(more);
  }

  async function makeClient(more: object = {}): Promise<void> {
    await page.evaluate(
      async ([domain, id, options]) => {
        const authorizationParams = { redirect_uri: window.location.origin };
        const patience = { authorizeTimeoutInSeconds: 60, httpTimeoutInSeconds: 60 };
        const made = { domain, clientId: id, authorizationParams, ...patience, ...options };
        window.spa = await auth0.createAuth0Client(made);
      },
      [tenant.tenant.domain, clientId, more] as const,
    );
  }

  async function signIn(at: Page = page): Promise<void> {
    await at.getByLabel("Email address or phone number").fill("paul@example.com");
    await at.keyboard.press("Enter");
    await at.getByLabel("Password").fill(seedPassword);
    await at.keyboard.press("Enter");
  }

  async function signInByRedirect(more: object = {}): Promise<void> {
    await openApplication(shop, more);
    await page.evaluate(() => window.spa.loginWithRedirect());
    await signIn();
    await page.waitForURL(/code=/);
    await makeClient(more);
    await page.evaluate(() => window.spa.handleRedirectCallback());
  }

  const userName = () => page.evaluate(async () => (await window.spa.getUser())?.name);
  const silently = () =>
    page.evaluate(() =>
      window.spa.getTokenSilently({ cacheMode: "off" }).then(
        () => "token",
        (error: { error?: string }) => error.error,
      ),
    );

  test("signs in by redirect with the keyboard alone, gets tokens in a frame, and signs out", async () => {
    await signInByRedirect();
    expect(await userName()).toBe("Paul Password");
    expect(await silently()).toBe("token");
    await page.evaluate(() => window.spa.logout({ logoutParams: { returnTo: window.location.origin } }));
    await page.waitForURL(`${originOf(shop)}/`);
    await makeClient();
    expect(await silently()).toBe("login_required");
  });

  test("signs in with MFA in a popup", async () => {
    tenant.actions(onPostLogin('api.authentication.challengeWith({ type: "phone" });'));
    await openApplication();
    const opened = context.waitForEvent("page");
    const done = page.evaluate(() => window.spa.loginWithPopup({}, { timeoutInSeconds: 240 }));
    const popup = await opened;
    await signIn(popup);
    await popup.getByLabel("Code").waitFor();
    await popup.getByLabel("Code").fill(tenant.code());
    await popup.getByRole("button", { name: "Continue" }).click();
    await done;
    expect(await userName()).toBe("Paul Password");
  });

  test("rotates its refresh tokens", async () => {
    const options = { useRefreshTokens: true, cacheLocation: "localstorage" };
    await signInByRedirect(options);
    expect([await silently(), await silently()]).toEqual(["token", "token"]);
  });

  /** What the client throws where an Action asks for MFA as it refreshes. */
  const mfaToken = () =>
    page.evaluate(() =>
      window.spa.getTokenSilently({ cacheMode: "off" }).then(
        () => undefined,
        (error: { mfa_token?: string }) => error.mfa_token,
      ),
    );

  test("answers MFA as it refreshes, by the client's own functions for it", async () => {
    await signInByRedirect({ useRefreshTokens: true, cacheLocation: "localstorage" });
    tenant.actions(onPostLogin('api.authentication.challengeWith({ type: "phone" });'));
    const begun = await page.evaluate(
      async (token) => {
        const [authenticator] = await window.spa.mfa.getAuthenticators(token);
        const challenge = { mfaToken: token, challengeType: "oob", authenticatorId: authenticator?.id };
        return { type: authenticator?.type, mfaToken: token, ...(await window.spa.mfa.challenge(challenge)) };
      },
      (await mfaToken()) ?? "",
    );
    expect(begun.type).toBe("phone");
    const { mfaToken: token, oobCode } = begun;
    await page.evaluate((answer) => window.spa.mfa.verify(answer), {
      mfaToken: token,
      oobCode,
      bindingCode: tenant.code(),
    });
    tenant.actions();
    expect(await silently()).toBe("token");
  });

  test("enrols a phone as it refreshes, by the client's own functions for it", async () => {
    await signInByRedirect({ useRefreshTokens: true, cacheLocation: "localstorage" });
    tenant.engine.users.get("password-phone").enrollments.length = 0;
    tenant.actions(onPostLogin('api.authentication.enrollWith({ type: "phone" });'));
    const token = (await mfaToken()) ?? "";
    expect(await page.evaluate((each) => window.spa.mfa.getEnrollmentFactors(each), token)).toEqual([
      { type: "phone" },
    ]);
    const phone = { mfaToken: token, factorType: "sms", phoneNumber: "+12025550150" };
    const { oobCode } = await page.evaluate((enrollment) => window.spa.mfa.enroll(enrollment), phone);
    const answer = { mfaToken: token, oobCode, bindingCode: tenant.code() };
    await page.evaluate((confirmed) => window.spa.mfa.verify(confirmed), answer);
    expect(tenant.engine.users.get("password-phone").enrollments).toMatchObject([{ phoneNumber: "+12025550150" }]);
  });

  test("learns in a frame that an Action asks for MFA", async () => {
    await signInByRedirect();
    tenant.actions(onPostLogin('api.authentication.challengeWith({ type: "phone" });'));
    expect(await silently()).toBe("interaction_required");
  });

  test("gets nothing in a page whose origin is no web origin of the application", async () => {
    await signInByRedirect();
    await openApplication(stranger, { authorizeTimeoutInSeconds: 2 });
    expect(await silently()).toBe("timeout");
    const asked = page.evaluate(
      ([url, client_id]) =>
        fetch(`${url}/oauth/token`, {
          method: "POST",
          body: new URLSearchParams({ client_id, grant_type: "refresh_token", refresh_token: "x" }),
        }).then(() => "answered"),
      [tenant.url, clientId] as const,
    );
    await expect(asked).rejects.toThrow("Failed to fetch");
  });

  test("can show no sign-in page in a frame, whoever asks", async () => {
    await openApplication();
    const blocked = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
    const address = `${tenant.url}/authorize?${new URLSearchParams({
      client_id: clientId,
      redirect_uri: originOf(shop),
      response_type: "code",
      code_challenge: "x".repeat(43),
      code_challenge_method: "S256",
    })}`;
    await page.evaluate((src) => {
      // biome-ignore lint/suspicious/noExplicitAny: a document, of which Node's types know nothing
      const { document } = window as any;
      document.body.appendChild(Object.assign(document.createElement("iframe"), { src }));
    }, address);
    expect((await blocked).text()).toContain("frame-ancestors 'none'");
  });
});
