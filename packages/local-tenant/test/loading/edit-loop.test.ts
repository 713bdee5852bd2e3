import { type DevDocument, type LocalTenantServer, startServer } from "../../src/server";
import { type ActionDocument, emptyDocument, type TenantDocument } from "../../src/sources/document";
import { testAuthority } from "../support/workspace";

let server: LocalTenantServer;
beforeEach(async () => {
  server = await startServer({ dir: testAuthority, ports: { management: 0, verify: 0 } });
});
afterEach(() => server.stop());

const trigger = { id: "post-login", version: "v3" };
const action = (name: string, code: string): ActionDocument => ({
  ...{ key: name, name, code, trigger, dependencies: [], secrets: [] },
});

function documentOf(actions: ActionDocument[], more: Partial<TenantDocument> = {}): TenantDocument {
  const bound = actions.map(({ key }) => ({ action: { key } }));
  return { ...emptyDocument(), actions, bindings: [{ trigger: "post-login", actions: bound }], ...more };
}

const denies = action("Gate", 'exports.onExecutePostLogin = async (event, api) => api.access.deny("closed");');
const allows = action("Gate", "exports.onExecutePostLogin = async () => {};");

async function outcome(): Promise<string> {
  const login = await server.login({ user: "password-phone", method: "password" });
  return (await server.finish(login)).status;
}

test("new code of an Action decides the next login, and what else was changed in the tenant stays", async () => {
  server.load(documentOf([allows], { guardian: { factors: {}, policies: ["all-applications"] } }));
  server.tenant.guardian.policies = [];
  const first = await server.finish(await server.login({ user: "password-phone", method: "password" }));
  const { sessionId } = first as { sessionId: string };

  expect(server.loadActions([denies], [])).toEqual(["Gate"]);
  expect(server.loadActions([denies], [])).toEqual([]);
  expect(await outcome()).toBe("ended");
  expect(server.loadActions([allows], [])).toEqual(["Gate"]);
  expect(server.tenant.guardian.policies).toEqual([]);
  expect(await server.finish(await server.login({ session: sessionId }))).toMatchObject({
    status: "completed",
    sessionId,
  });
});

test("a load says what it changed beside the code of Actions", () => {
  const other = action("Other", allows.code);
  expect(server.load(documentOf([denies, other])).otherChanges).toEqual([]);
  expect(server.load(documentOf([denies, other])).otherChanges).toEqual([]);
  expect(server.load(documentOf([other, denies])).otherChanges).toEqual(["order of the Actions"]);
  const settings = { settings: { friendly_name: "Test" }, guardian: { factors: { otp: true } } };
  expect(server.load(documentOf([other], settings)).otherChanges).toEqual([
    "Gate (removed)",
    "order of the Actions",
    "MFA settings",
    "tenant settings",
  ]);
});

test("where the lines of a source have moved and its code has not, what it throws names the new lines", async () => {
  const code = 'exports.onExecutePostLogin = async () => { throw new Error("here"); };';
  // Its one line comes from the first line of the source, and then from the third.
  const map = (mappings: string) => ({
    ...{ version: 3, file: "", names: [], sourceRoot: "", sourcesContent: [], mappings },
    sources: ["file:///sources/thrower.ts"],
  });
  const stack = async () => {
    const login = await server.login({ user: "password-phone", method: "password" });
    await server.finish(login);
    return login.timeline.flatMap((entry) => (entry.kind === "action" ? (entry.stack ?? []) : [])).join("\n");
  };
  const thrower = action("Thrower", code);
  server.load(documentOf([thrower]), [{ code, map: map("AAAA") }]);
  expect(await stack()).toContain("/sources/thrower.ts:1:");
  expect(server.loadActions([thrower], [{ code, map: map("AAEA") }])).toEqual([]);
  expect(await stack()).toContain("/sources/thrower.ts:3:");
});

test("the control API says what an edit loop did, and that there is none", async () => {
  const dev = async () => {
    const headers = { authorization: `Bearer ${server.credentials.controlToken}` };
    return (await fetch(`https://${server.tenant.domain}/_sandbox/dev`, { headers })).json();
  };
  expect(await dev()).toEqual({ watching: false, loads: [], buildErrors: [], typeErrors: [] });
  const told: string[] = [];
  server.changes.subscribe((topics) => told.push(...topics));
  server.dev.watching();
  const load = { at: "2026-11-29T12:00:00.000Z", files: ["a.ts"], changed: ["a"], ms: 84, ok: true };
  for (let count = 0; count < 60; count++) server.dev.loaded({ ...load, ms: count }, ["b.ts can't be built"]);
  server.dev.typesChecked(["a.ts(1,2): error TS2322: …"]);
  const document = (await dev()) as DevDocument;
  expect(document).toMatchObject({
    watching: true,
    buildErrors: ["b.ts can't be built"],
    typeErrors: ["a.ts(1,2): error TS2322: …"],
  });
  expect(told).toHaveLength(62);
  expect(new Set(told)).toEqual(new Set(["dev"]));
  expect(document.loads).toHaveLength(50);
  expect(document.loads.at(-1)).toEqual({ ...load, ms: 59 });
});
