import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
let scratch: string;
beforeEach(() => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  scratch = realpathSync(mkdtempSync(join(root, ".cache", "run-test-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function run(source: string, ...args: string[]) {
  writeFileSync(join(scratch, "entry.ts"), source);
  const command = [join(root, "scripts", "run.mjs"), join(scratch, "entry.ts"), ...args];
  return spawnSync(process.execPath, command, { cwd: scratch, encoding: "utf8" });
}

const log = (expression: string) => `process.stdout.write(JSON.stringify(${expression}));`;

test("the entry sees its arguments as if node had been started with it", () => {
  const { stdout } = run(log("process.argv.slice(1)"), "--json", "a b");
  expect(JSON.parse(stdout)).toEqual([join(scratch, "entry.ts"), "--json", "a b"]);
});

test("every source file has a __dirname and a __filename of its own", () => {
  mkdirSync(join(scratch, "lib"));
  writeFileSync(join(scratch, "lib", "here.ts"), "export const here: string[] = [__dirname, __filename];");
  const { stdout } = run(`import { here } from "./lib/here";\n${log("[__dirname, ...here]")}`);
  expect(JSON.parse(stdout)).toEqual([scratch, join(scratch, "lib"), join(scratch, "lib", "here.ts")]);
});

test("a file that has changed since the last run is run as it is now", () => {
  const said = (word: string) => {
    writeFileSync(join(scratch, "word.ts"), `export const word: string = ${JSON.stringify(word)};`);
    return JSON.parse(run(`import { word } from "./word";\n${log("word")}`).stdout);
  };
  expect(said("before")).toBe("before");
  expect(said("after")).toBe("after");
});

test("an exit code that the entry sets is kept", () => {
  expect(run("process.exitCode = 5;").status).toBe(5);
  expect(run("process.exit(6);").status).toBe(6);
  expect(run(log("1")).status).toBe(0);
});

const userError = "Object.assign(new Error('Do this.'), { isUserError: true, exitCode: 7 })";

test.each([
  ["thrown at once", `throw ${userError};`],
  ["rejected later", `void (async () => { await 0; throw ${userError}; })();`],
  ["thrown in a timer", `setTimeout(() => { throw ${userError}; });`],
])("a user's mistake is shown without a stack, with its exit code: %s", (_, source) => {
  expect(run(source)).toMatchObject({ status: 7, stderr: "Do this.\n" });
});

test("a user's mistake without an exit code ends with 1", () => {
  expect(run("throw Object.assign(new Error('x'), { isUserError: true });")).toMatchObject({
    status: 1,
    stderr: "x\n",
  });
});

test("a bug is shown with a stack that points into the TypeScript source", () => {
  const { status, stderr } = run("interface Unused {\n  a: string;\n}\n\nthrow new Error('a bug');\n");
  expect(status).toBe(1);
  expect(stderr).toContain("Error: a bug");
  expect(stderr).toContain(`${join(scratch, "entry.ts")}:5:`);
});

test("a folder of another user's is named, without a stack", () => {
  const folder = join(scratch, ".cache", "sandbox");
  const thrown = `Object.assign(new Error("EACCES: permission denied, scandir"), { code: "EACCES", syscall: "scandir", path: ${JSON.stringify(folder)} })`;
  expect(run(`void Promise.reject(${thrown});`)).toMatchObject({
    status: 1,
    stderr: `${folder} can't be used: it belongs to another user of this machine.\nRemove it as that user, or work in a clone of your own.\n`,
  });
});

const withAction = (code: string, after: string) => `
  import { ActionInstances, PipelineExecution } from "../../packages/local-tenant/src/pipeline";
  import { login, source } from "../../packages/local-tenant/test/pipeline/support";
  const actions = [source("careless", ${JSON.stringify(code)})];
  const clock = { now: () => 0 };
  void (async () => {
    await new PipelineExecution({ actions, context: login(), clock, instances: new ActionInstances() }).run();
    ${after}
  })();`;

test("a promise that an Action did not await does not end the program that runs it", () => {
  const code = "exports.onExecutePostLogin = async () => { Promise.reject(new Error('float')); }";
  const source = withAction(code, 'setTimeout(() => process.stdout.write("still here"), 50);');
  expect(run(source)).toMatchObject({ status: 0, stdout: "still here", stderr: "" });
});

test("a program that runs Actions still ends with what it rejects itself", () => {
  const { status, stderr } = run(withAction("exports.onExecutePostLogin = async () => {}", `throw ${userError};`));
  expect({ status, stderr }).toEqual({ status: 7, stderr: "Do this.\n" });
});

test("a source that can't be built is named with line and column", () => {
  const { status, stderr } = run('import { x } from "./no-such";\nx();\n');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^\S*entry\.ts:1:19 can't be built: Could not resolve "\.\/no-such"\n {2}import \{ x \} from "\.\/no-such";\nRestore that file, or correct the import\.\n$/,
  );
});

test.each([
  [
    "that does not parse",
    "export const tenants = {\n  dev: { domain: 'a' }\n  prod: {}\n};",
    ":3:3 can't be built: Expected",
  ],
  [
    "that names what is not there",
    "export const tenants = {\n  dev: tru,\n};",
    ":2:8 can't be run: tru is not defined\n",
  ],
])("a tenants.ts %s is what an error names, with the line", (_, tenants, said) => {
  writeFileSync(join(scratch, "tenants.ts"), tenants);
  const { status, stderr } = run('import { tenants } from "./tenants";\nprocess.stdout.write(String(tenants));');
  expect(status).toBe(1);
  expect(stderr).toContain(`tenants.ts${said}`);
  expect(stderr).not.toContain("    at ");
  expect(stderr).not.toContain("entry.ts");
});

test("packages come from node_modules, cdktf among them only once", () => {
  const source = `
    import { App } from "cdktf";
    import { Construct } from "constructs";
    import { Action } from "@cdktf/provider-auth0/lib/action";
    import { z } from "zod";
    ${log("[typeof App, Action.prototype instanceof Construct, typeof z.string]")}
  `;
  expect(JSON.parse(run(source).stdout)).toEqual(["function", true, "function"]);
});

test("a stack that goes through a bundled package names a file that is there", () => {
  const { stderr } = run(
    'import { z } from "zod";\nz.string().parse(7, { error: () => { throw new Error("deep"); } });',
  );
  const file = /\(([^()]+vendor\.cjs):\d+:\d+\)/.exec(stderr)?.[1];
  expect(file).toBe(join(root, ".cache", "vendor", "vendor.cjs"));
});

test.each([
  ["a package", 'import "no-such-package";', "no-such-package"],
  ["a part of a package", 'import "@no-such/package/part";', "@no-such/package"],
  ["a file of a package that is half there", 'import "half-there";', "half-there"],
])("%s that is missing is named, with what to do, and without a stack", (_, source, name) => {
  mkdirSync(join(scratch, "node_modules", "half-there"), { recursive: true });
  writeFileSync(join(scratch, "node_modules", "half-there", "index.js"), 'require("./deleted")');
  const said = `${name} is missing from node_modules. Run: npm ci\n`;
  expect(run(source)).toMatchObject({ status: 1, stderr: said });
});

test("a missing module of the project's own is a bug, with its stack", () => {
  const { stderr } = run('const name: string = "./no-such"; require(name);');
  expect(stderr).toMatch(/Cannot find module '\.\/no-such'\n.*\n *at /s);
});

test("without an entry it says how it is used", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts", "run.mjs")], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toContain("Usage: node scripts/run.mjs <entry.ts>");
});

test("a bundle is built again once the compiler's options have changed", () => {
  writeFileSync(join(scratch, "entry.ts"), "");
  writeFileSync(join(scratch, "tsconfig.json"), "{}");
  const cache = JSON.stringify(join(root, "scripts", "bundle-cache.mjs"));
  const [folder, entry] = [JSON.stringify(scratch), JSON.stringify(join(scratch, "entry.ts"))];
  const kept = (before: string) => {
    const script = `const { cachedBundle, keepBundle } = await import(${cache});${before}
      process.stdout.write(String(cachedBundle(${folder}, ${entry})));`;
    return spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" }).stdout;
  };
  expect(kept(`keepBundle(${folder}, ${entry}, ["entry.ts"], "the bundle");`)).toBe("the bundle");
  writeFileSync(join(scratch, "tsconfig.json"), '{ "compilerOptions": { "experimentalDecorators": true } }');
  expect(kept("")).toBe("undefined");
});
