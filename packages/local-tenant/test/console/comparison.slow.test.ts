import type { Browser } from "playwright-core";
import { describeInBrowser, openBrowser } from "../support/browser";
import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";
import { type ConsolePage, faultsOf, openConsole, views } from "./support";

describeInBrowser("With and without", () => {
  let tenant: TestTenant;
  let browser: Browser;
  let page: ConsolePage;

  beforeAll(async () => {
    tenant = await startTestTenant(reportingActions, { console: true });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await tenant?.stop();
  });
  beforeEach(async () => {
    page = await openConsole(browser, tenant.server, "comparison");
  });
  afterEach(async () => {
    await tenant.server.comparison.cancel();
    await page.context().close();
  });

  const compare = async (logins: number) => {
    await page.getByLabel("Logins", { exact: true }).fill(String(logins));
    await page.getByRole("button", { name: /^Compare/ }).click();
  };
  const side = (name: string) => page.getByRole("region", { name });

  test("says that it is a local model, of what, and by which rule", async () => {
    await page.getByText("A local model.", { exact: true }).waitFor();
    await page.getByText("one without Report passwordless and Report MFA").waitFor();
    await page.getByText(/at least 20 are over, and fewer than 25 % of those were used/).waitFor();
    await page.getByText("These shares are assumed, not measured.").waitFor();
  });

  test("a comparison shows how far it is, and both sides when it is over", async () => {
    await compare(150);
    await page.getByLabel("With the Actions").waitFor();
    await side("Without them").waitFor({ timeout: 60_000 });
    const { result } = tenant.server.comparison.document.newest!;
    const used = (codes: { used: number; sent: number }) => `${codes.used} of ${codes.sent} codes used`;
    await side("With the Actions").getByText(used(result!.with.codes)).waitFor();
    await side("Without them").getByText(used(result!.without.codes)).waitFor();
    await side("With the Actions").getByText("0 people").waitFor();
    await side("Without them").getByText("1 person", { exact: true }).waitFor();
    await page.getByText("Without the reports, Verify sees 0\u00a0% of its codes used").waitFor();
  });

  test("it can be cancelled, and another window sees that", async () => {
    const other = await page.context().newPage();
    await other.goto(`${tenant.server.consoleUrl}#/comparison`);
    await compare(5000);
    await other.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("The last comparison was cancelled.").waitFor();
    expect(tenant.server.comparison.isRunning).toBe(false);
  });

  test("a tenant without Actions that report is told what this is for", async () => {
    const bare = await startTestTenant(() => [], { console: true });
    const empty = await openConsole(browser, bare.server, "comparison");
    await empty.getByRole("heading", { name: "No Action reports to Verify" }).waitFor();
    expect(await faultsOf(empty, "comparison nothing reports")).toEqual([]);
    await empty.context().close();
    await bare.stop();
  });

  describe("fits and is accessible", () => {
    const open = async (colorScheme: "light" | "dark", width: number) => {
      await page.context().close();
      page = await openConsole(browser, tenant.server, "comparison", { colorScheme, viewport: { width, height: 900 } });
      await page.getByText("A local model.", { exact: true }).waitFor();
    };

    test.each(views)("before and during a comparison, in %s and %i pixels wide", async (colorScheme, width) => {
      await open(colorScheme, width);
      const problems = await faultsOf(page, `comparison before ${colorScheme} ${width}`);
      await compare(5000);
      await page.getByRole("button", { name: "Cancel" }).waitFor();
      problems.push(...(await faultsOf(page, `comparison during ${colorScheme} ${width}`)));
      expect(problems).toEqual([]);
    });

    test("with its result, in both colour schemes, wide and narrow", async () => {
      tenant.server.comparison.begin({ logins: 300, seed: 1, without: ["Report passwordless", "Report MFA"] });
      await side("Without them").waitFor({ timeout: 90_000 });
      const problems: string[] = [];
      for (const [colorScheme, width] of views) {
        await open(colorScheme, width);
        await side("Without them").waitFor();
        problems.push(...(await faultsOf(page, `comparison after ${colorScheme} ${width}`)));
        await side("Without them").getByRole("table").scrollIntoViewIfNeeded();
        problems.push(...(await faultsOf(page, `comparison after, below ${colorScheme} ${width}`)));
      }
      expect(problems).toEqual([]);
    }, 180_000);
  });
});
