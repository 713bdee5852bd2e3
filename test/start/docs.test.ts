import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { repoRoot } from "../../stacks/repo-root";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const document = readFileSync(join(repoRoot, "docs", "sandbox.md"), "utf8");
const examples = document.split("\n").filter((line) => /^(\w+=\$\(|\(umask 077 && )?ask /.test(line));

interface Call {
  method: string;
  /** After `/_sandbox`, with `$LOGIN` as it stands in the document. */
  path: string;
  /** JSON, or `@` and the file that an earlier answer went to. */
  body: string | undefined;
  /** The file that the answer goes to. */
  file: string | undefined;
  /** The shell's variable that the answer goes to, and what reads it. */
  kept: { variable: string; reader: keyof typeof readers } | undefined;
}

/** What the document's shell functions read of an answer. */
const readers = {
  login_id: (json: { id: string }) => json.id,
  session_id: (json: { sessions: { id: string }[] }) => json.sessions[0]!.id,
};

/** What a command of the document asks for; fails for one that it would not run as it stands. */
function callOf(command: string): Call {
  const [, variable = "", quiet, reader] = /^(\w+)=\$\(ask --silent (.*) \| (\w+)\)$/.exec(command) ?? [];
  const [, saved, file] = /^\(umask 077 && ask --silent (.*) > (\S+)\)$/.exec(command) ?? [];
  const shown = quiet ?? saved;
  const asked = shown === undefined ? command : `ask ${shown}`;
  const parts = /^ask (?:--request (\w+) )?(?:--json (?:'(.*)'|(@\S+)) )?"?\$SANDBOX([^" ]*)"?$/.exec(asked);
  if (!parts) throw new Error(`docs/sandbox.md: ${command}`);
  const [, verb, json, fromFile, path = ""] = parts;
  const body = json ?? fromFile;
  const method = verb ?? (body === undefined ? "GET" : "POST");
  const kept = reader === undefined ? undefined : { variable, reader: reader as keyof typeof readers };
  return { method, path, body, file, kept };
}

/** The block of the document that reads the credentials and goes on with `next`, for the tenant that runs here. */
function shellBlock(next: string): string {
  const blocks = [...document.matchAll(/^```sh\n(\. \.cache\/sandbox\/credentials-8443\.env\n.*?)^```$/gms)];
  const block = blocks.map(([, text = ""]) => text).find((text) => text.split("\n")[1]?.startsWith(next)) ?? "";
  const { port } = new URL(`https://${sandbox.tenant.domain}`);
  return block.replaceAll(".cache/sandbox", ".cache/test-ca").replaceAll("8443", port);
}

async function run({ method, path, body }: Pick<Call, "method" | "path" | "body">) {
  const url = `https://${sandbox.tenant.domain}/_sandbox${path}`;
  const headers = {
    authorization: `Bearer ${sandbox.server.credentials.controlToken}`,
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
}

test("every example of docs/sandbox.md is answered as the document says, one after the other", async () => {
  const variables = new Map<string, string>();
  const files = new Map<string, string>();
  const refused: unknown[] = [];
  for (const example of examples) {
    const call = callOf(example);
    const path = call.path.replace(/\$(\w+)/g, (_, name: string) => variables.get(name) ?? "");
    const body = call.body?.startsWith("@") ? files.get(call.body.slice(1)) : call.body;
    const { status, json } = await run({ ...call, path, body });
    if (call.file) files.set(call.file, JSON.stringify(json));
    if (call.kept) variables.set(call.kept.variable, readers[call.kept.reader](json));
    if (status >= 300) refused.push([example, status, json]);
  }
  expect(examples.length).toBeGreaterThan(15);
  expect(refused).toEqual([]);
});

test("the commands before the examples let a shell ask, with a token that no list of processes shows", async () => {
  const setUp = shellBlock("SANDBOX=");
  const script = `${setUp}ask --silent --show-error $SANDBOX/users`;
  const { stdout } = await promisify(execFile)("sh", ["-c", script], { cwd: repoRoot });
  expect(JSON.parse(stdout)).toHaveProperty("users");
  // Of the words after curl, none is the token.
  expect(setUp).toMatch(/^ask\(\) \{ printf '.*' "\$LOCAL_TENANT_TOKEN" \| curl (?!.*TOKEN)/m);
});

test("a shell that every example is pasted into, one after the other, is refused none, and each answer ends its line", async () => {
  const setUp = shellBlock("SANDBOX=");
  const strict = setUp.replace("| curl ", "| curl --fail-with-body --silent --show-error ");
  const commands = examples.join("\n").replaceAll(".cache/sandbox", ".cache/test-ca");
  const script = `set -e\n${strict}${commands}\n`;
  expect(strict).not.toBe(setUp);
  const options = { cwd: repoRoot, maxBuffer: 50 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)("sh", ["-c", script], options);
  expect(stdout).toMatch(/\n$/);
  // Where one answer follows another it begins a line of its own.
  expect(stdout).not.toMatch(/\}\{/);
});

test("the commands for an application's secret print it, and no list of processes shows the deploying one's", async () => {
  const script = shellBlock("TENANT=");
  const { stdout } = await promisify(execFile)("sh", ["-c", script], { cwd: repoRoot });
  expect(JSON.parse(stdout)).toEqual({ client_secret: expect.stringMatching(/^\S{20,}$/) });
  expect(script).not.toMatch(/curl [^|]*(SECRET|TOKEN)/);
});

test("docs/sandbox.md has an example of every route", async () => {
  const { json } = await run({ method: "GET", path: "/no-such-route", body: undefined });
  const asked = examples.map(callOf).map(({ method, path }) => `${method} /_sandbox${path.replace(/\?.*/, "")}`);
  const routes = (json.routes as string[]).map((route) => ({ route, matches: patternOf(route) }));
  const shown = asked.map((call) => {
    const fitting = routes.filter(({ matches }) => matches.test(call));
    return fitting.find(({ route }) => !route.includes(":"))?.route ?? fitting[0]?.route ?? `no route: ${call}`;
  });
  // The events have no end, so a shell would not get past their example; the document describes them.
  expect(document).toContain("`GET /_sandbox/events`");
  expect([...new Set([...shown, "GET /_sandbox/events"])].sort()).toEqual([...new Set(json.routes)].sort());
});

/** `GET /logins/:id` as an expression that fits `GET /logins/$LOGIN`. */
function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/:\w+/g, "[^/]+")}$`);
}
