import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseEnv, promisify } from "node:util";
import { painter } from "../../packages/local-tenant/src/cli/paint";
import { deployEnvironment, fixedCredentials } from "../../packages/local-tenant/src/server";
import { listen } from "../../packages/local-tenant/src/server/listen";
import { certificateAuthority } from "../../packages/local-tenant/src/tls/authority";
import { deployClient, verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import { freePorts } from "../../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../../stacks/repo-root";
import { formatLogins, formatReady } from "../../start/start-page";
import type { StartReport } from "../../start/start-report";

/** The tenant's; Verify and the console have the next two. */
let port: string;
const files = { start: "start/start.ts", login: "start/login.ts" };
const run = (command: keyof typeof files, ...args: string[]) => ["scripts/run.mjs", files[command], ...args];

let running: ChildProcess;
let report: StartReport;

beforeAll(async () => {
  port = String(await freePorts());
  running = spawn(process.execPath, run("start", "--port", port, "--json"), { cwd: repoRoot });
  let complaints = "";
  running.stderr?.on("data", (text) => {
    complaints += text;
  });
  report = await new Promise((resolve, reject) => {
    running.once("exit", (code) => reject(new Error(`npm start ended with ${code}: ${complaints}`)));
    createInterface({ input: running.stdout! }).once("line", (line) => resolve(JSON.parse(line)));
  });
});

afterAll(() => {
  if (running.exitCode === null) running.kill("SIGKILL");
});

interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

function login(...args: string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const options = { cwd: repoRoot, env: { ...process.env, NO_COLOR: "1" } };
    execFile(process.execPath, run("login", "--port", port, ...args), options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

test("npm start loads the stack in order, and both logins are reported", () => {
  expect(Object.keys(report)).toEqual([
    "readyMs",
    "sandbox",
    "consoleLink",
    "stack",
    "logins",
    "conversion",
    "users",
    "deployEnvironment",
    "credentialsFile",
  ]);
  expect(report).toMatchObject({
    sandbox: { managementUrl: `https://localhost:${port}`, verifyUrl: `https://localhost:${Number(port) + 1}` },
    consoleLink: `http://127.0.0.1:${Number(port) + 2}/#token=${report.deployEnvironment.LOCAL_TENANT_TOKEN}`,
    stack: {
      order: ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"],
      skipped: [],
    },
    logins: [
      { user: "phone-only", method: "sms", state: "completed" },
      { user: "password-phone", method: "password", state: "completed" },
    ],
    conversion: { without: { conversion_rate_percentage: 0 }, with: { conversion_rate_percentage: 100 } },
  });
});

test("the credentials are in the JSON and in a file that the owner alone can read, new ones at each start", () => {
  const { deployEnvironment: env, credentialsFile } = report;
  expect(credentialsFile).toBe(join(repoRoot, ".cache", "sandbox", `credentials-${port}.env`));
  expect(statSync(credentialsFile).mode & 0o777).toBe(0o600);
  expect(parseEnv(readFileSync(credentialsFile, "utf8"))).toEqual(env);
  expect(env).not.toMatchObject({ AUTH0_CLIENT_ID: deployClient.clientId });
  expect(env.TF_VAR_TWILIO_AUTH_TOKEN).not.toBe(verifyVariables.TWILIO_AUTH_TOKEN);
});

test("--fixed-credentials are the same at every start, but for the control API's token", async () => {
  const fixedPort = String(await freePorts());
  const args = run("start", "--port", fixedPort, "--json", "--exit", "--fixed-credentials");
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: repoRoot });
  const { deployEnvironment: env, credentialsFile } = JSON.parse(stdout) as StartReport;
  const { LOCAL_TENANT_TOKEN, ...others } = env;
  const { LOCAL_TENANT_TOKEN: _, ...expected } = deployEnvironment(fixedCredentials(), report.sandbox.caBundleFile);
  expect(others).toEqual(expected);
  expect(LOCAL_TENANT_TOKEN).toMatch(/^[0-9a-f]{64}$/);
  expect(LOCAL_TENANT_TOKEN).not.toBe(report.deployEnvironment.LOCAL_TENANT_TOKEN);
  expect(existsSync(credentialsFile)).toBe(false);
});

/** Without what differs from run to run and from machine to machine. */
const withoutFigures = (page: string): string =>
  page
    .replace(/ *\d+ ms/g, " n ms")
    .replace(/\d+ms/g, "n ms")
    .replace(/(_(?:ms|at)", )\d+/g, "$1n")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time")
    .replace(/after [\d.]+ s/, "after n s")
    .replace(/localhost:\d+/g, "localhost")
    .replace(/127\.0\.0\.1:\d+\/#token=\S+/, "console")
    .replace(/\S+(?=\/\.cache)/, "folder");

test("the README shows what npm start prints", () => {
  const paint = painter({ isTTY: false } as typeof process.stdout);
  const readme = readFileSync(join(repoRoot, "README.md"), "utf8");
  const [, shown = ""] = /^```\n(Ready after .*?)\n```$/ms.exec(readme) ?? [];
  const printed = `${formatReady(report, paint)}\n\n${formatLogins(report, paint)}`;
  expect(withoutFigures(shown)).toBe(withoutFigures(printed));
});

test("npm run login prints the timeline of a login with pause and resume, without a number", async () => {
  const { code, stdout } = await login("--user", "password-phone", "--method", "password");
  expect(code).toBe(0);
  const lines = stdout.split("\n").map((line) => line.trim().replace(/^\d+ ms +/, ""));
  const order = ["first factor", "Action", "pause", "code sent", "answer", "resume", "completed"];
  const found = order.map((start) => lines.findIndex((line) => line.startsWith(start)));
  expect(found).not.toContain(-1);
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(stdout).toMatch(/mfa-feedback approved/);
  expect(stdout).not.toContain("2025550102");
});

test("who logs in by a code to the phone gets one message, and is not asked for that phone again", async () => {
  const { code, stdout } = await login("--user", "phone-only", "--method", "sms");
  expect(code).toBe(0);
  expect(stdout.match(/code sent/g)).toHaveLength(1);
  expect(stdout).toMatch(/mfa-challenge passed:phone-code/);
});

test("npm run login says what mfa-challenge may look at", async () => {
  const user = ["--user", "phone-only", "--method", "sms"];
  const asked = ["--risk", "low", "--organization", "org_acme", "--roles", "admin", "clerk", "--max-age", "0"];
  const { code, stdout } = await login(...user, ...asked);
  expect(code).toBe(0);
  expect(stdout).toMatch(/mfa-challenge challenged:phone/);
  expect(await login(...user, "--max-age", "soon")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("whole number of seconds"),
  });
});

test("a wrong code ends with 1, and --json prints the login", async () => {
  const { code, stdout } = await login("--user", "phone-only", "--method", "sms", "--code", "wrong", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ state: "ended", outcome: { error: "abandoned" } });
});

test("mistakes on the command line end with 2 and say how to do better", async () => {
  const [unknown, method, nothing] = await Promise.all([
    login("--user", "nobody", "--method", "sms"),
    login("--user", "phone-only", "--method", "fax"),
    login(),
  ]);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("phone-only, password-phone") });
  expect(method).toMatchObject({ code: 2, stderr: expect.stringContaining("Allowed choices are sms, voice") });
  expect(nothing).toMatchObject({ code: 2, stderr: expect.stringContaining("--user phone-only --method sms") });
});

