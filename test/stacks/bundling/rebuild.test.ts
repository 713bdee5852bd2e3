import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionDependencies, actionKeys, definitionOf } from "../../../stacks/actions";
import { bundleActions, compileOurActions, rebuildActions } from "../../../stacks/bundling";
import { repoRoot } from "../../../stacks/repo-root";
import { defineTenants } from "../../../stacks/tenant";

const { tenant } = defineTenants({
  tenant: {
    domain: "localhost:8443",
    credentials: "auth-token",
    phoneProvider: "verify",
    settings: { mfaFeedback: { enrolledNumber: "lookup", verifyOrigin: "https://localhost:8444" } },
  },
});

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "rebuild-")));
  cpSync(join(repoRoot, "actions"), join(root, "actions"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

/** What a synth puts into Auth0 now. */
async function synthesised() {
  const code = bundleActions(tenant!, await compileOurActions(root));
  return actionKeys.map((key) => ({
    name: key,
    code: code[key],
    trigger: { id: definitionOf(key).trigger },
    dependencies: actionDependencies(key),
  }));
}

function edit(source: string, change: (text: string) => string): void {
  const file = join(root, "actions", source);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

const log = (text: string) => text.replace("const flow = ", 'console.log("edited");\n  const flow = ');

test("what is built again is byte for byte what a new synth writes, with the tenant's settings", async () => {
  const before = await synthesised();
  edit("lib/flow.ts", log);
  edit("phone-provider.ts", (text) => `${text}\nconsole.log("${"é"}");\n`);
  const { actions, problems } = await rebuildActions(before, root);
  const after = await synthesised();
  expect(problems).toEqual([]);
  expect(actions).toEqual(after);
  const changed = after.filter(({ code }, index) => code !== before[index]!.code).map(({ name }) => name);
  expect(changed).toEqual(expect.arrayContaining(["mfaChallenge", "phoneProvider"]));
  expect(changed).not.toContain("passwordResetFeedback");
});

test("the source maps name the sources as they are now", async () => {
  const { actions, maps } = await rebuildActions(await synthesised(), root);
  expect(actions).toHaveLength(actionKeys.length);
  const mapped = maps.get("actions/mfa-challenge.ts")!;
  expect(actions.find(({ name }) => name === "mfaChallenge")!.code.endsWith(mapped.code)).toBe(true);
  expect(mapped.map.sources).toContain(`file://${root}/actions/mfa-challenge.ts`);
});

test("a mistake in one Action does not hold up the others, and is told with its line", async () => {
  const before = await synthesised();
  edit("mfa-challenge.ts", (text) => `const wrong = ;\n${text}`);
  edit("phone-provider.ts", (text) => `${text}\nconsole.log("edited");\n`);
  const { actions, problems } = await rebuildActions(before, root);
  expect(problems).toEqual([
    `actions/mfa-challenge.ts can't be built:\n  actions/mfa-challenge.ts:1:15: Unexpected ";"`,
  ]);
  expect(actions.map(({ name }) => name)).toEqual(actionKeys.filter((key) => key !== "mfaChallenge"));
  expect(actions.find(({ name }) => name === "phoneProvider")!.code).toContain("edited");
});

test("a mistake in a file that several Actions share is told once", async () => {
  const before = await synthesised();
  edit("lib/flow.ts", (text) => `const wrong = ;\n${text}`);
  const { problems } = await rebuildActions(before, root);
  expect(problems).toEqual([`The Actions can't be built:\n  actions/lib/flow.ts:1:15: Unexpected ";"`]);
});

test("an Action whose file is gone, and one without its handler, are told by name", async () => {
  const before = await synthesised();
  rmSync(join(root, "actions", "mfa-feedback.ts"));
  edit("mfa-challenge.ts", (text) => text.replace("export const onExecutePostLogin", "export const somethingElse"));
  const { actions, problems } = await rebuildActions(before, root);
  expect(problems).toEqual([
    expect.stringContaining("actions/mfa-feedback.ts does not exist"),
    expect.stringContaining("actions/mfa-challenge.ts has no handler for the post-login trigger"),
  ]);
  expect(actions.map(({ name }) => name)).toEqual(["passwordlessFeedback", "phoneProvider", "passwordResetFeedback"]);
});

test("code that was not built from a source is left out", async () => {
  const theirs = {
    code: "exports.onExecutePostLogin = async () => {};",
    trigger: { id: "post-login" },
    dependencies: [],
  };
  expect(await rebuildActions([theirs], root)).toEqual({ actions: [], maps: new Map(), problems: [] });
});
