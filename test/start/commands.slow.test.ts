import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { deployEnvironment, fixedCredentials } from "../../packages/local-tenant/src/server";
import { listen } from "../../packages/local-tenant/src/support/listen";
import { certificateAuthority } from "../../packages/local-tenant/src/tls/authority";
import { freePorts } from "../../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../../stacks/repo-root";
import type { StartReport } from "../../start/start-report";
import { command, type NpmStart, npmStart } from "./support/npm-start";

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

test("--fixed-credentials are the same at every start, but for the control API's token", async () => {
  const fixedPort = String(await freePorts());
  const args = command("start", "--port", fixedPort, "--json", "--exit", "--fixed-credentials");
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: repoRoot });
  const { deployEnvironment: env, credentialsFile } = JSON.parse(stdout) as StartReport;
  const { LOCAL_TENANT_TOKEN, ...others } = env;
  const { LOCAL_TENANT_TOKEN: _, ...expected } = deployEnvironment(fixedCredentials(), report.sandbox.caBundleFile);
  expect(others).toEqual(expected);
  expect(LOCAL_TENANT_TOKEN).toMatch(/^[0-9a-f]{64}$/);
  expect(LOCAL_TENANT_TOKEN).not.toBe(report.deployEnvironment.LOCAL_TENANT_TOKEN);
  expect(existsSync(credentialsFile)).toBe(false);
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
  expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining("Allowed choices are sms, voice"), exit: 2 });
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
  expect(JSON.parse(stdout)).toEqual({
    error: expect.stringContaining(`Port ${verifyPort} is not a tenant`),
    exit: 2,
  });
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
