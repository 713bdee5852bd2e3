import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { packed } from "./support/packed";
import { workspace } from "./support/workspace";

const run = promisify(execFile);
let scratch: string;
let project: string;

// The package as npm would publish it, installed where nothing else is.
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "packed-"));
  project = join(scratch, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true }));
  await npm("install", await packed(scratch), "lodash@4.17.21");
  cpSync(join(__dirname, "sources", "fixtures", "export"), join(project, "export"), { recursive: true });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const env = () => ({ ...process.env, HOME: process.env.HOME, XDG_CACHE_HOME: join(scratch, "cache"), NO_COLOR: "1" });
const npm = (...args: string[]) =>
  run("npm", [...args, "--prefer-offline", "--no-audit", "--no-fund"], { cwd: project });
const localTenant = (...args: string[]) =>
  run(join(project, "node_modules", ".bin", "local-tenant"), args, { cwd: project, env: env() });

/** A program that logs somebody in by the control API and prints what the login's Actions did. */
const logsIn = `
const { LOCAL_TENANT_CONTROL_URL: url, LOCAL_TENANT_TOKEN: token } = process.env;
const post = async (path, body) => {
  const headers = { authorization: "Bearer " + token, "content-type": "application/json" };
  return (await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
};
const { id } = await post("/logins", { user: "password-phone", method: "password" });
const { state, timeline } = await post("/logins/" + id + "/finish", {});
const ran = timeline.filter(({ kind }) => kind === "action").map(({ name, console: lines }) => [name, lines[0].text]);
console.log(JSON.stringify([state, ...ran]));
`;

test("the package holds what it needs and nothing else", () => {
  const installed = join(project, "node_modules", "auth0-local-tenant");
  expect(readdirSync(installed).sort()).toEqual(["LICENSE", "README.md", "dist", "package.json"]);
  expect(readFileSync(join(installed, "dist", "index.js"), "utf8")).not.toContain(workspace);
  const declarations = readdirSync(join(installed, "dist", "types"), { recursive: true, encoding: "utf8" });
  expect(declarations).toContain(join("library", "start.d.ts"));
  expect(declarations).not.toContain(join("control", "control-api.d.ts"));
});

test("an export of auth0-deploy-cli is loaded, somebody logs in, and the Action runs", async () => {
  writeFileSync(join(project, "log-in.mjs"), logsIn);
  writeFileSync(join(project, "secrets.env"), "ROLES_API=https://roles.example\n");
  const { stdout, stderr } = await localTenant("export", "--secrets", "secrets.env", "--exec", "node log-in.mjs");
  expect(JSON.parse(stdout)).toEqual([
    "completed",
    ["Add roles", "roles from [secret ROLES_API]"],
    ["Bot check", expect.stringContaining("does nothing")],
  ]);
  expect(stderr).not.toMatch(/ at .*\.js:/);
});

test("an Action's packages are those of the project", async () => {
  const code = `const { capitalize } = require("lodash");
exports.onExecutePostLogin = async (event) => { console.log(capitalize(event.user.name)); };\n`;
  writeFileSync(join(project, "greet.js"), code);
  const { stdout } = await localTenant("greet.js", "--exec", "node log-in.mjs");
  expect(JSON.parse(stdout)).toEqual(["completed", ["greet", "Paul password"]]);
});

test("the library is imported and required, and its types hold in a strict project, which needs no others", async () => {
  const code = `const tenant = await startLocalTenant();
const { outcome } = await tenant.login({ user: "phone-only", method: "sms" });
console.log(outcome?.status);
await tenant.stop();\n`;
  writeFileSync(join(project, "a.mjs"), `import { startLocalTenant } from "auth0-local-tenant";\n${code}`);
  writeFileSync(
    join(project, "b.cjs"),
    `const { startLocalTenant } = require("auth0-local-tenant");\n(async () => {\n${code}})();\n`,
  );
  for (const file of ["a.mjs", "b.cjs"]) {
    expect((await run(process.execPath, [file], { cwd: project, env: env() })).stdout).toBe("completed\n");
  }
  await npm("install", "--save-dev", "typescript@5.9.3");
  const declared = "declare const console: { log(...values: unknown[]): void };\n";
  writeFileSync(join(project, "a.mts"), `import { startLocalTenant } from "auth0-local-tenant";\n${declared}${code}`);
  const tsc = join(project, "node_modules", ".bin", "tsc");
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false"];
  const options = ["--noEmit", ...strict, "--target", "es2022", "--lib", "es2022"];
  for (const resolution of ["node16", "nodenext", "bundler"]) {
    const module = resolution === "bundler" ? "esnext" : resolution;
    const args = [...options, "--module", module, "--moduleResolution", resolution, "a.mts"];
    const { stdout } = await run(tsc, args, { cwd: project }).catch((error) => error);
    expect(stdout).toBe("");
  }
});
