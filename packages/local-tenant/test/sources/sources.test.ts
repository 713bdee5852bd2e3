import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingSecrets, readSecretsFile, readSources } from "../../src/sources";
import { LocalTenantError } from "../../src/support/local-tenant-error";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sources-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string | object): string {
  const file = join(folder, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, typeof text === "string" ? text : JSON.stringify(text));
  return file;
}

const read = (...paths: string[]) => readSources(paths, { environment: {} });
const postLogin = "exports.onExecutePostLogin = async (event, api) => {};\n";
const stack = {
  resource: { auth0_action: { a: { name: "A", code: "", supported_triggers: { id: "post-login", version: "v3" } } } },
};

test("without a source there is nothing", () => {
  expect(read()).toMatchObject({ actions: [], bindings: [], skipped: [] });
});

test("scripts are bound in the order in which they are named, to the triggers of their handlers", () => {
  const files = [
    write("b.js", postLogin),
    write("a.cjs", postLogin),
    write("sms.js", "exports.onExecuteCustomPhoneProvider = async () => {};"),
  ];
  const { actions, bindings } = read(...files);
  expect(actions.map(({ name, trigger }) => [name, trigger.id])).toEqual([
    ["b", "post-login"],
    ["a", "post-login"],
    ["sms", "custom-phone-provider"],
  ]);
  expect(bindings.map(({ trigger, actions: bound }) => [trigger, bound.length])).toEqual([
    ["post-login", 2],
    ["custom-phone-provider", 1],
  ]);
});

test("a script's packages are those that it requires, and its secrets those that it reads", () => {
  const code = `${postLogin}
const { A, B: b } = event.secrets; use(event.secrets.C, event.secrets["D"]);
require("node:fs"); require("crypto"); require("lodash/get"); require("@scope/name"); require("./mine");`;
  expect(read(write("a.js", code)).actions[0]).toMatchObject({
    dependencies: [
      { name: "lodash", version: "latest" },
      { name: "@scope/name", version: "latest" },
    ],
    secrets: [{ name: "C" }, { name: "D" }, { name: "A" }, { name: "B" }],
  });
});

test("a folder with one stack, the stack's folder and its file are the same source", () => {
  const file = write("cdktf.out/stacks/dev/cdk.tf.json", stack);
  const documents = [join(folder, "cdktf.out"), join(file, ".."), file].map((path) => read(path));
  expect(documents[0]?.actions).toMatchObject([{ name: "A" }]);
  const [first, ...others] = documents.map(({ actions }) => actions.map(({ source: _, ...action }) => action));
  for (const other of others) expect(other).toEqual(first);
  expect(documents.map(({ actions }) => actions[0]?.source)).toEqual([
    join(folder, "cdktf.out"),
    join(file, ".."),
    file,
  ]);
});

test("sources are joined, a script after a stack", () => {
  const script = write("last.js", postLogin);
  const resource = {
    ...stack.resource,
    auth0_trigger_actions: {
      p: { trigger: "post-login", actions: [{ id: "${auth0_action.a.id}", display_name: "A" }] },
    },
  };
  expect(read(write("cdk.tf.json", { resource }), script).bindings).toEqual([
    {
      trigger: "post-login",
      actions: [
        expect.objectContaining({ displayName: "A" }),
        expect.objectContaining({ action: expect.objectContaining({ key: script }) }),
      ],
    },
  ]);
});

