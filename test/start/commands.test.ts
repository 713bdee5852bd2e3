import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { painter } from "../../packages/local-tenant/src/terminal/paint";
import { deployClient, verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import { repoRoot } from "../../stacks/repo-root";
import { formatLogins, formatReady } from "../../start/start-page";
import type { StartReport } from "../../start/start-report";
import { type NpmStart, npmStart } from "./support/npm-start";

let started: NpmStart;
/** The tenant's; Verify and the console have the next two. */
let port: string;
let report: StartReport;
beforeAll(async () => {
  started = await npmStart();
  ({ port, report } = started);
});
afterAll(() => started.kill());

const login = (...args: string[]) => started.login(...args);

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

test("a wrong code ends with 1, and --json prints the login", async () => {
  const { code, stdout } = await login("--user", "phone-only", "--method", "sms", "--code", "wrong", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ state: "ended", outcome: { error: "abandoned" } });
});

test("Ctrl-C ends npm start with 0 and removes the credentials", async () => {
  const ended = new Promise((resolve) => started.process.once("exit", (code, signal) => resolve({ code, signal })));
  started.process.kill("SIGINT");
  expect(await ended).toEqual({ code: 0, signal: null });
  expect(existsSync(report.credentialsFile)).toBe(false);
});
