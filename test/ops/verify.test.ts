import { lazyManagementClient, type ManagementClient } from "../../ops/auth0/client";
import { rotationTime, withoutSent } from "../../ops/live/lost-rotation";
import { settled } from "../../ops/live/settled";
import { readLive } from "../../ops/live/verify-live";
import { digestOf } from "../../ops/support/digest";
import type { ExpectedStack } from "../../ops/terraform/expected-stack";
import type { StackState } from "../../ops/terraform/state";
import { repairs } from "../../ops/verbs/plan/repairs";
import { type ServedTenant, serveTenant } from "../support/served-tenant";

const CODE = "exports.onExecutePostLogin = async () => {};";
const ADDRESS = "auth0_action.mfa_feedback";
const NAME = "Verify feedback - MFA";

let served: ServedTenant;
let client: ManagementClient;
let id: string;
let state: StackState;
const expected: ExpectedStack = {
  domain: "localhost",
  actions: [
    {
      address: ADDRESS,
      name: NAME,
      code: CODE,
      runtime: "node22",
      dependencies: [{ name: "twilio", version: "6.2.0" }],
      secretNames: ["ONE", "TWO"],
    },
  ],
  order: ["Risk check", NAME],
  resetActions: [],
};

beforeAll(async () => {
  served = await serveTenant();
  client = lazyManagementClient(served.domain, served.env);
});
afterAll(() => served.close());

beforeEach(() => {
  const risk = made("Risk check", {});
  const { runtime, dependencies, secretNames } = expected.actions[0]!;
  id = made(NAME, { code: CODE, runtime, dependencies, secrets: secretNames.map((name) => ({ name, value: "x" })) });
  for (const action of [risk, id]) served.tenant.bindings.append(action);
  state = {
    actionIds: new Map([[ADDRESS, id]]),
    replacedIds: new Map(),
    secretsVersion: undefined,
    addresses: [],
    serial: 1,
  };
});
afterEach(() => {
  const { actions } = served.tenant;
  for (const action of actions.list()) actions.delete(action.id, true);
  Object.assign(actions.build, { fails: () => false, deployMs: 0 });
});

function made(name: string, input: object): string {
  const { actions } = served.tenant;
  const action = actions.create({ name, trigger: { id: "post-login", version: "v3" }, code: CODE, ...input });
  actions.deploy(action.id);
  return action.id;
}

const foundIn = async (...[stack, known]: [stack: typeof expected, known?: typeof state]) => {
  return (await readLive(client, stack, known)).findings;
};
const findings = () => foundIn(expected, state);

it("finds nothing in a tenant that runs what its stack defines", async () => {
  expect(await findings()).toEqual([]);
  expect(await foundIn(expected)).toEqual([]);
});

it("finds an Action by its id in the state, whatever its name", async () => {
  served.tenant.actions.update(id, { name: "Renamed" });
  served.tenant.actions.deploy(id);
  expect(await findings()).toMatchObject([
    { kind: "order", live: ["Risk check", "Renamed"], wanted: ["Risk check", NAME] },
  ]);
  expect((await foundIn(expected)).map(({ kind }) => kind)).toEqual(["missing", "order"]);
});

it("tells the same Actions in another order, more of them, and none at all", async () => {
  const { actions, bindings } = served.tenant;
  const [risk] = actions.list({ name: "Risk check" });
  const bind = (...ids: string[]) =>
    bindings.replace(
      "post-login",
      ids.map((value) => ({ ref: { type: "action_id", value } })),
    );
  bind(id, risk!.id);
  expect(await foundIn(expected, state)).toMatchObject([{ kind: "order", pending: false }]);
  bind(risk!.id, id, made("Audit", {}));
  expect(await findings()).toMatchObject([{ kind: "order", live: ["Risk check", NAME, "Audit"] }]);
  bind();
  expect(await findings()).toMatchObject([{ kind: "order", live: [], wanted: ["Risk check", NAME] }]);
});

