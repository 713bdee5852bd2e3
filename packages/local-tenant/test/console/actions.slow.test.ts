import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManagementClient } from "auth0";
import { readSources } from "../../src/sources";
import { describeInBrowser } from "../support/browser";
import type { TestTenant } from "../support/test-tenant";
import { hostile } from "./hostile";
import { type ConsolePage, faultsOf, setUpConsole, views } from "./support";

const trigger = { id: "post-login" as const, version: "v3" };

const script = (said: string, lines = 0) =>
  [
    "// Says who logs in.",
    'const { createHash } = require("node:crypto");',
    ...Array.from({ length: lines }, (_, index) => `const unused${index} = "${"x".repeat(index)}";`),
    "exports.onExecutePostLogin = async (event, api) => {",
    `  console.log(${JSON.stringify(said)}, event.secrets.API_KEY);`,
    "};",
    "",
  ].join("\n");

describeInBrowser("the pane Actions", () => {
  const { startTenant, open } = setUpConsole("actions");
  let tenant: TestTenant;
  let folder: string;

  beforeEach(async () => {
    tenant = await startTenant();
    folder = mkdtempSync(join(tmpdir(), "actions-pane-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function load(files: Record<string, string>): void {
    const paths = Object.entries(files).map(([name, code]) => {
      const file = join(folder, `${name}.js`);
      writeFileSync(file, code);
      return file;
    });
    tenant.server.load(readSources(paths, { environment: { API_KEY: "value-of-the-key" } }));
  }

  const management = () => new ManagementClient({ domain: tenant.tenant.domain, ...tenant.server.credentials.client });

  async function deployed(name: string, code: string): Promise<string> {
    const { id } = await management().actions.create({ name, code, supported_triggers: [trigger] });
    await management().actions.deploy(String(id));
    return String(id);
  }

  /** A tenant that has one of everything. */
  async function populate(): Promise<void> {
    load({ "add-roles": script("roles", 60), "risk-check": script("risk") });
    load({ "add-roles": script("changed", 60), "risk-check": script("risk") });
    const id = await deployed(hostile, script(hostile));
    tenant.tenant.bindings.append(id);
    await management().actions.create({ name: "Draft", code: script("draft"), supported_triggers: [trigger] });
  }

  const regionText = (page: ConsolePage, name: string) => page.getByRole("region", { name, exact: true }).textContent();

  test("a tenant without Actions says how it gets some", async () => {
    const page = await open();
    await page.getByRole("heading", { name: "No post-login Action yet" }).waitFor();
    expect(await page.locator(".empty").textContent()).toContain("local-tenant my-action.js");
    expect(await regionText(page, "What runs")).toContain("The local tenant made it");
  });

  test("the order, the versions, the source and the names of secrets are there, and no secret's value", async () => {
    await populate();
    const page = await open();
    const order = page.getByRole("region", { name: "post-login" }).getByRole("listitem");
    await order.first().waitFor();
    expect((await order.allInnerTexts()).map((text) => text.split("\n")[1])).toEqual([
      "add-roles",
      "risk-check",
      hostile,
    ]);
    const facts = await regionText(page, "What runs");
    expect(facts).toContain(join(folder, "add-roles.js"));
    expect(facts).toContain("API_KEY");
    expect(await page.content()).not.toContain("value-of-the-key");
    const numbers = page.getByRole("region", { name: "Table of versions" }).locator("tbody td:first-child");
    expect(await numbers.allTextContents()).toEqual(["2", "1"]);
    expect(await regionText(page, "Not bound")).toContain("Draft");
  });

  test("what the Management API deploys names the application and its tool", async () => {
    const page = await open(`actions/${await deployed("Mine", script("one"))}`);
    expect(await regionText(page, "What runs")).toMatch(
      /The Management API, as the application “Terraform” \S*auth0\/\d/,
    );
  });

  test("the code is that of the version, line by line, and is copied without the numbers", async () => {
    await populate();
    const page = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const code = page.getByRole("region", { name: "Code of version 2" });
    expect(await code.locator("code").textContent()).toBe(script("changed", 60));
    expect((await code.locator(".gutter").textContent())?.split("\n").at(-1)).toBe(
      `${script("", 60).split("\n").length}`,
    );
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(script("changed", 60));
  });

  test("two versions are compared, with signs as well as colours, and any two can be chosen", async () => {
    await populate();
    const page = await open();
    await page.getByRole("link", { name: "Changes since 1" }).click();
    const changes = page.getByRole("region", { name: "Changes from version 1 to version 2" });
    await changes.waitFor();
    const cells = (row: string) => changes.locator(`tr.${row} td`).allTextContents();
    expect(await cells("removed")).toEqual(["64", "", "−", '  console.log("roles", event.secrets.API_KEY);']);
    expect(await cells("added")).toEqual(["", "64", "+", '  console.log("changed", event.secrets.API_KEY);']);
    expect((await cells("skipped"))[2]).toBe("60 unchanged lines");
    await page.getByText("From version 1 to version 2: 1 line added, 1 line removed.").waitFor();
    await page.getByLabel("to", { exact: true }).selectOption("version 1");
    await page.getByText("The code of version 1 and version 1 is the same.").waitFor();
    await page.getByRole("button", { name: "Show code" }).click();
    await page.getByRole("region", { name: "Code of version 1" }).waitFor();
  });

  test("a draft that is not deployed is compared with what runs; changed secrets are named", async () => {
    const id = await deployed("Mine", script("one"));
    await management().actions.update(id, { code: script("two"), secrets: [{ name: "API_KEY", value: "other" }] });
    const page = await open(`actions/${id}/1...draft`);
    const card = page.getByRole("region", { name: "Code", exact: true });
    await card.getByText("Secret API_KEY was added.").waitFor();
    await page.getByText("draft not deployed").first().waitFor();
    await page.getByRole("region", { name: "Changes from version 1 to the draft" }).waitFor();
  });

  test("a deploy shows at once, a slow build while it goes on, and a failed one as failed", async () => {
    const id = await deployed("Mine", script("one"));
    const page = await open(`actions/${id}`);
    await page.getByText("version 1 is live").waitFor();
    await management().actions.update(id, { code: script("two") });
    await management().actions.deploy(id);
    await page.getByText("version 2 is live").waitFor();
    tenant.server.switches.build({ ms: 1500 });
    await management().actions.update(id, { code: script("three") });
    const states = page.getByRole("region", { name: "What runs" });
    await states.getByText(/^build(ing| pending)$/).waitFor();
    await states.getByText("draft not deployed").waitFor();
    tenant.server.switches.build({ failing: ["Mine"] });
    await management().actions.update(id, { code: script("four") });
    await states.getByText("build failed").waitFor();
  });

  test("an Action that is deleted while it is looked at is said to be gone", async () => {
    const id = await deployed("Mine", script("one"));
    const page = await open(`actions/${id}`);
    await page.getByText("version 1 is live").waitFor();
    await management().actions.delete(id);
    await page.getByText("This Action no longer exists.").waitFor();
  });

  test("names and code that are markup are text", async () => {
    await populate();
    const { id } = tenant.tenant.actions.list({ name: hostile })[0]!;
    const page = await open(`actions/${id}`);
    await page.getByRole("heading", { name: hostile }).waitFor();
    expect(await page.getByRole("region", { name: "Code of version 1" }).locator("code").textContent()).toBe(
      script(hostile),
    );
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.title()).toBe("Actions – local tenant");
  });

  test("a hundred kilobytes of code are there within a second, and compared with something else entirely", async () => {
    const long = (salt: string) =>
      Array.from({ length: 2000 }, (_, index) => `const ${salt}${index} = "${salt.repeat(8)} ${index * 7919}";`).join(
        "\n",
      );
    const id = await deployed("Long", long("a"));
    await management().actions.update(id, { code: long("b") });
    await management().actions.deploy(id);
    const short = await deployed("Short", script("short"));
    const page = await open("actions");
    const msToShow = async (action: string, version: number) => {
      const started = performance.now();
      await page.goto(`${tenant.server.consoleUrl}#/actions/${action}`);
      await page.getByRole("region", { name: `Code of version ${version}` }).waitFor();
      return performance.now() - started;
    };
    // On a machine that is busy with other suites a short one takes long, too.
    const patience = Math.max(4, (await msToShow(short, 1)) / 100);
    expect(await msToShow(id, 2)).toBeLessThan(1000 * patience);
    await page.getByRole("link", { name: "Changes since 1" }).click();
    await page.getByText("2,000 lines added, 2,000 lines removed").waitFor({ timeout: 5000 * patience });
  });

  test.each(views)("has no serious problem and fits, in %s and %i pixels wide", async (colorScheme, width) => {
    const options = { colorScheme, viewport: { width, height: 900 } };
    const where = `${colorScheme} ${width}`;
    const problems = await faultsOf(await open("actions", options), `Actions empty ${where}`);
    await populate();
    const [first] = tenant.tenant.actions.list({ name: "add-roles" });
    const pages = { list: "actions", code: `actions/${first!.id}/2`, changes: `actions/${first!.id}/1...2` };
    for (const [name, pane] of Object.entries(pages)) {
      const page = await open(pane, options);
      await page
        .locator(name === "list" ? ".picks" : ".code")
        .first()
        .waitFor();
      problems.push(...(await faultsOf(page, `Actions ${name} ${where}`)));
    }
    const { id } = tenant.tenant.actions.list({ name: hostile })[0]!;
    const page = await open(`actions/${id}`, options);
    await page.locator(".code").waitFor();
    problems.push(...(await faultsOf(page, `Actions hostile ${where}`)));
    expect(problems).toEqual([]);
  });
});
