import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium of `CHROMIUM`, or the first one on the path; `undefined`: this machine has none. */
export const executablePath = process.env.CHROMIUM ?? onPath();

/**
 * Tests that need a browser. On a machine without one they are skipped, and the run says which and how to run them; where
 * `REQUIRE_BROWSER=1` they fail instead.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath !== undefined || process.env.REQUIRE_BROWSER === "1") {
    describe(name, tests);
    return;
  }
  process.stderr.write(
    `Left out, because there is no Chromium on this machine: ${name}. Install one (apt-get install chromium), or say where it is: CHROMIUM=/path/to/chrome npm test\n`,
  );
  describe.skip(name, tests);
}

/** Starts a browser without a window. The caller closes it. `args` are Chromium's own. */
export function openBrowser(args: string[] = []): Promise<Browser> {
  if (executablePath === undefined) throw new Error("There is no Chromium on the path; set CHROMIUM to one.");
  return chromium.launch({ executablePath, args });
}

/** Opens a fresh profile. */
export type OpenContext = (options?: BrowserContextOptions) => Promise<BrowserContext>;

/**
 * Gives the tests of a block one browser. Its profiles take the local authority's certificates without having been told to
 * trust it, and close with the test that opened them.
 * @param args Chromium's own
 */
export function setUpBrowser(args: string[] = []): OpenContext {
  let browser: Browser;
  const opened: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await openBrowser(args);
  });
  afterEach(async () => {
    for (const context of opened.splice(0)) await context.close();
  });
  afterAll(() => browser?.close());
  return async (options = {}) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options });
    context.setDefaultTimeout(120_000);
    opened.push(context);
    return context;
  };
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