it("without a state takes the bound Action of a name, and the newest where none is bound", async () => {
  const { actions, bindings } = served.tenant;
  const other = made(NAME, { code: `${CODE} // copy` });
  expect(await foundIn(expected)).toEqual([]);
  bindings.unbind(id);
  actions.delete(other);
  const { code, runtime, dependencies, secrets } = actions.get(id);
  actions.update(id, { code: `${CODE} // old` });
  actions.deploy(id);
  made(NAME, { code, runtime, dependencies, secrets });
  expect((await foundIn(expected)).map(({ kind }) => kind)).toEqual(["order"]);
});

it("tells a failed build from what still runs", async () => {
  served.tenant.actions.build.fails = () => true;
  served.tenant.actions.update(id, { code: "broken" });
  expect(await findings()).toMatchObject([{ kind: "build-failed", version: 1 }]);
});

it("looks at what is bound when a replacement failed half way", async () => {
  const { id: half } = served.tenant.actions.create({
    name: NAME,
    trigger: { id: "post-login", version: "v3" },
    code: "broken",
  });
  state = { ...state, actionIds: new Map([[ADDRESS, half]]), replacedIds: new Map([[ADDRESS, [id]]]) };
  expect(await findings()).toEqual([]);
});

it("goes by the state's Action when neither it nor the one that it replaced is bound", async () => {
  served.tenant.bindings.unbind(id);
  state = { ...state, replacedIds: new Map([[ADDRESS, ["no-such-id"]]]) };
  expect(await findings()).toMatchObject([{ kind: "order" }]);
});

it("tells an Action that is not there, and one of which nothing runs", async () => {
  const { actionIds } = state;
  state = { ...state, actionIds: new Map([[ADDRESS, "no-such-id"]]) };
  expect(await findings()).toMatchObject([{ kind: "missing", action: NAME }]);
  const { id: draft } = served.tenant.actions.create({
    name: NAME,
    trigger: { id: "post-login", version: "v3" },
    code: CODE,
  });
  state = { ...state, actionIds: new Map([[ADDRESS, draft]]) };
  expect(await findings()).toMatchObject([{ kind: "not-deployed" }]);
  expect(actionIds.get(ADDRESS)).toBe(id);
});

it("tells what runs when an older version was deployed again in the dashboard", async () => {
  const { actions } = served.tenant;
  const [old] = actions.versions(id);
  actions.update(id, { code: `${CODE} // 2`, runtime: "node18", dependencies: [] });
  actions.deploy(id);
  actions.update(id, { code: CODE, runtime: "node22", dependencies: expected.actions[0]!.dependencies });
  expect(await findings()).toMatchObject([
    { kind: "code", version: 2, live: digestOf(`${CODE} // 2`), wanted: digestOf(CODE) },
    { kind: "runtime", version: 2, live: "node18", wanted: "node22" },
    { kind: "dependencies", version: 2, live: [], wanted: expected.actions[0]!.dependencies },
  ]);
  actions.deployVersion(id, old!.id);
  expect(await findings()).toMatchObject([{ kind: "draft" }]);
});

it("tells secrets that somebody added by hand, by name alone", async () => {
  const { actions } = served.tenant;
  actions.update(id, { secrets: [{ name: "ONE" }, { name: "TWO" }, { name: "OWN", value: "private-fake" }] });
  actions.deploy(id);
  const [found, ...others] = await findings();
  expect(found).toMatchObject({ kind: "secrets", version: 2, wanted: ["ONE", "TWO"] });
  expect(found).toHaveProperty("live", expect.arrayContaining(["ONE", "TWO", "OWN"]));
  expect(others).toEqual([]);
});

it("tells a secret whose value was set by hand, since Terraform sends them all at once", async () => {
  const { actions, clock } = served.tenant;
  const later = clock.now() + 5000;
  const now = jest.spyOn(clock, "now").mockImplementation(() => later);
  actions.update(id, { secrets: [{ name: "ONE" }, { name: "TWO", value: "private-fake" }] });
  actions.deploy(id);
  const found = await foundIn(expected, state);
  now.mockRestore();
  expect(found).toMatchObject([{ kind: "secret-by-hand", version: 2, secrets: ["TWO"] }]);
  expect([...repairs(found, []).keys()]).toEqual(["terraform_data.secrets_version"]);
});

