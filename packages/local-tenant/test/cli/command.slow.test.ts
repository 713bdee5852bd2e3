import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { freePorts } from "../support/free-ports";
import { type Workplace, workplace } from "./support";

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.remove());

const action = (body: string) => `exports.onExecutePostLogin = async (event, api) => { ${body} };\n`;
const node = (code: string) => `"${process.execPath}" -e '${code}'`;
const portUnless = async (isUsage: boolean) => (isUsage ? [] : ["--port", String(await freePorts())]);
const login = async (user: string, port: string, ...args: string[]) =>
  JSON.parse((await place.run("login", "--user", user, "--port", port, "--json", ...args)).stdout);

test("a signal is passed on to the command, whose end is the tenant's", async () => {
  const code = `process.on("SIGTERM", () => process.exit(9)); console.log("up"); setInterval(() => {}, 1000)`;
  const { process: running } = await place.start("--exec", node(code));
  await new Promise((resolve) => running.stdout!.once("data", resolve));
  const ended = new Promise((resolve) => running.once("exit", resolve));
  running.kill("SIGTERM");
  expect(await ended).toBe(9);
});

test("a configuration comes from a pipe, which gives it once", async () => {
  const exported = place.write("tenant.yaml", 'tenant:\n  friendly_name: "##NAME##"\n');
  const config = JSON.stringify({ AUTH0_KEYWORD_REPLACE_MAPPINGS: { NAME: "Acme" } });
  const ended = await place.runWithPipe(config, exported, "--config", "/dev/stdin", "--exec", "true");
  expect(ended).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("users come from a file", async () => {
  const port = String(await freePorts());
  const users = place.write("users.json", [
    { email: "ada@example.com", email_verified: true, password: "secret", app_metadata: { plan: "gold" } },
    { handle: "bob", phone_number: "+12025550123", identities: [{ connection: "sms", provider: "sms", user_id: "1" }] },
  ]);
  const source = place.write("plan.js", action("console.log(event.user.app_metadata.plan)"));
  const { report } = await place.start(source, "--port", port, "--users", users);
  expect(report.users.map(({ handle }) => handle)).toEqual(["ada@example.com", "bob"]);
  const { timeline } = await login("ada@example.com", port, "--method", "password");
  expect(timeline).toContainEqual(
    expect.objectContaining({ name: "plan", console: [expect.objectContaining({ text: "gold" })] }),
  );
});

test("a state file keeps what the Management API made, the credentials and the users, for its owner alone", async () => {
  const state = join(place.folder, "state.json");
  const source = place.write("own.js", action(""));
  const client = (code: string) =>
    place.write(
      "client.mjs",
      `const { AUTH0_DOMAIN, AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET, AUTH0_AUDIENCE } = process.env;
const send = async (method, path, body, token) => {
  const headers = { "content-type": "application/json", ...(token && { authorization: "Bearer " + token }) };
  return (await fetch("https://" + AUTH0_DOMAIN + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })).json();
};
const { access_token } = await send("POST", "/oauth/token", { grant_type: "client_credentials", client_id: AUTH0_CLIENT_ID, client_secret: AUTH0_CLIENT_SECRET, audience: AUTH0_AUDIENCE });
const api = (method, path, body) => send(method, "/api/v2" + path, body, access_token);
${code}`,
    );
  const run = (code: string) => place.run(source, "--state", state, "--exec", `"${process.execPath}" ${client(code)}`);

  const first = await run(`
const trigger = { id: "credentials-exchange", version: "v2" };
const { id } = await api("POST", "/actions/actions", { name: "M2M", code: "exports.onExecuteCredentialsExchange = async () => {};", supported_triggers: [trigger], secrets: [{ name: "A", value: "kept-value" }] });
await api("POST", "/actions/actions/" + id + "/deploy");
await api("PATCH", "/actions/triggers/credentials-exchange/bindings", { bindings: [{ ref: { type: "action_id", value: id }, display_name: "Machines" }] });
await api("PATCH", "/tenants/settings", { friendly_name: "Kept" });
const made = await api("POST", "/clients", { name: "Made", app_type: "regular_web" });
console.log(JSON.stringify([id, AUTH0_CLIENT_ID, made.client_id]));`);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(statSync(state).mode & 0o777).toBe(0o600);
  const [id, clientId, made] = JSON.parse(first.stdout);

  const second = await run(`
const { bindings } = await api("GET", "/actions/triggers/credentials-exchange/bindings");
const [{ id, secrets }] = (await api("GET", "/actions/actions?actionName=M2M")).actions;
const all = (await api("GET", "/actions/actions")).actions.map(({ name }) => name).sort();
const clients = await api("GET", "/clients");
console.log(JSON.stringify([id, AUTH0_CLIENT_ID, clients.find(({ name }) => name === "Made").client_id, bindings[0].display_name, secrets[0].name, (await api("GET", "/tenants/settings")).friendly_name, all]));`);
  expect(second).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(second.stdout)).toEqual([
    id,
    clientId,
    made,
    "Machines",
    "A",
    "Kept",
    ["Custom Phone Provider", "M2M", "own"],
  ]);
});

test("a tenant whose state can no longer be kept says so, goes on, and fails at its end", async () => {
  const folder = join(place.folder, "kept");
  mkdirSync(folder);
  const port = String(await freePorts());
  const { process: running } = await place.start("--state", join(folder, "state.json"), "--port", port);
  let said = "";
  let printed = "";
  running.stdout!.on("data", (chunk) => {
    printed += chunk;
  });
  const warned = new Promise((resolve) => {
    running.stderr!.on("data", (chunk) => {
      said += chunk;
      if (said.includes("tries again")) resolve(said);
    });
  });
  rmSync(folder, { recursive: true });
  expect((await login("phone-only", port, "--method", "sms")).outcome).toMatchObject({ status: "completed" });
  await warned;
  const ended = new Promise((resolve) => running.once("exit", resolve));
  running.kill("SIGTERM");
  expect(await ended).toBe(3);
  expect(said.match(/^The state can't be written to .*state\.json \(ENOENT\)\.$/gm)).toHaveLength(2);
  expect(said).not.toMatch(/\n +at /);
  // It has had its line of JSON.
  expect(printed).toBe("");
});

describe("Packages of Actions", () => {
  const source = () => place.write("dates.js", `${action("console.log(require('dates').today)")}require("dates");`);

  test("are those beside the source, or in the folder that is named", async () => {
    mkdirSync(join(place.folder, "elsewhere", "node_modules", "dates"), { recursive: true });
    place.write("elsewhere/node_modules/dates/package.json", { name: "dates", version: "1.0.0" });
    place.write("elsewhere/node_modules/dates/index.js", "exports.today = 'monday';");
    const port = String(await freePorts());
    await place.start(source(), "--port", port, "--modules", join(place.folder, "elsewhere"));
    const { timeline } = await login("phone-only", port, "--method", "sms");
    expect(timeline).toContainEqual(
      expect.objectContaining({ name: "dates", console: [expect.objectContaining({ text: "monday" })] }),
    );
  });

  test("that are not installed are named", async () => {
    const { code, stderr } = await place.run(source(), "--port", String(await freePorts()));
    expect(code).toBe(1);
    expect(stderr).toMatch(/The Action "dates" does not build:\n.*'dates'.*\nInstall it .*--modules <folder>/);
  });
});

test("a folder for caches that can't be written is named, with what to do", async () => {
  place.write("cache", "a file where the folder would be");
  const { code, stderr } = await place.run("--port", String(await freePorts()));
  expect(code).toBe(3);
  expect(stderr).toMatch(/cache.* can't be written \(ENOTDIR\)\.\nName another folder for caches: XDG_CACHE_HOME=/);
});

describe("With --json, a mistake is the line of JSON, too", () => {
  test.each([
    ["about a source", 3, () => ["nothing.yaml"], /^There is no nothing\.yaml/],
    ["about code", 1, () => [place.write("a.js", `${action("")}const a = ;;`)], /^The Action "a" was not loaded.*\n/],
    ["about the command line", 2, () => ["--prot", "1"], /^unknown option '--prot'/],
  ])("%s", async (_, exit, args, message) => {
    const { code, stdout, stderr } = await place.run("--json", ...args(), ...(await portUnless(exit === 2)));
    expect(code).toBe(exit);
    expect(JSON.parse(stdout)).toEqual({ error: expect.stringMatching(message), exit });
    expect(stderr).toContain(JSON.parse(stdout).error);
  });
});

describe("A mistake ends with a sentence", () => {
  test.each([
    ["about a source", 3, () => ["nothing.yaml"], /There is no nothing\.yaml/],
    [
      "about a line of a source",
      3,
      () => [place.write("tenant.yaml", "actions: [\n")],
      /tenant\.yaml:\d+:\d+ can't be read/,
    ],
    ["about users", 3, () => ["--users", place.write("u.json", [{ email: 1 }])], /u\.json: user 1\.email is not valid/],
    ["about secrets", 3, () => ["--secrets", "none.env"], /none\.env can't be read: it does not exist/],
    [
      "about a state",
      3,
      () => ["--state", place.write("s.json", {})],
      /s\.json is not a local tenant's state, and would be/,
    ],
    ["about an older state", 3, () => ["--state", place.write("s.json", { version: 0 })], /its format is 0, not 1\)/],
    ["about a broken state", 3, () => ["--state", place.write("s.json", "{")], /s\.json.*\nRemove the file to begin/],
    [
      "about a state that can't be written",
      3,
      () => ["--state", join(place.write("file", ""), "s.json")],
      /The state can't be written to .*s\.json \(ENOTDIR\)\.\nCreate the folder or make room in it, or name another file/,
    ],
    ["about a configuration", 3, () => ["--config", "none.json"], /none\.json can't be read: it does not exist/],
    [
      "about secrets that are neither lines nor JSON",
      3,
      () => ["--secrets", place.write("s.env", "oops\n")],
      /NAME=value/,
    ],
    [
      "about a changed state",
      3,
      () => ["--state", place.write("s.json", { version: 1, credentials: {}, users: 1 })],
      /s\.json can't be restored: .*\nRemove the file to begin with a new tenant/,
    ],
    ["about a state's folder", 3, () => ["--state", "nowhere/s.json"], /There is no folder nowhere for the state/],
    ["about a folder of packages", 3, () => ["--modules", "nowhere"], /There is no folder nowhere/],
    [
      "about code",
      1,
      () => [place.write("a.js", `${action("")}const a = ;;`)],
      /The Action "a" was not loaded.*SyntaxError: .* \(line 2\)/s,
    ],
    ["about the command line", 2, () => ["--prot", "1"], /unknown option '--prot'/],
    [
      "about a command that is empty",
      2,
      () => ["--exec", ""],
      /'--exec <command>' argument '' is invalid\. It is empty/,
    ],
  ])("%s", async (_, code, args, message) => {
    const ended = await place.run(...args(), ...(await portUnless(code === 2)));
    expect(ended).toEqual({ code, stdout: "", stderr: expect.stringMatching(message) });
    expect(ended.stderr).not.toMatch(/\n +at /);
  });
});
