import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { LocalTenantServer } from "../../src/server";
import type { Clock } from "../../src/support/clock";
import { seriousProblems } from "../support/axe";
import { type OpenContext, setUpBrowser } from "../support/browser";
import { startTestTenant, type TestTenant } from "../support/test-tenant";
import { workspace } from "../support/workspace";

/** How the console is looked at: both colour schemes, on a wide window and on a phone. */
export const views = [
  ["light", 1280],
  ["dark", 1280],
  ["light", 360],
  ["dark", 360],
] as const;

/** A page of the console in a fresh profile. */
export interface ConsolePage extends Page {
  /** What the page complained of: exceptions, errors in the console, refused by the content security policy. */
  complaints: string[];
  /** Origins that the page asked anything of. */
  asked: Set<string>;
}

/** What a block of tests does with consoles. What it starts and opens ends with the test. */
export interface ConsoleTests {
  /** Starts a tenant with a console, see `startTestTenant`. */
  startTenant(actions?: Parameters<typeof startTestTenant>[0], options?: { clock?: Clock }): Promise<TestTenant>;
  /** Opens the console of the tenant that was started last at a pane, `logins` or `logins/<id>`, and waits until it is live. */
  open(pane?: string, options?: BrowserContextOptions): Promise<ConsolePage>;
  openContext: OpenContext;
}

/** Gives the tests of a block a browser, tenants and their consoles. `pane`: what `open` opens when nothing else is said. */
export function setUpConsole(pane = ""): ConsoleTests {
  const openContext = setUpBrowser();
  const started: TestTenant[] = [];
  afterEach(async () => {
    for (const tenant of started.splice(0)) await tenant.stop();
  });
  return {
    async startTenant(actions, options) {
      const tenant = await startTestTenant(actions, { ...options, console: true });
      started.push(tenant);
      return tenant;
    },
    async open(at = pane, options = {}) {
      const context = await openContext({ viewport: { width: 1280, height: 800 }, ...options });
      return openConsole(context, started.at(-1)!.server, at);
    },
    openContext,
  };
}

/** Opens the console of a started tenant at a pane, and waits until it is live. */
export async function openConsole(context: BrowserContext, server: LocalTenantServer, pane = ""): Promise<ConsolePage> {
  const page = Object.assign(await context.newPage(), { complaints: [] as string[], asked: new Set<string>() });
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") page.complaints.push(message.text());
  });
  page.on("request", (request) => page.asked.add(new URL(request.url()).origin));
  await page.goto(server.consoleLink!);
  await page.getByText("Live", { exact: true }).waitFor();
  if (pane !== "") await page.goto(`${server.consoleUrl}#/${pane}`);
  return page;
}

/**
 * What is wrong with a page as it is shown, as sentences: what axe-core finds serious or worse, scrolling sideways, and what the page
 * complained of. With `SCREENSHOTS` set, leaves a picture in `.cache/screenshots`.
 */
export async function faultsOf(page: ConsolePage, name: string): Promise<string[]> {
  if (process.env.SCREENSHOTS) await takePicture(page, name);
  const problems = await seriousProblems(page);
  if (await page.evaluate("document.documentElement.scrollWidth > innerWidth")) problems.push("scrolls sideways");
  return [...problems, ...page.complaints.splice(0)].map((problem) => `${name}: ${problem}`);
}

async function takePicture(page: Page, name: string): Promise<void> {
  const folder = join(workspace, ".cache", "screenshots");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
