import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packed } from "../support/packed";

jest.setTimeout(300_000);
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
  const project = join(scratch, name);
  cpSync(join(examples, name), project, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  manifest.devDependencies["auth0-local-tenant"] = `file:${tarball}`;
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  const options = { cwd: project, env: environment() };
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], options);
  const { stdout, stderr } = await run("npm", ["test"], options);
  expect(stdout + stderr).toMatch(passed);
});

/** That of a shell: without what this run of Jest set for itself. */
function environment(): NodeJS.ProcessEnv {
  const { JEST_WORKER_ID, NODE_ENV, NODE_OPTIONS, ...rest } = process.env;
  return { ...rest, XDG_CACHE_HOME: join(scratch, "cache"), NO_COLOR: "1" };
}
