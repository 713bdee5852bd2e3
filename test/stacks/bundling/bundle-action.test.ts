import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blankSettings, bundleAction } from "../../../stacks/bundling";
import { UserError } from "../../../stacks/errors";
import { repoRoot } from "../../../stacks/repo-root";

const fixtures = join(repoRoot, "test", "stacks", "fixtures");
const fixture = (name: string) => join(fixtures, "actions", `${name}.ts`);

let scratch: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "bundling-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** An Action in a folder of its own. */
function action(source: string): { entry: string; settings: object; sourceRoot: string } {
  mkdirSync(join(scratch, "actions"));
  writeFileSync(join(scratch, "actions", "made.ts"), source);
  return { entry: "made", settings: {}, sourceRoot: scratch };
}

async function refusal(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

test("the first lines say where the code comes from and what its settings are", async () => {
  const code = await bundleAction({ entry: fixture("plain"), settings: { name: "Ada" } });
  expect(code.split("\n").slice(0, 3)).toEqual([
    "// Built from test/stacks/fixtures/actions/plain.ts — edit there, not here.",
    '"use strict";',
    'const settings = {"name":"Ada"};',
  ]);
});

test("the settings are what the Action sees", async () => {
  const code = await bundleAction({ entry: fixture("plain"), settings: { name: "Ada" } });
  const module = { exports: {} as { onExecutePostLogin: () => Promise<string> } };
  new Function("module", "exports", "require", code)(module, module.exports, require);
  expect(await module.exports.onExecutePostLogin()).toBe("hello Ada");
});

test("an Action is found by its name under actions/", async () => {
  const byName = await bundleAction({ entry: "plain", settings: {}, sourceRoot: fixtures });
  expect(byName).toContain("// Built from actions/plain.ts —");
});

test("settings in another order are the same bytes", async () => {
  const entry = fixture("plain");
  const one = await bundleAction({ entry, settings: { a: 1, b: { c: [1, { y: 2, x: 3 }], d: true } } });
  const other = await bundleAction({ entry, settings: { b: { d: true, c: [1, { x: 3, y: 2 }] }, a: 1 } });
  expect(other).toBe(one);
  expect(one).toContain('const settings = {"a":1,"b":{"c":[1,{"x":3,"y":2}],"d":true}};\n');
});

test("code of different settings is the same but for their line", async () => {
  const entry = fixture("plain");
  const one = await bundleAction({ entry, settings: { name: "Ada" } });
  const other = await bundleAction({ entry, settings: { name: "Grace" } });
  expect(other).not.toBe(one);
  expect(blankSettings(other)).toBe(blankSettings(one));
});

test("the bytes do not depend on the folder, on a link to it, or on where the program was started", async () => {
  const here = await bundleAction({ entry: "plain", settings: {}, sourceRoot: fixtures });
  const copy = join(scratch, "a", "deeper", "copy");
  cpSync(fixtures, copy, { recursive: true });
  symlinkSync(copy, join(scratch, "link"));
  const before = process.cwd();
  try {
    process.chdir(scratch);
    expect(await bundleAction({ entry: "plain", settings: {}, sourceRoot: copy })).toBe(here);
    expect(await bundleAction({ entry: "plain", settings: {}, sourceRoot: join(scratch, "link") })).toBe(here);
    const linked = join(scratch, "link", "actions", "plain.ts");
    expect(await bundleAction({ entry: linked, settings: {}, sourceRoot: copy })).toBe(here);
    expect(await bundleAction({ entry: fixture("plain"), settings: {} })).toContain(
      "// Built from test/stacks/fixtures/",
    );
  } finally {
    process.chdir(before);
  }
});

test("a changed source is never served from memory", async () => {
  const made = action("export const onExecutePostLogin = async () => 1;");
  await bundleAction(made);
  writeFileSync(join(scratch, "actions", "made.ts"), "export const onExecutePostLogin = async () => 2;");
  expect(await bundleAction(made)).toContain("async () => 2");
});

test("a declared dependency stays a require, also where the source imports it lazily", async () => {
  const code = await bundleAction({ entry: fixture("with-dependency"), settings: {}, dependencies: ["twilio"] });
  expect(code).toContain('require("twilio/lib/base/Domain")');
  expect(code).not.toMatch(/\bimport\(/);
});

test("a package that is not declared is refused, naming the file that imports it", async () => {
  const message = await refusal(() => bundleAction({ entry: fixture("with-dependency"), settings: {} }));
  expect(message).toContain('imports "twilio/lib/base/Domain" (in test/stacks/fixtures/actions/lib/with-twilio.ts)');
  expect(message).toContain("Declare it in stacks/actions.ts");
});

test("a package with a scope is known by both parts of its name", async () => {
  const options = action('import "@acme/risk/lib/score";\nexport const onExecutePostLogin = async () => 1;');
  expect(await bundleAction({ ...options, dependencies: ["@acme/risk"] })).toContain('require("@acme/risk/lib/score")');
  expect(await refusal(() => bundleAction({ ...options, dependencies: ["@acme/other", "@acme"] }))).toContain(
    'imports "@acme/risk/lib/score"',
  );
});

test("what code does with a package while it loads does not get in the way, nor does it print", async () => {
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  try {
    const options = action(`
      import { Base, make } from "only-at-auth0";
      class Own extends Base {}
      const client = new make.Client(\`\${make().name}\`);
      const service = client.verify.services("VA1");
      console.log("loaded", service);
      if (!(new Own() instanceof Base)) throw new Error("another Base");
      export const onExecutePostLogin = async () => new Own(service);
    `);
    expect(await bundleAction({ ...options, dependencies: ["only-at-auth0"] })).toContain('require("only-at-auth0")');
    expect(log).not.toHaveBeenCalled();
  } finally {
    log.mockRestore();
  }
});

test("syntax that is newer than Auth0's Node is written in older", async () => {
  const code = await bundleAction(
    action("export const onExecutePostLogin = async () => { using held = { [Symbol.dispose]() {} }; return held; };"),
  );
  expect(code).not.toContain("using held");
});

test("a handler that is not a native async function is refused", async () => {
  const message = await refusal(() => bundleAction({ entry: fixture("not-async"), settings: {} }));
  expect(message).toContain("actions/not-async.ts exports an onExecutePostLogin that is not an async function");
});

test("a source without the handler is refused, with what it exports instead", async () => {
  const message = await refusal(() => bundleAction({ entry: fixture("without-handler"), settings: {} }));
  expect(message).toContain("It exports onExecuteCredentialsExchange.");
});

test("code that throws while it loads is refused: Auth0 would fail every login with it", async () => {
  const message = await refusal(() => bundleAction({ entry: fixture("throws-at-load"), settings: {} }));
  expect(message).toMatch(/throws-at-load\.ts is built, but does not load: Invalid URL/);
  const text = action('throw "no error";\nexport const onExecutePostLogin = async () => 1;');
  expect(await refusal(() => bundleAction(text))).toContain("does not load: no error");
});

test("characters that Terraform would normalise are written as escapes, and refused where that can't be", async () => {
  const decomposed = "e\u0301";
  const options = action(`export const onExecutePostLogin = async () => "${decomposed}";`);
  expect(await bundleAction(options)).toContain('"e\\u0301"');
  writeFileSync(join(scratch, "actions", "made.ts"), `export const onExecutePostLogin = async () => /${decomposed}/;`);
  expect(await refusal(() => bundleAction(options))).toContain("Write them as \\u escapes");
});

test("a syntax error is shown with file, line and column", async () => {
  const message = await refusal(() => bundleAction(action('export const a = "é" + ;\n')));
  expect(message).toMatch(/actions\/made\.ts can't be built:\n {2}actions\/made\.ts:1:24: Unexpected ";"/);
});

test("a missing source is refused by name", async () => {
  expect(await refusal(() => bundleAction({ entry: "no-such", settings: {} }))).toContain(
    "actions/no-such.ts does not exist",
  );
});

test("100 kB of code are taken, more are refused", async () => {
  const made = (bytes: number) => `export const onExecutePostLogin = async () => "${"x".repeat(bytes)}";\n`;
  const options = action(made(90_000));
  const size = Buffer.byteLength(await bundleAction(options));
  const room = 100_000 - size;
  writeFileSync(join(scratch, "actions", "made.ts"), made(90_000 + room));
  expect(Buffer.byteLength(await bundleAction(options))).toBe(100_000);
  writeFileSync(join(scratch, "actions", "made.ts"), made(90_000 + room + 1));
  expect(await refusal(() => bundleAction(options))).toContain(
    "actions/made.ts is 100001 bytes when built; Auth0 takes 100000",
  );
});