test.each([
  ["that is not there", () => join(folder, "nothing"), /There is no .*nothing\. A source is one of:\n.*cdktf\.out/s],
  ["of a folder without anything", () => folder, /^The folder .* has nothing to load\. A source is one of:/],
  [
    "of another type",
    () => write("a.txt", ""),
    /a\.txt is of a type that the local tenant can't read\. A source is one of:/,
  ],
  [
    "that is TypeScript",
    () => write("a.ts", ""),
    /a\.ts is not CommonJS, which is what Auth0 runs\.\nBundle it.*esbuild/,
  ],
  [
    "that is an ECMAScript module",
    () => write("a.js", "export const onExecutePostLogin = async () => {};\n"),
    /a\.js is not CommonJS, .*\nBundle it, and name the bundle: npx esbuild .*a\.js .*--outfile=a\.cjs/,
  ],
  ["without a name", () => "", /^The name of a source is empty\./],
  [
    "of Terraform's own state",
    () => write("terraform.tfstate", {}),
    /is Terraform's own file\. .*terraform show -json/s,
  ],
  ["of the same as JSON", () => write("state.json", { version: 4, lineage: "a" }), /is Terraform's own file\./],
  [
    "of an empty state",
    () => write("state.json", { format_version: "1.0" }),
    /state of Terraform's with nothing in it/,
  ],
  [
    "of Terraform's configuration",
    () => join(write("stack/main.tf", ""), ".."),
    /stack holds Terraform's configuration\. Load what Terraform shows of it:\n.*terraform plan -out/,
  ],
  [
    "without a handler",
    () => write("a.js", "module.exports = 1;"),
    /a\.js exports no handler of an Action, such as onExecutePostLogin\./,
  ],
  ["of other JSON", () => write("a.json", {}), /a\.json is neither a stack nor what terraform show -json prints\./],
  [
    "of a stack of another form",
    () => write("a.json", { resource: { auth0_action: [] } }),
    /a\.json: resource\.auth0_action is not as in a stack: /,
  ],
  [
    "of an Action without a name",
    () => write("a.json", { resource: { auth0_action: { a: { code: "" } } } }),
    /^auth0_action\.a\.name is not as expected: .*\nCorrect it, or, where it is an expression, /,
  ],
  [
    "that a newer Terraform shows",
    () => write("a.json", { format_version: "2.0" }),
    /a\.json is what Terraform shows in format 2\.0; only formats 0 and 1 can be read\.\nShow it with an older/,
  ],
  [
    "that Terraform shows in another form",
    () => write("a.json", { format_version: "1.2", planned_values: { root_module: { resources: [{}] } } }),
    /a\.json: planned_values\.root_module\.resources\.0\.address is not as Terraform shows it: /,
  ],
  ["with a mistake in it", () => write("a.json", '{\n  "a": 1,\n  oops\n}'), /a\.json:3:\d+ can't be read: /],
])("a source %s is refused with what to do", (_, source, message) => {
  const path = source();
  expect(() => read(path)).toThrow(LocalTenantError);
  expect(() => read(path)).toThrow(message);
});

test("a folder of several stacks asks which one", () => {
  for (const name of ["dev", "prod"]) write(`out/stacks/${name}/cdk.tf.json`, stack);
  const out = join(folder, "out");
  expect(() => read(out)).toThrow(`${out} holds 2 stacks: dev, prod.\nName one: ${out}/stacks/dev`);
});

describe("Secrets", () => {
  const script = () => write("a.js", `${postLogin}event.secrets.TOKEN; event.secrets.TWILIO_AUTH_TOKEN;`);
  const values = (inputs: Partial<Parameters<typeof readSources>[1]>) => {
    const document = readSources([script()], { environment: {}, ...inputs });
    return document.actions[0]!.secrets.map((secret) => ("value" in secret ? secret.value : undefined));
  };

  test("come from a file, the local Verify and the environment, in this order", () => {
    const environment = { TOKEN: "environment", TWILIO_AUTH_TOKEN: "environment" };
    const known = { TWILIO_AUTH_TOKEN: "verify" };
    expect(values({})).toEqual([undefined, undefined]);
    expect(values({ environment, known })).toEqual(["environment", "verify"]);
    const secrets = readSecretsFile(write("secrets.env", "TOKEN=file\nTWILIO_AUTH_TOKEN='file'\n"));
    expect(values({ environment, known, secrets })).toEqual(["file", "file"]);
  });

  test("of JSON may be one Action's", () => {
    const secrets = readSecretsFile(write("secrets.json", { TOKEN: "all", a: { TOKEN: "a's" }, b: { TOKEN: "b's" } }));
    expect(values({ secrets })).toEqual(["a's", undefined]);
  });

  test("that are missing are named with their Action", () => {
    expect(missingSecrets(read(script()))[0]).toBe('The Action "a" has no value for its secret TOKEN.');
  });

  test("of another shape are refused", () => {
    expect(() => readSecretsFile(write("secrets.json", { a: 1 }))).toThrow(/secrets\.json: a must be a text/);
    expect(() => readSecretsFile(join(folder, "none"))).toThrow(/none can't be read: it does not exist\./);
  });
});

test.each([
  ["named in module.exports", "const onExecutePostLogin = async () => {};\nmodule.exports = { onExecutePostLogin };"],
  ["in an object", "module.exports = { async onExecutePostLogin(event, api) {} };"],
  ["by its name in brackets", 'exports["onExecutePostLogin"] = async () => {};'],
  [
    "by a bundler",
    "__export(a_exports, { onExecutePostLogin: () => onExecutePostLogin });\nmodule.exports = __toCommonJS(a_exports);",
  ],
])("a script's handler may be exported %s", (_, code) => {
  expect(read(write("a.js", code)).actions[0]?.trigger).toEqual({ id: "post-login", version: "v3" });
});

test.each([
  ["with a mark of its bytes' order", (text: string) => Buffer.from(`\uFEFF${text}`)],
  ["as PowerShell writes it", (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le")],
])("a file is read %s", (_, bytes) => {
  const file = join(folder, "plan.json");
  writeFileSync(file, bytes(JSON.stringify(stack)));
  expect(read(file).actions[0]?.name).toBe("A");
});
