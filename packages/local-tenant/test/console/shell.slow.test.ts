import { describeInBrowser } from "../support/browser";
import { reportingActions } from "../support/reporting-actions";
import type { TestTenant } from "../support/test-tenant";
import { faultsOf, setUpConsole, views } from "./support";

const titles = ["Logins", "Phone", "Verify", "Actions", "Faults and time", "Users", "With and without"];

describeInBrowser("the console in a browser", () => {
  const { startTenant, open, openContext } = setUpConsole();
  let tenant: TestTenant;

  beforeEach(async () => {
    tenant = await startTenant(reportingActions);
  });

  test.each(views)("every pane opens, and fits, in %s and %i pixels wide", async (colorScheme, width) => {
    const page = await open("", { colorScheme, viewport: { width, height: 800 } });
    const problems: string[] = [];
    for (const title of titles) {
      await page.getByRole("link", { name: title, exact: true }).click();
      await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
      problems.push(...(await faultsOf(page, `${title} ${colorScheme} ${width}`)));
    }
    expect(problems).toEqual([]);
    expect([...page.asked]).toEqual([new URL(tenant.server.consoleUrl!).origin]);
  });

  test("the token leaves the address bar, and serves a reload and a second tab", async () => {
    const page = await open();
    expect(page.url()).toBe(tenant.server.consoleUrl);
    await page.reload();
    await page.getByText("Live", { exact: true }).waitFor();
    const second = await page.context().newPage();
    await second.goto(tenant.server.consoleUrl!);
    await second.getByText("Live", { exact: true }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });

  test("when the tenant stops, the page says so", async () => {
    const page = await open();
    await tenant.stop();
    await page.getByRole("status").getByText("The tenant does not answer").waitFor();
  });

  test("without a token it says where the link is", async () => {
    const context = await openContext();
    const page = await context.newPage();
    await page.goto(tenant.server.consoleUrl!);
    await page.getByRole("heading", { name: "Open the console by its link" }).waitFor();
    await page.goto(`${tenant.server.consoleUrl}#token=of-another-start`);
    await page.reload();
    await page.getByRole("heading", { name: "Open the console by its link" }).waitFor();
  });
});
