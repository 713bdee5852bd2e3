import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePorts } from "../../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../../stacks/repo-root";
import type { StartReport } from "../../start/start-report";
import { startSandbox } from "../support/sandbox";

/** Longer than Auth0's limit for Actions, than the guard against endless loops, and than idle connections are kept. */
const HOLD_MS = 25_000;

const lines = (process: ChildProcess) => createInterface({ input: process.stdout! });
const firstLine = (process: ChildProcess) =>
  new Promise<string>((resolve, reject) => {
    lines(process).once("line", resolve);
    process.once("exit", (code) => reject(new Error(`It ended with ${code}.`)));
  });

test("a breakpoint in a TypeScript source binds, and a login that it holds for 25 s is completed and reported", async () => {
  const port = String(await freePorts());
  const args = ["scripts/run.mjs", "start/start.ts", "--port", port, "--json", "--inspect", "0"];
  const tenant = spawn(process.execPath, args, { cwd: repoRoot, stdio: ["ignore", "pipe", "ignore"] });
  try {
    const { debuggerUrl, credentialsFile } = JSON.parse(await firstLine(tenant)) as StartReport;
    const script = join(__dirname, "debugger.mjs");
    const where = ["actions/mfa-challenge.ts", "const flow = flowOf(event);", String(HOLD_MS)];
    const client = spawn(process.execPath, ["--experimental-websocket", script, debuggerUrl!, ...where]);
    const said: unknown[] = [];
    lines(client).on("line", (line) => said.push(JSON.parse(line)));
    const detached = new Promise((resolve) => client.once("close", resolve));
    while (said.length === 0 && client.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));

    const login = ["scripts/run.mjs", "start/login.ts", "--port", port, "--json"];
    const stdout = await new Promise<string>((resolve) => {
      const user = ["--user", "password-phone", "--method", "password"];
      execFile(process.execPath, [...login, ...user], { cwd: repoRoot }, (_error, text) => resolve(text));
    });
    await detached;
    expect(said).toEqual([
      { breakpoint: expect.any(Number) },
      { paused: expect.stringMatching(/^file:.*\/actions\/mfa-challenge\.ts$/), line: where[1] },
      { resumed: true },
    ]);
    const { state, timeline } = JSON.parse(stdout);
    expect(state).toBe("completed");
    const actions = timeline.filter(({ kind }: { kind: string }) => kind === "action");
    expect(actions[1].ms).toBeGreaterThan(HOLD_MS - 1000);
    expect(actions.at(-1).console[0].text).toContain("mfa-feedback approved");
    // Killed, it would leave its credentials behind.
    const ended = new Promise((resolve) => tenant.once("exit", resolve));
    tenant.kill("SIGTERM");
    await ended;
    expect(existsSync(credentialsFile!)).toBe(false);
  } finally {
    tenant.kill("SIGKILL");
  }
});

test("the sender made by hand sends after a hold that outlasts kept connections", async () => {
  // As at a breakpoint, nothing in the process runs, while the sockets' time goes by.
  const hold = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6500);";
  const code = `exports.onExecutePostLogin = async (event, api) => { ${hold} api.authentication.challengeWith({ type: "phone" }); };`;
  const sandbox = await startSandbox({ actions: [{ name: "held", code }] });
  try {
    const login = await sandbox.complete({ user: "phone-only", method: "sms" });
    expect(login.timeline.filter(({ kind }) => kind === "code-not-sent")).toEqual([]);
    expect(login.state).toBe("completed");
  } finally {
    await sandbox.stop();
  }
});
