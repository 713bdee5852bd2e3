import { emptyDocument } from "../../src/sources/document";
import { describeInBrowser } from "../support/browser";
import type { TestTenant } from "../support/test-tenant";
import { faultsOf, setUpConsole, views } from "./support";

const load = { at: "2026-11-29T12:03:11.000Z", files: ["actions/gate.ts"], changed: ["gate"], ms: 84, ok: true };
const hostile = "<img src=x onerror=alert(1)>";
const syntaxError = `actions/gate.ts can't be built:\n  actions/gate.ts:12:7: Expected ";" but found "${hostile}"`;
const typeError = `actions/gate.ts(3,9): error TS2322: Type 'string' is not assignable to type 'number'. ${"x".repeat(300)}`;

describeInBrowser("the edit loop in the console", () => {
  const { startTenant, open } = setUpConsole();
  let tenant: TestTenant;

  beforeEach(async () => {
    tenant = await startTenant();
  });

  test("it is there only where sources are watched, and follows what is saved", async () => {
    const page = await open();
    const strip = page.getByRole("complementary", { name: "Edit loop" });
    expect(await strip.count()).toBe(0);
    tenant.server.dev.watching();
    await strip.getByText("what you save runs in the next login").waitFor();
    tenant.server.dev.loaded(load, []);
    await strip.getByText("actions/gate.ts → gate live in 84 ms").waitFor();

    tenant.server.dev.loaded({ ...load, changed: [], ok: false }, [syntaxError]);
    await strip.getByText("Not loaded. What ran before still runs.").waitFor();
    // Its text is shown as it is, not as a picture that runs a script.
    await strip.getByText(hostile).waitFor();
    expect(await page.locator("img").count()).toBe(0);

    tenant.server.dev.typesChecked([typeError]);
    await strip.getByText("Type errors, which stop nothing (1)").click();
    await strip.getByText("error TS2322").waitFor();

    tenant.server.dev.loaded({ ...load, changed: [] }, []);
    tenant.server.dev.typesChecked([]);
    await strip.getByText("actions/gate.ts → no change in what runs").waitFor();
    expect(await strip.locator("details").count()).toBe(0);
    expect(await faultsOf(page, "edit loop")).toEqual([]);
  });

  test("what an Action throws names the TypeScript line in the login's timeline, and the new one after a save", async () => {
    const code = 'exports.onExecutePostLogin = async () => { throw new Error("here"); };';
    const action = { key: "gate", name: "Gate", code, trigger: { id: "post-login", version: "v3" } };
    const actions = [{ ...action, dependencies: [], secrets: [] }];
    const bindings = [{ trigger: "post-login", actions: [{ action: { key: "gate" } }] }];
    // Its one line comes from the first line of the source, and then from the third.
    const map = (mappings: string) => ({
      ...{ version: 3, file: "", names: [], sourceRoot: "", sourcesContent: [], mappings },
      sources: ["file:///sources/gate.ts"],
    });
    tenant.server.load({ ...emptyDocument(), actions, bindings }, [{ code, map: map("AAAA") }]);
    const first = await tenant.complete({ user: "password-phone", method: "password" });
    const page = await open(`logins/${first.id}`);
    await page.getByText("/sources/gate.ts:1:").first().waitFor();

    tenant.server.loadActions(actions, [{ code, map: map("AAEA") }]);
    const second = await tenant.complete({ user: "password-phone", method: "password" });
    await page.goto(`${tenant.server.consoleUrl}#/logins/${second.id}`);
    await page.getByText("/sources/gate.ts:3:").first().waitFor();
  });

  test.each(views)("errors are read without a fault in %s and %i pixels wide", async (colorScheme, width) => {
    tenant.server.dev.watching();
    tenant.server.dev.loaded({ ...load, changed: [], ok: false }, [syntaxError]);
    tenant.server.dev.typesChecked([typeError]);
    const page = await open("", { colorScheme, viewport: { width, height: 800 } });
    await page.getByText("Type errors, which stop nothing").click();
    await page.getByText("error TS2322").waitFor();
    expect(await faultsOf(page, `edit loop ${colorScheme} ${width}`)).toEqual([]);
  });
});
