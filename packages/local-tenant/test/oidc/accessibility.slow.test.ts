import type { Page } from "playwright-core";
import { clients } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { seriousProblems } from "../support/axe";
import { describeInBrowser, setUpBrowser } from "../support/browser";
import { authorizeUrl, onPostLogin, type RunningTenant, setUpTenant } from "./support";

const any = 'api.authentication.challengeWithAny([{ type: "otp" }, { type: "recovery-code" }]);';

describeInBrowser("the sign-in pages in a browser", () => {
  let tenant: RunningTenant;
  const openContext = setUpBrowser();
  setUpTenant((started) => {
    tenant = started;
  });

  const address = (parameters = {}) => authorizeUrl(tenant, { client_id: clients.web!.client_id, ...parameters });

  async function identify(page: Page, identifier: string, label = "Email address or phone number"): Promise<void> {
    await page.goto(address(label === "Phone number" ? { connection: "sms" } : {}));
    await page.getByLabel(label).fill(identifier);
    await page.keyboard.press("Enter");
  }

  async function deviceCode(): Promise<string> {
    const body = new URLSearchParams({ client_id: clients.mobile!.client_id });
    const response = await fetch(`${tenant.url}/oauth/device/code`, { method: "POST", body });
    return ((await response.json()) as { user_code: string }).user_code;
  }

  async function signIn(page: Page, identifier: string): Promise<void> {
    await identify(page, identifier);
    await page.getByLabel("Password").fill(seedPassword);
    await page.keyboard.press("Enter");
  }

  /** Every kind of page, one after the other. */
  async function visitAll(page: Page, look: (name: string) => Promise<void>): Promise<void> {
    await page.goto(address());
    await page.getByText("Local tenant: sign in as").click();
    await look("identifier");
    await identify(page, "paul@example.com");
    await page.getByLabel("Password").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await look("password, with an error");
    await identify(page, "+12025550101", "Phone number");
    await page.getByLabel("Code").waitFor();
    await look("code");
    tenant.actions(onPostLogin(any));
    await signIn(page, "otto@example.com");
    await page.getByLabel("Code").waitFor();
    await look("challenge");
    await page.getByRole("button", { name: "Try another method" }).click();
    await page.getByRole("button", { name: "Recovery code" }).waitFor();
    await look("methods");
    tenant.actions(onPostLogin('api.authentication.enrollWith({ type: "phone" });'));
    await signIn(page, "nora@example.com");
    await page.getByLabel("Phone number").waitFor();
    await look("enrolment");
    await page.goto(address({ redirect_uri: "https://evil.example/" }));
    await look("error");
    await page.goto(`${tenant.url}/oidc/logout`);
    await look("signed out");
    await page.goto(`${tenant.url}/activate`);
    await page.getByLabel("Code").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    await look("device code, with an error");
    await page.getByLabel("Code").fill(await deviceCode());
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Confirm" }).waitFor();
    await look("device");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("not connected").waitFor();
    await look("device that was refused");
  }

  test.each([
    ["light", 1200],
    ["dark", 1200],
    ["light", 320],
    ["dark", 320],
  ] as const)("have no serious problem for axe-core and fit, in %s and %i pixels wide", async (colorScheme, width) => {
    const context = await openContext({ colorScheme, viewport: { width, height: 720 } });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    const problems: string[] = [];
    await visitAll(page, async (name) => {
      problems.push(...(await seriousProblems(page)).map((problem) => `${name}: ${problem}`));
      const tooWide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      if (tooWide) problems.push(`${name}: scrolls sideways`);
    });
    expect(problems).toEqual([]);
    expect([...new Set(asked)]).toEqual([tenant.url]);
  });

  test("work without JavaScript, and the cursor is where something is typed", async () => {
    const context = await openContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const typeAt = async (field: string, text: string) => {
      await page.locator(field).waitFor();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    };
    const back = page.waitForRequest(/^http:\/\/localhost:3000\/callback\?code=/);
    tenant.actions(onPostLogin('api.authentication.challengeWith({ type: "phone" });'));
    await page.goto(address());
    await typeAt("#identifier:focus", "paul@example.com");
    await typeAt("#password:focus", seedPassword);
    await page.locator("#code:focus").waitFor();
    await typeAt("#code:focus", tenant.code());
    await back;
  });
});
