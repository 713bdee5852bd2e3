import { readFileSync } from "node:fs";
import { describeInBrowser } from "../support/browser";
import { reportingActions } from "../support/reporting-actions";
import type { TestTenant } from "../support/test-tenant";
import { type ConsolePage, faultsOf, setUpConsole, views } from "./support";

describeInBrowser("Faults and time", () => {
  const { startTenant, open } = setUpConsole("faults");
  let tenant: TestTenant;
  let page: ConsolePage;

  beforeEach(async () => {
    tenant = await startTenant(reportingActions);
    page = await open();
  });

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });

  test("says what to do where no fault is on, and leads to the logins", async () => {
    await page.getByText("No fault is on.").waitFor();
    await page.getByRole("link", { name: "log in as somebody" }).click();
    await page.getByRole("heading", { level: 1, name: "Logins" }).waitFor();
  });

  test("a fault is switched on by one click, strikes the next login's report, and is switched off", async () => {
    await button("Reports fail with 500").click();
    await page.getByText("Reporting a code answers 500").waitFor();
    const login = await tenant.complete({ user: "phone-only", method: "sms" });
    expect(login.state).toBe("completed");
    expect(tenant.logged(login, "passwordless")).toEqual(["failed: 500"]);
    await button("Switch off: Reporting a code").click();
    await page.getByText("No fault is on.").waitFor();
    expect(tenant.server.verify.faults.list()).toEqual([]);
  });

  test("a fault that strikes a number of times counts down before one's eyes, and is gone", async () => {
    await button("Too many requests, twice").click();
    await page.getByText("the next 2 requests").waitFor();
    await tenant.login({ user: "phone-only", method: "sms" });
    await page.getByText("the next request", { exact: true }).waitFor();
    await tenant.login({ user: "password-phone", method: "password" });
    await page.getByText("No fault is on.").waitFor();
  });

  test("any fault can be put together", async () => {
    await button(/Another fault/).click();
    const form = page.getByRole("form", { name: "Another fault" });
    await form.getByLabel("Request", { exact: true }).selectOption("Sending a code");
    await form.getByLabel("Verify …").selectOption("refuses with a Twilio error");
    await form.getByLabel("Twilio's error").selectOption({ value: "60605" });
    await form.getByLabel("How many requests").fill("3");
    await form.getByLabel(/still takes effect/).check();
    await form.getByRole("button", { name: "Switch on" }).click();
    await page.getByText("refuses with 60605: geo permissions block the country").waitFor();
    expect(tenant.server.verify.faults.list()).toEqual([
      {
        operation: "verification/create",
        fault: { kind: "refusal", status: 403, code: 60605, times: 3, takesEffect: true },
        left: 3,
      },
    ]);
  });

  test("what a program sets shows at once", async () => {
    tenant.server.verify.faults.set("verification/read", { kind: "hang" });
    tenant.server.changes.tell("faults");
    await page.getByText("Looking up a verification never answers").waitFor();
    await button("Switch all off").click();
    await page.getByText("No fault is on.").waitFor();
  });

  test("the clock moves on, and the code that was sent has run out", async () => {
    const login = await tenant.login({ user: "phone-only", method: "sms" });
    const code = tenant.codeFor("+12025550101");
    const ahead = tenant.server.clock.aheadMs;
    await button("Expire every code").click();
    await page.getByText("ahead of this machine").waitFor();
    expect(await login.submitCode(code)).toMatchObject({ reason: "code_expired" });
    await page.getByLabel("How much later").fill("2");
    await page.getByLabel("Unit").selectOption("days");
    await button("Advance").click();
    await page.getByText(/48 h \d+ min ahead of this machine/).waitFor();
    expect(tenant.server.clock.aheadMs).toBe(ahead + 601_000 + 2 * 86_400_000);
    expect(tenant.server.verify.store.verifications.map(({ status }) => status)).toEqual(["expired"]);
  });

  test("builds can be made slow and failing, and the Management API refuse", async () => {
    await page.getByLabel("A build takes (ms)").fill("60000");
    await page.getByLabel("Report MFA").check();
    await button("Apply to builds from now on").click();
    await button("As in a fresh tenant").waitFor();
    expect(tenant.server.switches.state.build).toEqual({ ms: 60_000, failing: ["Report MFA"] });
    await page.getByLabel("Answer 429 to the next").fill("4");
    await button("Set").click();
    await page.getByText("4 × 429 to come").waitFor();
    await fetch(`https://${tenant.tenant.domain}/api/v2/actions/actions`);
    tenant.server.changes.tell("faults");
    await page.getByText("3 × 429 to come").waitFor();
    await button("As in a fresh tenant").click();
    await button("As in a fresh tenant").waitFor({ state: "detached" });
  });

  test("deliveries can be made late, and the streams' health shows", async () => {
    await page.getByText("The tenant has no log stream.").waitFor();
    const sink = { httpEndpoint: "http://127.0.0.1:1/logs" };
    const { id } = tenant.tenant.logStreams.create({ name: "My stream", type: "http", sink });
    await page.getByLabel("Delay per entry (ms)").fill("60000");
    await page.getByRole("form", { name: "Faults of deliveries" }).getByRole("button", { name: "Apply" }).click();
    await page.getByText("faults on", { exact: true }).waitFor();
    expect(tenant.server.streams.faults.settings).toEqual({ delayMs: 60_000 });
    await tenant.login({ user: "phone-only", method: "sms" });
    await page.getByText(/0 entries delivered, \d waiting/).waitFor();
    tenant.tenant.logStreams.delete(id);
    await button("Switch faults off").click();
    await page.getByText("faults on", { exact: true }).waitFor({ state: "detached" });
  });

  test("the state is saved with a warning, loaded again, and reset after a question", async () => {
    tenant.users.add({ handle: "kept", email: "kept@example.com", password: "p" });
    const [download] = await Promise.all([page.waitForEvent("download"), button("Save to a file").click()]);
    expect(download.suggestedFilename()).toBe("local-tenant-state.json");
    const saved = readFileSync(await download.path(), "utf8");
    expect(saved).toMatch(/^\{\n {2}"\/\/": "A local tenant's state\. It holds secrets/);
    await page.getByText("Saved. The file holds secrets.").waitFor();

    await button("Reset …").click();
    expect(tenant.users.all().map(({ handle }) => handle)).toContain("kept");
    await button("Forget logins, sessions, messages and faults?").click();
    await page.getByText("Everything else is as it was at the start").waitFor();
    expect(tenant.users.all().map(({ handle }) => handle)).not.toContain("kept");

    const choose = (name: string, text: string) =>
      page
        .getByLabel("File with a state")
        .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    await choose("broken.json", "{");
    await page.getByText("broken.json is not valid JSON. Nothing has changed.").waitFor();
    await choose("other.json", "{}");
    await page.getByText("This is not a local tenant's state.").waitFor();
    await choose("mine.json", saved);
    await page.getByText("mine.json is loaded.").waitFor();
    expect(tenant.users.all().map(({ handle }) => handle)).toContain("kept");
  });

  test.each(views)(
    "it fits and is accessible, empty and in use, in %s and %i pixels wide",
    async (colorScheme, width) => {
      page = await open("faults", { colorScheme, viewport: { width, height: 900 } });
      await page.getByText("No fault is on.").waitFor();
      const problems = await faultsOf(page, `faults empty ${colorScheme} ${width}`);
      await button("Reports get no answer").click();
      await button("Fraud Guard blocks the next code").click();
      await page.getByText("Sending a code refuses with 60410").waitFor();
      await button(/Another fault/).click();
      problems.push(...(await faultsOf(page, `faults in use ${colorScheme} ${width}`)));
      await page.getByRole("heading", { name: "State" }).scrollIntoViewIfNeeded();
      problems.push(...(await faultsOf(page, `faults below ${colorScheme} ${width}`)));
      expect(problems).toEqual([]);
    },
  );
});
