import { describeInBrowser } from "../support/browser";
import { comparisonResult } from "../support/comparison-result";
import { reportingActions } from "../support/reporting-actions";
import type { TestTenant } from "../support/test-tenant";
import { type ConsolePage, faultsOf, setUpConsole, views } from "./support";

describeInBrowser("With and without", () => {
  const { startTenant, open } = setUpConsole("comparison");
  let tenant: TestTenant;
  let page: ConsolePage;

  beforeEach(async () => {
    tenant = await startTenant(reportingActions);
    page = await open();
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
    await side("Without them").waitFor();
    const result = comparisonResult(tenant.server.comparison.document);
    const used = (codes: { used: number; sent: number }) => `${codes.used} of ${codes.sent} codes used`;
    await side("With the Actions").getByText(used(result.with.codes)).waitFor();
    await side("Without them").getByText(used(result.without.codes)).waitFor();
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
    await startTenant();
    const empty = await open();
    await empty.getByRole("heading", { name: "No Action reports to Verify" }).waitFor();
    expect(await faultsOf(empty, "comparison nothing reports")).toEqual([]);
  });

  describe("The pane With and without", () => {
    const look = async (colorScheme: "light" | "dark", width: number) => {
      page = await open("comparison", { colorScheme, viewport: { width, height: 900 } });
      await page.getByText("A local model.", { exact: true }).waitFor();
    };

    test.each(views)(
      "it fits and is accessible before and during a comparison, in %s and %i pixels wide",
      async (colorScheme, width) => {
        await look(colorScheme, width);
        const problems = await faultsOf(page, `comparison before ${colorScheme} ${width}`);
        await compare(5000);
        await page.getByRole("button", { name: "Cancel" }).waitFor();
        problems.push(...(await faultsOf(page, `comparison during ${colorScheme} ${width}`)));
        expect(problems).toEqual([]);
      },
    );

    test("it fits and is accessible with a result, in both colour schemes, wide and narrow", async () => {
      tenant.server.comparison.begin({ logins: 300, seed: 1, without: ["Report passwordless", "Report MFA"] });
      await side("Without them").waitFor({ timeout: 240_000 });
      const problems: string[] = [];
      for (const [colorScheme, width] of views) {
        await look(colorScheme, width);
        await side("Without them").waitFor();
        problems.push(...(await faultsOf(page, `comparison after ${colorScheme} ${width}`)));
        await side("Without them").getByRole("table").scrollIntoViewIfNeeded();
        problems.push(...(await faultsOf(page, `comparison after, below ${colorScheme} ${width}`)));
      }
      expect(problems).toEqual([]);
    }, 480_000);
  });
});
