import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SourceLoader, type Sources } from "../../../start/dev/source-loader";
import { loadStack } from "../../../start/load-stack";
import { runApp } from "../../../start/run-app";
import { copyOfRepository } from "../../stacks/support/copy-of-repository";
import { type Sandbox, startSandbox } from "../../support/sandbox";

let scratch: string;
let sources: Sources;
let sandbox: Sandbox;
let loader: SourceLoader;

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "source-loader-")));
  sources = { root: copyOfRepository(join(scratch, "copy")), output: join(scratch, "out"), stack: "sandbox" };
  sandbox = await startSandbox({ actions: [] });
  await runApp(sources.root, sources.output);
  loadStack(sandbox.server, sources.output, sources.stack);
  loader = new SourceLoader(sandbox.server, sources);
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Saves a file with `wanted` where it had `text`, and loads it as the edit loop does. */
function save(file: string, text: string, wanted: string) {
  const path = join(sources.root, file);
  const before = readFileSync(path, "utf8");
  expect(before).toContain(text);
  writeFileSync(path, before.replace(text, wanted));
  return loader.load([file], new AbortController().signal);
}

const flow = "const flow = flowOf(event);";
const login = () => sandbox.complete({ user: "password-phone", method: "password" });
const loaded = { problems: [], fixed: false };

test("the next login runs a saved Action, and what was changed in the tenant by hand stays", async () => {
  sandbox.tenant.guardian.policies = ["all-applications"];
  expect(await save("actions/mfa-challenge.ts", flow, `${flow} console.log("edited");`)).toEqual({
    ...loaded,
    changed: ["mfa-challenge"],
  });
  expect(sandbox.logged(await login(), "MFA challenge")).toContain("edited");
  expect(sandbox.tenant.guardian.policies).toEqual(["all-applications"]);
});

test("a file that Actions share changes each of them, and no other", async () => {
  const { changed } = await save("actions/lib/log.ts", "console.log(", 'console.log("shared", ');
  expect(changed).toEqual(expect.arrayContaining(["passwordless-feedback", "mfa-feedback"]));
  expect(sandbox.logged(await login(), "MFA challenge").join()).toContain("shared");
});

test("what was loaded is byte for byte what a synth of the same sources gives", async () => {
  await runApp(sources.root, sources.output);
  expect(loadStack(sandbox.server, sources.output, sources.stack).changed).toEqual([]);
});

test("under a new comment the code is the same, and what it throws names the new line", async () => {
  await save("actions/mfa-challenge.ts", flow, `${flow}\n  if (flow) throw new Error("here");`);
  await login();
  expect(await save("actions/mfa-challenge.ts", flow, `// A\n  // comment.\n  ${flow}`)).toEqual({
    ...loaded,
    changed: [],
  });
  const lines = readFileSync(join(sources.root, "actions/mfa-challenge.ts"), "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes('throw new Error("here")')) + 1;
  const { timeline } = await login();
  const failed = timeline.find((entry) => entry.kind === "action" && entry.result === "error");
  expect((failed as { stack?: string }).stack).toContain(`actions/mfa-challenge.ts:${line}:`);
  await save("actions/mfa-challenge.ts", '\n  if (flow) throw new Error("here");', "");
});

test("an Action that can't be built keeps its code, and is live again once it can", async () => {
  const wrong = await save("actions/mfa-challenge.ts", flow, `${flow};; const = 1;`);
  expect(wrong).toEqual({
    ...loaded,
    changed: [],
    problems: [
      expect.stringMatching(/^actions\/mfa-challenge\.ts can't be built:\n {2}actions\/mfa-challenge\.ts:\d+:\d+: /),
    ],
  });
  expect(loader.problems).toEqual(wrong.problems);
  expect(sandbox.logged(await login(), "MFA challenge")).toContain("edited");
  // Another Action is loaded meanwhile.
  expect((await save("actions/phone-provider.ts", "async (event", "async (event")).problems).toEqual(wrong.problems);
  expect(await save("actions/mfa-challenge.ts", ";; const = 1;", "")).toEqual({ ...loaded, changed: [], fixed: true });
  expect(loader.problems).toEqual([]);
});

test("a save of tenants.ts is synthesised, and sets the tenant to what it says", async () => {
  const { changed } = await save("tenants.ts", 'afterPhoneCode: "other-factors"', 'afterPhoneCode: "phone"');
  expect(changed).toEqual(["mfa-challenge"]);
});

test("while tenants.ts is wrong, Actions are loaded all the same; when it is right, what was saved before is live", async () => {
  const wrong = await save("tenants.ts", 'afterPhoneCode: "phone"', 'afterPhoneCode: "nonsense"');
  expect(wrong).toMatchObject({ changed: [], problems: [expect.stringContaining("afterPhoneCode")] });
  const { changed, problems } = await save("actions/mfa-challenge.ts", '"edited"', '"edited again"');
  expect({ changed, problems }).toEqual({ changed: ["mfa-challenge"], problems: [] });
  expect(loader.problems).toEqual(wrong.problems);
  const right = await save("tenants.ts", 'afterPhoneCode: "nonsense"', 'afterPhoneCode: "other-factors"');
  expect(right).toEqual({ ...loaded, changed: ["mfa-challenge"], fixed: true });
});

test("a newer save ends a synth", async () => {
  const newer = new AbortController();
  const load = loader.load(["tenants.ts"], newer.signal);
  newer.abort();
  await expect(load).rejects.toThrow();
  expect(loader.problems).toEqual([]);
});
