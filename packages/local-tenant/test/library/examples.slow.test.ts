import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { describeInBrowser, executablePath } from "../support/browser";
import { freePorts } from "../support/free-ports";
import { packed } from "../support/packed";

const run = promisify(execFile);
const examples = join(__dirname, "..", "..", "examples");
let scratch: string;
let tarball: string;

// Each example as a project of its own, with the package as npm would publish it.
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "examples-"));
  tarball = await packed(scratch);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test.each([
  ["jest", /1 passed/],
  ["vitest", /1 passed/],
  ["node-test", /pass 1\b/],
  ["playwright", /1 passed/],
])("the example for %s passes", async (name, passed) => {
  expect(await inProject(await install(name), "npm", "test")).toMatch(passed);
});

describeInBrowser("the example whose application signs in by the pages", () => {
  test("passes", async () => {
    const project = await install("playwright-sign-in");
    await moveToFreePort(project);
    expect(await inProject(project, "npm", "test")).toMatch(/1 passed/);
  });
});

describe("the example of a project that deploys with auth0-deploy-cli", () => {
  const workflow = parse(readFileSync(join(examples, "deploy-cli", ".github", "workflows", "actions.yml"), "utf8"));
  type Step = { uses?: string; run?: string };
  const stepsOf = (job: string): Step[] => workflow.jobs[job].steps;

  test("passes the steps of its workflow, the rehearsal of its deploy among them", async () => {
    const project = await install("deploy-cli");
    const [installing, ...steps] = stepsOf("test").flatMap(({ run }) => run ?? []);
    expect(installing).toBe("npm ci");
    const printed: string[] = [];
    for (const step of steps) printed.push(await inProject(project, "sh", "-c", step));
    expect(printed).toEqual([expect.stringMatching(/pass 2\b/), expect.stringContaining("Import Successful")]);
  });

  test("uses each action of others by its digest, and has secrets in the deploy alone", () => {
    const used = Object.keys(workflow.jobs).flatMap((job) => stepsOf(job).flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(0);
    for (const action of used) expect(action).toMatch(/@[0-9a-f]{40}$/);
    expect(JSON.stringify(workflow.jobs.test)).not.toContain("secrets.");
  });
});

/** Copies an example and installs what it needs. Returns its folder. */
async function install(name: string): Promise<string> {
  const project = join(scratch, name);
  cpSync(join(examples, name), project, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  manifest.devDependencies["auth0-local-tenant"] = `file:${tarball}`;
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  await inProject(project, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund");
  return project;
}

/** Moves the example's application away from port 3000, which somebody may use here. */
async function moveToFreePort(project: string): Promise<void> {
  const port = String(await freePorts());
  for (const name of ["app.js", "playwright.config.ts"]) {
    const file = join(project, name);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("3000", port));
  }
  const application = { name: "Single-page app", callbacks: [`http://localhost:${port}/callback`] };
  writeFileSync(join(project, "tenant.yaml"), JSON.stringify({ clients: [application] }));
  const manifest = join(project, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace("challenge.cjs", "challenge.cjs tenant.yaml"));
}

/** Runs a command in a project's folder, and gives what it printed. */
async function inProject(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(command, args, { cwd, env: environment() }).catch((error) => {
    throw new Error(`${command} ${args.join(" ")}: ${error.stdout}\n${error.stderr}`);
  });
  return stdout + stderr;
}

/** That of a shell: without what this run of Jest set for itself. */
function environment(): NodeJS.ProcessEnv {
  const { JEST_WORKER_ID, NODE_ENV, NODE_OPTIONS, ...rest } = process.env;
  const browser = executablePath !== undefined && { CHROMIUM: executablePath };
  return { ...rest, ...browser, XDG_CACHE_HOME: join(scratch, "cache"), NO_COLOR: "1" };
}
