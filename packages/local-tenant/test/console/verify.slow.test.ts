import { AdjustableClock } from "../../src/support/clock";
import { describeInBrowser } from "../support/browser";
import { reportingActions } from "../support/reporting-actions";
import type { TestTenant } from "../support/test-tenant";
import { type ConsolePage, faultsOf, setUpConsole, views } from "./support";

const clock = new AdjustableClock();

describeInBrowser("the console's Verify", () => {
  const { startTenant, open } = setUpConsole("verify");
  let tenant: TestTenant;

  beforeEach(async () => {
    tenant = await startTenant(reportingActions, { clock });
  });

  const begin = () => tenant.login({ user: "phone-only", method: "sms" });
  const logIn = () => tenant.complete({ user: "phone-only", method: "sms" });
  const tile = (page: ConsolePage, name: string) =>
    page
      .locator(".tile")
      .filter({ hasText: new RegExp(`^${name}`) })
      .locator("dd");

  /** The colours in the middle of the plot, each once. */
  const colours = (page: ConsolePage) =>
    page.evaluate(`(() => {
      const canvas = document.querySelector(".plot canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const found = new Set();
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 255) found.add([data[at], data[at + 1], data[at + 2]].join(" "));
      }
      return [...found];
    })()`) as Promise<string[]>;

  test("teaches while it is empty, and counts while logins run", async () => {
    const page = await open();
    await page.getByRole("heading", { name: "Verify has sent no code yet" }).waitFor();
    const login = await begin();
    await tile(page, "Codes sent").getByText("1", { exact: true }).waitFor();
    await tile(page, "Conversion").getByText("0 %", { exact: true }).waitFor();
    await page.getByText("conversion stays at 0 %").waitFor();
    await tenant.finish(login);
    await tile(page, "Conversion").getByText("100 %", { exact: true }).waitFor();
    await begin();
    await tile(page, "Conversion").getByText("50 %", { exact: true }).waitFor();
    const prefix = page.getByRole("row", { name: /^\+1 202/ });
    expect(await prefix.getByRole("cell").allInnerTexts()).toEqual(["United States", "50 %", "2", "1", "1"]);
    expect(page.complaints).toEqual([]);
  });

  test("plots the codes sent and converted in the colours of the page, in both schemes", async () => {
    await logIn();
    clock.advance(60_000);
    await begin();
    const page = await open();
    await page.locator(".plot canvas").waitFor();
    const [good, line] = ["15 107 58", "213 217 225"];
    expect(await colours(page)).toEqual(expect.arrayContaining([good, line]));
    await page.emulateMedia({ colorScheme: "dark" });
    while ((await colours(page)).includes(good)) await page.waitForTimeout(20);
    expect(await colours(page)).toEqual(expect.arrayContaining(["122 217 163", "58 65 78"]));
    await page.getByText("The figures as a table").click();
    expect(await page.locator(".figures tbody tr").count()).toBe(2);
  });

  test("lists verifications with their attempts, follows them from pending to approved, and picks by status", async () => {
    const login = await begin();
    const page = await open("verify/verifications");
    const row = page.locator(".entry").first();
    await row.getByText("pending", { exact: true }).waitFor();
    await row.locator("summary").first().click();
    await row.getByText("unconverted").waitFor();
    await tenant.finish(login);
    await row.getByText(/^pending .* → approved .* later$/).waitFor();
    await row.getByText("converted", { exact: true }).waitFor();
    await page.getByLabel("Status").selectOption("pending");
    await page.getByText("None has this status.").waitFor();
  });

  test("opens the verification that a message in Phone links to", async () => {
    await logIn();
    const page = await open("phone");
    await page.getByRole("link", { name: "The verification" }).click();
    await page.getByText(/^pending .* → approved .* later$/).waitFor();
    await page.getByRole("link", { name: "What arrived at +12025550101" }).click();
    await page.getByRole("article").first().waitFor();
  });

  test("lists requests with what was sent and answered, and without credentials", async () => {
    tenant.verify.faults.set("verification/update", { kind: "bad-json", times: 1, takesEffect: true });
    await logIn();
    const page = await open("verify/requests");
    const [report, create] = [page.locator(".entry").first(), page.locator(".entry").nth(1)];
    await report.getByText("fault: bad-json").waitFor();
    await report.locator("summary").first().click();
    await create.locator("summary").first().click();
    await create.getByText('"CustomCode"').waitFor();
    await create.getByText('"send_code_attempts"').waitFor();
    await create.getByText("the key that may send and nothing else").waitFor();
    await report.getByText('{"sid":"VE').waitFor();
    const { account, sendingKey } = tenant.server.credentials.verify;
    const shown = await page.content();
    for (const secret of [account.authToken, sendingKey.secret, "Basic "]) expect(shown).not.toContain(secret);
  });

  test.each(views)(
    "has no serious problem for axe-core and fits, in %s and %i pixels wide",
    async (colorScheme, width) => {
      const page = await open("verify", { colorScheme, viewport: { width, height: 900 } });
      const problems: string[] = [];
      const look = async (name: string) => problems.push(...(await faultsOf(page, `${name} ${colorScheme} ${width}`)));
      await page.getByRole("heading", { name: "Verify has sent no code yet" }).waitFor();
      await look("verify-empty");
      for (let times = 0; times < 8; times += 1) {
        await (times % 3 === 0 ? begin() : logIn());
        clock.advance(20_000 * (1 + (times % 4)));
      }
      await page.locator(".plot canvas").waitFor();
      await page.getByText("The figures as a table").click();
      await look("verify");
      for (const part of ["Verifications", "Requests"]) {
        await page.getByRole("link", { name: part, exact: true }).click();
        await page.locator(".entry summary").first().click();
        await look(part.toLowerCase());
      }
      expect(problems).toEqual([]);
    },
  );
});
