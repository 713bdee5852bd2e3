import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseEnv } from "node:util";
import type { DevDocument, LoginDocument } from "../../../packages/local-tenant/src/server";
import { certificateAuthority } from "../../../packages/local-tenant/src/tls/authority";
import { trustAuthority } from "../../../packages/local-tenant/src/tls/trust";
import { freePorts } from "../../../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../../../stacks/repo-root";
import { copyOfRepository } from "../../stacks/support/copy-of-repository";

let scratch: string;
let copy: string;
let port: string;
let dev: ChildProcess;
let printed: string;
let debuggerUrl: string;
let credentialsFile: string;

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "npm-run-dev-")));
  copy = copyOfRepository(join(scratch, "copy"));
  cpSync(join(repoRoot, "tsconfig.json"), join(copy, "tsconfig.json"));
  port = String(await freePorts());
  credentialsFile = join(copy, ".cache", "sandbox", `credentials-${port}.env`);
  // A group of its own, as a terminal's Ctrl-C reaches everything that runs there.
  const options = { cwd: copy, detached: true, env: { ...process.env, NO_COLOR: "1" } };
  const { scripts } = JSON.parse(readFileSync(join(copy, "package.json"), "utf8"));
  dev = spawn(`exec ${scripts.dev} --port ${port} --inspect 0`, { ...options, shell: true });
  printed = "";
  for (const stream of [dev.stdout!, dev.stderr!]) {
    stream.on("data", (text) => {
      printed += text;
    });
  }
  debuggerUrl = (await shown(/ws:\S+/)).trim();
  await shown(/goes live\.$/m);
  const { certificate } = await certificateAuthority({ dir: join(copy, ".cache", "sandbox") });
  trustAuthority(certificate);
});
afterAll(async () => {
  if (dev.exitCode === null) process.kill(-dev.pid!, "SIGKILL");
  rmSync(scratch, { recursive: true, force: true });
});

