import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { start } from "./support";

const folder = mkdtempSync(join(tmpdir(), "source-"));

afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, code: string): string {
  const path = join(folder, name);
  writeFileSync(path, code);
  return path;
}

const prints = (expression: string) => `exports.onExecutePostLogin = async (event) => { console.log(${expression}); };`;

test("Actions come from files and from data, in the order that is written", async () => {
  const first = file("first.js", prints("'first'"));
  await using tenant = await start({
    source: [first, { actions: [{ name: "second", code: prints("'second'") }] }],
  });
  const { actions } = await tenant.login({ user: "phone-only", method: "sms" });
  expect(actions.map(({ name, console }) => [name, ...console])).toEqual([
    ["first", "first"],
    ["second", "second"],
  ]);
});

test("secrets are given for every Action or for one, and one without a value is named", async () => {
  const said: string[] = [];
  const read = prints("event.secrets.SHARED, event.secrets.OWN, event.secrets.NONE");
  await using tenant = await start({
    source: [file("one.js", read), file("two.js", read)],
    secrets: { SHARED: "s", two: { OWN: "o" } },
    warn: (sentence) => said.push(sentence),
  });
  const { actions } = await tenant.login({ user: "phone-only", method: "sms" });
  expect(actions.map(({ console }) => console[0])).toEqual(["s undefined undefined", "s o undefined"]);
  expect(said).toEqual(expect.arrayContaining([expect.stringMatching(/two.*NONE/s)]));
  expect(said).toHaveLength(3);
});

test("packages are those beside the source, unless another folder is named", async () => {
  const requires = file("requires.js", `const tiny = require("tiny"); ${prints("tiny")}`);
  const install = (where: string, value: string) => {
    const root = join(where, "node_modules", "tiny");
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, "package.json"), JSON.stringify({ name: "tiny", version: "1.0.0" }));
    writeFileSync(join(root, "index.js"), `module.exports = "${value}";`);
  };
  install(folder, "beside");
  install(join(folder, "elsewhere"), "elsewhere");
  for (const [options, value] of [
    [{}, "beside"],
    [{ modules: join(folder, "elsewhere") }, "elsewhere"],
  ] as const) {
    await using tenant = await start({ source: requires, ...options });
    const { actions } = await tenant.login({ user: "phone-only", method: "sms" });
    expect(actions[0]?.console).toEqual([value]);
  }
});

test("a path that is not there is named, and nothing stays open", async () => {
  await expect(start({ source: join(folder, "nowhere") })).rejects.toThrow(/nowhere/);
});
