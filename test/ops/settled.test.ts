import type { ManagementClient } from "../../ops/auth0/client";
import { settled } from "../../ops/live/settled";
import type { ExpectedStack } from "../../ops/terraform/expected-stack";
import type { StackState } from "../../ops/terraform/state";

/** The waits that were asked for, in ms; none is waited, beyond the turn that lets a test run out of time. */
let waits: number[];
jest.mock("node:timers/promises", () => ({
  setTimeout: async (ms: number) => {
    waits.push(ms);
    await new Promise(setImmediate);
  },
}));

const NAME = "Verify feedback - MFA";
const ADDRESS = "auth0_action.mfa_feedback";
const action = { address: ADDRESS, name: NAME, code: "code", runtime: "node22", dependencies: [], secretNames: [] };
const expected: ExpectedStack = { domain: "localhost", actions: [action], order: [NAME], resetActions: [] };
const state: StackState = {
  actionIds: new Map([[ADDRESS, "a1"]]),
  replacedIds: new Map(),
  secretsVersion: undefined,
  addresses: [],
  serial: 1,
};

/** A tenant in which Auth0 still builds as long as `isBuilding` says so. */
function tenant(isBuilding: () => boolean): ManagementClient {
  const deployed_version = { id: "v1", number: 1, code: "code", runtime: "node22", deployed: true };
  return {
    list: async () => [{ action: { id: "a1", name: NAME } }],
    find: async () =>
      isBuilding()
        ? { id: "a1", name: NAME, status: "building", all_changes_deployed: false }
        : { id: "a1", name: NAME, status: "built", all_changes_deployed: true, deployed_version },
    get: async () => ({ versions: [] }),
    clockAheadMs: () => 0,
  } as unknown as ManagementClient;
}

beforeEach(() => {
  waits = [];
});

it("waits longer each time, up to five seconds, so that a long build does not use up the rate limit", async () => {
  const { findings } = await settled(
    tenant(() => waits.length < 7),
    expected,
    state,
    3_600_000,
  );
  expect(findings).toEqual([]);
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
});

it("waits no longer than is left of its limit, and then says what is still pending", async () => {
  const { findings } = await settled(
    tenant(() => true),
    expected,
    state,
    100,
  );
  expect(findings).toMatchObject([{ kind: "not-deployed", pending: true }]);
  expect(Math.max(...waits)).toBeLessThanOrEqual(100);
});
