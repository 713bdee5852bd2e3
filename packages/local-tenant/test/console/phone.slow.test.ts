import { AdjustableClock } from "../../src/support/clock";
import { describeInBrowser } from "../support/browser";
import { reportingActions } from "../support/reporting-actions";
import type { TestTenant } from "../support/test-tenant";
import { type ConsolePage, faultsOf, setUpConsole, views } from "./support";

const phone = "+12025550101";
const clock = new AdjustableClock();

describeInBrowser("the console's Phone", () => {
  const { startTenant, open } = setUpConsole("phone");
  let tenant: TestTenant;

  beforeEach(async () => {
    tenant = await startTenant(reportingActions, { clock });
  });

  const begin = () => tenant.login({ user: "phone-only", method: "sms" });
  const newest = (page: ConsolePage) => page.getByRole("article").first();

  test("teaches while it is empty, and shows a code from its sending to its conversion without a reload", async () => {
    const page = await open();
    await page.getByRole("heading", { name: "No phone has rung yet" }).waitFor();
    await page.getByRole("button", { name: `Send a code to ${phone}` }).click();
    const card = page.getByRole("article", { name: `Text message to ${phone}` });
    await card.getByText("Waiting").waitFor();
    expect(await card.textContent()).toContain(tenant.codeFor(phone));
    await card.getByRole("button", { name: /^Type it in/ }).click();
    await card
      .getByText(/^It was typed in after .*\. It was reported .* later\. Verify counts it as converted\.$/)
      .waitFor();
    expect(await card.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringContaining("Sent"),
      expect.stringContaining("Typed in"),
      expect.stringContaining("Reported"),
      expect.stringContaining("Converted"),
    ]);
    expect(tenant.server.conversion()).toMatchObject({ total_converted: 1 });
    expect(page.complaints).toEqual([]);
  });

  test("follows a login that goes on elsewhere, and codes that fail there", async () => {
    const page = await open();
    await page.getByRole("heading", { name: "No phone has rung yet" }).waitFor();
    const login = await begin();
    await newest(page).getByText("Waiting").waitFor();
    await login.submitCode("wrong");
    await newest(page).getByText("A wrong code was typed in once.").waitFor();
    tenant.verify.faults.set("verification/update", { kind: "error", status: 500, times: 1 });
    await tenant.finish(login);
    await newest(page).getByText("The report was refused (500, error 20500)").waitFor();
    await newest(page).getByText("Used, not reported").waitFor();
    tenant.verify.faults.set("verification/create", { kind: "refusal", status: 403, code: 60410, times: 1 });
    await begin();
    await newest(page).getByText("Not sent", { exact: true }).first().waitFor();
    expect(await newest(page).textContent()).toContain("60410");
  });

  test("says that a code has expired as soon as it has, though nothing else happens", async () => {
    const page = await open();
    await begin();
    await newest(page).getByText("Waiting").waitFor();
    clock.advance(3 * 60_000 - 2000);
    tenant.server.changes.tell("clock");
    await newest(page)
      .getByText(/It expires in [12] s\./)
      .waitFor();
    await newest(page).getByText("Expired").waitFor();
  });

  test("shows the messages of one number, by its link, and more of them on demand", async () => {
    for (let times = 0; times < 60; times += 1)
      await tenant.server.sendMessage("linked-sms-primary", "blocked_account");
    await tenant.server.sendMessage("phone-only", "otp_verify");
    const page = await open();
    await page.getByRole("navigation", { name: "Numbers" }).getByRole("link", { name: phone }).click();
    await page.getByText("It was sent outside of any login.").waitFor();
    expect(await page.getByRole("article").count()).toBe(1);
    expect(new URL(page.url()).hash).toBe(`#/phone/${encodeURIComponent(phone)}`);
  });

  test("shows older messages on demand", async () => {
    for (let times = 0; times < 60; times += 1) await tenant.server.sendMessage("phone-only", "otp_verify");
    const page = await open();
    await newest(page).waitFor();
    expect(await page.getByRole("article").count()).toBe(50);
    await page.getByRole("button", { name: "Show older messages" }).click();
    await page.getByRole("article").nth(59).waitFor();
    expect(await page.getByRole("button", { name: "Show older messages" }).count()).toBe(0);
  });

  test("shows what an Action or a program put there as text", async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const { account, serviceSid } = tenant.server.credentials.verify;
    const authorization = `Basic ${btoa(`${account.sid}:${account.authToken}`)}`;
    const send = (path: string, fields: Record<string, string>) =>
      fetch(`${tenant.server.verifyUrl}${path}`, {
        method: "POST",
        headers: { authorization },
        body: new URLSearchParams(fields),
      });
    const text = { To: phone, MessagingServiceSid: `MG${"0".repeat(32)}`, Body: hostile };
    expect((await send(`/2010-04-01/Accounts/${account.sid}/Messages.json`, text)).status).toBe(201);
    const code = { To: phone, Channel: "sms", CustomCode: "<b>1</b>" };
    expect((await send(`/v2/Services/${serviceSid}/Verifications`, code)).status).toBe(201);
    const page = await open();
    await page.getByText(hostile).waitFor();
    await page.getByText("<b>1</b>", { exact: true }).first().waitFor();
    expect(await page.locator("img, b").count()).toBe(0);
    expect(page.complaints).toEqual([]);
  });

  test.each(views)(
    "has no serious problem for axe-core and fits, in %s and %i pixels wide",
    async (colorScheme, width) => {
      await everyFate();
      const page = await open("phone", { colorScheme, viewport: { width, height: 900 } });
      await newest(page).waitFor();
      expect(await faultsOf(page, `phone ${colorScheme} ${width}`)).toEqual([]);
      expect([...page.asked]).toEqual([new URL(tenant.server.consoleUrl!).origin]);
      tenant.server.reset();
      await page.getByRole("button", { name: `Send a code to ${phone}` }).waitFor();
      expect(await faultsOf(page, `phone-empty ${colorScheme} ${width}`)).toEqual([]);
    },
  );

  async function everyFate(): Promise<void> {
    await begin();
    clock.advance(11 * 60_000);
    await tenant.complete({ user: "email-only", method: "email" });
    tenant.verify.faults.set("verification/create", { kind: "reset", times: 1 });
    (await begin()).abandon();
    (await begin()).abandon();
    const locked = await begin();
    for (let times = 0; times < 3; times += 1) await locked.submitCode("wrong");
    tenant.verify.faults.set("verification/update", { kind: "reset", times: 1 });
    await tenant.complete({ user: "phone-only", method: "sms" });
    const resent = await begin();
    await resent.resendCode();
    clock.advance(7400);
    await tenant.finish(resent);
    await tenant.server.sendMessage("phone-only", "otp_verify");
    await tenant.login({ user: "password-phone", method: "password" });
  }
});