it("tells a rotation that the state remembers and Auth0 never got", async () => {
  const now = new Date();
  const later = new Date(now.getTime() + 120_000);
  const version = (at: Date) => Number(at.toISOString().replace(/\D/g, "").slice(0, 14));
  state = { ...state, secretsVersion: version(now) };
  expect(rotationTime(version(now)).getTime()).toBe(Math.floor(now.getTime() / 1000) * 1000);
  expect(await findings()).toEqual([]);
  state = { ...state, secretsVersion: version(later) };
  expect(await findings()).toMatchObject([
    { kind: "rotation-lost", wanted: rotationTime(version(later)).toISOString() },
  ]);
});

describe("with a clock that is ten seconds ahead of Auth0's", () => {
  beforeAll(() => {
    jest.spyOn(served.tenant.clock, "now").mockImplementation(() => Date.now() - 10_000);
    client = lazyManagementClient(served.domain, served.env);
  });
  afterAll(() => {
    jest.restoreAllMocks();
    client = lazyManagementClient(served.domain, served.env);
  });
  const version = (ms: number) => Number(new Date(ms).toISOString().replace(/\D/g, "").slice(0, 14));

  it("calls a rotation that reached Auth0 no lost one", async () => {
    state = { ...state, secretsVersion: version(Date.now()) };
    expect(await findings()).toEqual([]);
    expect(client.clockAheadMs()).toBeGreaterThanOrEqual(10_000);
    expect(client.clockAheadMs()).toBeLessThan(60_000);
  });

  it("still tells one that was lost", async () => {
    state = { ...state, secretsVersion: version(Date.now() + 120_000) };
    expect(await findings()).toMatchObject([{ kind: "rotation-lost" }]);
  });

  it("calls none lost whose apply has sent the secrets, whatever the clocks say", async () => {
    state = { ...state, secretsVersion: version(Date.now() + 120_000) };
    const before = await readLive(client, expected, state);
    expect(withoutSent(before.findings, expected, before.actions, before.actions)).toHaveLength(1);
    const told = Date.now();
    while (Date.now() === told) await new Promise(setImmediate);
    const secrets = expected.actions[0]!.secretNames.map((name) => ({ name, value: "y" }));
    served.tenant.actions.update(id, { secrets });
    served.tenant.actions.deploy(id);
    const after = await readLive(client, expected, state);
    expect(after.findings.map(({ kind }) => kind)).toEqual(["rotation-lost"]);
    expect(withoutSent(after.findings, expected, before.actions, after.actions)).toEqual([]);
  });
});

it("waits for a change of the runtime too, which leaves the code as it is", async () => {
  const { actions } = served.tenant;
  actions.update(id, { runtime: "node18" });
  actions.deploy(id);
  actions.build.deployMs = 3_600_000;
  actions.update(id, { runtime: "node22" });
  actions.deploy(id);
  expect(await foundIn(expected, state)).toMatchObject([{ kind: "runtime", pending: true }]);
});

it("asks once, and for no versions, when there is nothing to wait for", async () => {
  served.calls.length = 0;
  expect((await settled(client, expected, state, 50_000)).findings).toEqual([]);
  expect(served.calls.filter(({ path }) => path.endsWith("/bindings"))).toHaveLength(1);
  expect(served.calls.filter(({ path }) => path.endsWith("/versions"))).toEqual([]);
});

it("waits while Auth0 deploys, and no longer than it is told", async () => {
  const { actions } = served.tenant;
  actions.update(id, { code: `${CODE} // old` });
  actions.deploy(id);
  actions.build.deployMs = 3_600_000;
  actions.update(id, { code: CODE });
  const deployed = actions.deploy(id);
  const [early] = (await settled(client, expected, state, 0)).findings;
  expect(early).toMatchObject({ kind: "code", pending: true });
  setTimeout(() => Object.assign(deployed, { liveAt: 0 }), 300);
  expect((await settled(client, expected, state, 50_000)).findings).toEqual([]);
});