/** Waits for text that was not there before, and gives it. */
async function shown(text: RegExp): Promise<string> {
  const patience = Date.now() + 60_000;
  while (!text.test(printed)) {
    if (Date.now() > patience) throw new Error(`${text} was not printed:\n${printed}`);
    if (dev.exitCode !== null) throw new Error(`npm run dev ended:\n${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const found = text.exec(printed)![0];
  printed = printed.slice(printed.indexOf(found) + found.length);
  return found;
}

/** Saves as editors do that put another file in the place of the old one. */
function save(file: string, text: string, wanted: string): void {
  const path = join(copy, file);
  const before = readFileSync(path, "utf8");
  expect(before).toContain(text);
  writeFileSync(`${path}.tmp`, before.replace(text, wanted));
  renameSync(`${path}.tmp`, path);
}

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const { LOCAL_TENANT_TOKEN } = parseEnv(readFileSync(credentialsFile, "utf8"));
  const headers = { authorization: `Bearer ${LOCAL_TENANT_TOKEN}`, "content-type": "application/json" };
  const post = body && { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`https://localhost:${port}/_sandbox${path}`, { headers, ...post });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Answer;
}

async function login(how: object = { user: "password-phone", method: "password" }) {
  const { id } = await ask<LoginDocument>("/logins", how);
  const { state, outcome, timeline } = await ask<LoginDocument>(`/logins/${id}/finish`, {});
  const logged = timeline.flatMap((entry) => (entry.kind === "action" ? entry.console.map(({ text }) => text) : []));
  return { state, outcome, timeline, logged };
}

const devDocument = () => ask<DevDocument>("/dev");
const flow = "const flow = flowOf(event);";
const edited = `${flow}\n  console.log("edited");`;

test("a saved Action decides the next login, and sessions and users stay", async () => {
  const first = await login();
  expect(first).toMatchObject({ state: "completed", logged: expect.not.arrayContaining(["edited"]) });
  await ask("/users", { connection: "sms", phone_number: "+12025550140", handle: "ada" });

  save("actions/mfa-challenge.ts", flow, edited);
  expect(await shown(/^.* live in .*$/m)).toMatch(
    /^\d\d:\d\d:\d\d mfa-challenge\.ts → mfa-challenge live in [\d.]+ m?s$/,
  );
  expect((await login()).logged).toContain("edited");
  expect(await login({ user: "ada", method: "sms" })).toMatchObject({ state: "completed" });
  const { sessionId } = first.outcome as { sessionId: string };
  expect(await login({ session: sessionId })).toMatchObject({ state: "completed", outcome: { sessionId } });
  expect(await devDocument()).toMatchObject({
    watching: true,
    loads: [{ files: ["actions/mfa-challenge.ts"], changed: ["mfa-challenge"], ok: true }],
    buildErrors: [],
  });
});

test("a breakpoint binds to the saved code", async () => {
  const script = join(__dirname, "..", "debugger.mjs");
  const where = ["actions/mfa-challenge.ts", 'console.log("edited");', "0"];
  const client = spawn(process.execPath, ["--experimental-websocket", script, debuggerUrl, ...where]);
  const said: { breakpoint?: number; line?: string }[] = [];
  const lines = createInterface({ input: client.stdout! });
  lines.on("line", (line) => said.push(JSON.parse(line)));
  const detached = new Promise((resolve) => client.once("close", resolve));
  while (said.length === 0 && client.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
  await login();
  await detached;
  expect(said).toContainEqual({ paused: expect.stringMatching(/\/actions\/mfa-challenge\.ts$/), line: where[1] });
});

test("a syntax error is told with its line, and the code from before runs until it is gone", async () => {
  save("actions/mfa-challenge.ts", edited, `${edited}\n  const = 1;`);
  const told = await shown(/^.*not loaded; what ran before still runs\n.*\n.*$/m);
  const lines = readFileSync(join(copy, "actions", "mfa-challenge.ts"), "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes("const = 1;")) + 1;
  expect(told).toContain(`actions/mfa-challenge.ts:${line}:9: `);
  expect((await login()).logged).toContain("edited");
  const { buildErrors, loads } = await devDocument();
  expect(buildErrors).toEqual([expect.stringContaining(`actions/mfa-challenge.ts:${line}:9: `)]);
  expect(loads.at(-1)).toMatchObject({ ok: false, changed: [] });

  save("actions/mfa-challenge.ts", "\n  const = 1;", "");
  await shown(/mfa-challenge\.ts → builds again/);
  expect((await devDocument()).buildErrors).toEqual([]);
});

test("a type error is told and stops nothing", async () => {
  save(
    "actions/mfa-challenge.ts",
    'console.log("edited");',
    'console.log("edited"); const text: number = "text"; text;',
  );
  await shown(/mfa-challenge live in/);
  expect(await shown(/^.*Type errors.*\n.*$/m)).toMatch(/actions\/mfa-challenge\.ts\(\d+,\d+\): error TS2322/);
  expect((await login()).logged).toContain("edited");
  expect((await devDocument()).typeErrors).toEqual([expect.stringContaining("error TS2322")]);

  save("actions/mfa-challenge.ts", ' const text: number = "text"; text;', "");
  await shown(/No more type errors/);
  expect((await devDocument()).typeErrors).toEqual([]);
});

test("what an Action throws names the TypeScript line that was saved", async () => {
  save("actions/mfa-challenge.ts", flow, `// A comment.\n  ${flow}\n  if (flow) throw new Error("here");`);
  await shown(/mfa-challenge live in/);
  const lines = readFileSync(join(copy, "actions", "mfa-challenge.ts"), "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes('throw new Error("here")')) + 1;
  const { timeline } = await login();
  const failed = timeline.find((entry) => entry.kind === "action" && entry.result === "error");
  expect(failed).toMatchObject({ stack: expect.stringContaining(`actions/mfa-challenge.ts:${line}:`) });
  save("actions/mfa-challenge.ts", '\n  if (flow) throw new Error("here");', "");
  await shown(/mfa-challenge live in/);
});

test("several files that are saved at once go live, tenants.ts among them", async () => {
  save("actions/lib/flow.ts", "const flow = ", 'console.log("shared");\n  const flow = ');
  save("tenants.ts", 'afterPhoneCode: "other-factors"', 'afterPhoneCode: "phone"');
  expect(await shown(/^.*tenants\.ts.* live in .*$/m)).toContain("mfa-challenge");
  expect((await login()).logged).toContain("shared");
  const saved = (await devDocument()).loads.slice(-2).flatMap(({ files }) => files);
  expect(saved).toEqual(expect.arrayContaining(["actions/lib/flow.ts", "tenants.ts"]));
});

test("an Action's file that is deleted is told by name, and its code still runs", async () => {
  const file = join(copy, "actions", "mfa-challenge.ts");
  const before = readFileSync(file, "utf8");
  rmSync(file);
  await shown(/actions\/mfa-challenge\.ts does not exist/);
  expect((await login()).logged).toContain("edited");
  writeFileSync(file, before);
  await shown(/builds again/);
});

test("Ctrl-C in the middle of a synth ends everything with 0 and says nothing", async () => {
  save("tenants.ts", 'afterPhoneCode: "phone"', 'afterPhoneCode: "other-factors"');
  const isSynth = (process: string) => process.includes(" main.ts");
  while (!inGroup(dev.pid!).some(isSynth)) await new Promise((resolve) => setTimeout(resolve, 20));
  printed = "";
  const ended = new Promise((resolve) => dev.once("close", (code) => resolve(code)));
  process.kill(-dev.pid!, "SIGINT");
  expect(await ended).toBe(0);
  expect(printed.replace(/^Debugger.*$|^\s*$/gm, "").trim()).toBe("");
  expect(existsSync(credentialsFile)).toBe(false);
  while (inGroup(dev.pid!).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
});

/** The processes of a group that still run. */
function inGroup(group: number): string[] {
  const processes = execFileSync("ps", ["-e", "-o", "pgid=,stat=,args="], { encoding: "utf8" }).split("\n");
  return processes.filter((line) => line.trim().startsWith(`${group} `) && !/^\s*\d+\s+Z/.test(line));
}