test("--json also prints a mistake on the command line as JSON", async () => {
  const { code, stdout, stderr } = await login("--method", "fax", "--json");
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining("Allowed choices are sms, voice") });
});

test("Verify's port is not taken for a tenant's, and --json prints the error as JSON", async () => {
  const verifyPort = String(Number(port) + 1);
  const { code, stdout, stderr } = await login(
    "--port",
    verifyPort,
    "--user",
    "phone-only",
    "--method",
    "sms",
    "--json",
  );
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining(`Port ${verifyPort} is not a tenant's`) });
});

test("the command for single sign-on that a login prints can be run as it stands", async () => {
  const first = await login("--user", "phone-only", "--method", "sms");
  const command = /npm run login -- (.+)$/m.exec(first.stdout)?.[1]?.split(" ") ?? [];
  expect(command.slice(0, 2)).toEqual(["--port", port]);
  expect(await login(...command)).toMatchObject({ code: 0, stdout: expect.stringMatching(/session .* sms/) });
});

test("where nothing runs, npm run login says how to start it", async () => {
  const { code, stderr } = await login("--port", String(await freePorts()), "--user", "a");
  expect(code).toBe(1);
  expect(stderr).toMatch(/No local tenant runs at .*Start it in another terminal: npm start/s);
});

test("the file of a tenant that was killed is told from one that runs", async () => {
  const deadPort = await freePorts();
  const stale = join(repoRoot, ".cache", "sandbox", `credentials-${deadPort}.env`);
  writeFileSync(stale, "LOCAL_TENANT_TOKEN='of-a-tenant-that-was-killed'\n", { mode: 0o600 });
  const { code, stderr } = await login("--port", String(deadPort), "--user", "a");
  rmSync(stale);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/No local tenant runs at .*npm start/s) });
});

test("credentials of another start are told from a mistake on the command line", async () => {
  const { credentialsFile } = report;
  const own = readFileSync(credentialsFile, "utf8");
  writeFileSync(credentialsFile, "LOCAL_TENANT_TOKEN='of-another-start'\n");
  const { code, stderr } = await login("--user", "phone-only", "--method", "sms");
  writeFileSync(credentialsFile, own);
  expect(code).toBe(1);
  expect(stderr).toMatch(/does not accept the credentials in .*credentials-\d+\.env\..*Stop it, then: npm start/s);
});

test("a server with another authority's certificate is not taken for the local tenant, and it is said what to do", async () => {
  const dir = await mkdtemp(join(tmpdir(), "other-authority-"));
  const { leaf } = await certificateAuthority({ dir });
  const tls = { key: leaf.key, cert: leaf.certificate };
  const other = await listen({ fetch: () => new Response("{}") }, { port: 0, what: "a test", tls });
  const { code, stderr } = await login("--port", String(other.port), "--user", "a");
  await Promise.all([other.close(), rm(dir, { recursive: true })]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/No local tenant of this folder answers at .*Stop it, then: npm start/s);
});

test("Ctrl-C ends npm start with 0 and removes the credentials", async () => {
  const ended = new Promise((resolve) => running.once("exit", (code, signal) => resolve({ code, signal })));
  running.kill("SIGINT");
  expect(await ended).toEqual({ code: 0, signal: null });
  expect(existsSync(report.credentialsFile)).toBe(false);
});
