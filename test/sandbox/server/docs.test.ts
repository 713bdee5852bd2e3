import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";
import { type Sandbox, startSandbox } from "../../support/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const document = readFileSync(join(repoRoot, "docs", "sandbox.md"), "utf8");
const examples = document.split("\n").filter((line) => line.startsWith("curl "));

interface Call {
  method: string;
  /** After `/_sandbox`, with `$LOGIN` as it stands in the document. */
  path: string;
  body: string | undefined;
}

/** What a command of the document asks for; fails for one that it would not run as it stands. */
function callOf(command: string): Call {
  const parts = /^curl --cacert \$CA (?:--json '(.*)' |--request (\w+) )?"?\$SANDBOX([^" ]*)"?$/.exec(command);
  if (!parts) throw new Error(`docs/sandbox.md: ${command}`);
  const [, body, method = body === undefined ? "GET" : "POST", path = ""] = parts;
  return { method, path, body };
}

async function run({ method, path, body }: Call) {
  const url = `https://${sandbox.tenant.domain}/_sandbox${path}`;
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method, ...(body !== undefined && { body, headers }) });
  const text = await response.text();
  return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
}

test("every example of docs/sandbox.md is answered as the document says, one after the other", async () => {
  let login = "";
  const refused: unknown[] = [];
  for (const example of examples) {
    const call = callOf(example);
    const { status, json } = await run({ ...call, path: call.path.replace("$LOGIN", login) });
    if (status === 201) login = json.id;
    if (status >= 300) refused.push([example, status, json]);
  }
  expect(examples.length).toBeGreaterThan(15);
  expect(refused).toEqual([]);
});

test("docs/sandbox.md has an example of every route", async () => {
  const { json } = await run({ method: "GET", path: "/no-such-route", body: undefined });
  const shown = new Set(
    examples.map(callOf).map(({ method, path }) => {
      const route = path.replace(/\?.*/, "").replace("$LOGIN", ":id");
      return `${method} /_sandbox${route}`;
    }),
  );
  expect([...shown].sort()).toEqual([...new Set(json.routes)].sort());
});
