import type { LiveAction, LiveVersion } from "../../ops/auth0/entities";
import { actionFindings } from "../../ops/live/action-findings";
import type { Finding } from "../../ops/live/finding";
import { lostRotation, rotationTime, withoutSent } from "../../ops/live/lost-rotation";
import { digestOf } from "../../ops/support/digest";
import type { ExpectedAction, ExpectedStack } from "../../ops/terraform/expected-stack";

const NAME = "Verify feedback - MFA";
const ADDRESS = "auth0_action.mfa_feedback";
const SENT = "2026-01-02T03:04:00.000Z";
const expected: ExpectedAction = {
  address: ADDRESS,
  name: NAME,
  code: "exports.onExecutePostLogin = async () => {};",
  runtime: "node22",
  dependencies: [{ name: "twilio", version: "6.2.0" }],
  secretNames: ["ONE", "TWO"],
};
const secrets = (one: string, two = one) => [
  { name: "ONE", updatedAt: one },
  { name: "TWO", updatedAt: two },
];

function running(change: Partial<LiveVersion> = {}): LiveVersion {
  const { code, runtime, dependencies } = expected;
  const made = { deployed: true, createdAt: SENT, builtAt: SENT };
  return { id: "v3", number: 3, code, runtime, dependencies, secrets: secrets(SENT), ...made, ...change };
}

function live(change: Partial<LiveAction> = {}): LiveAction {
  const { code } = expected;
  const draft = { status: "built", allChangesDeployed: true, updatedAt: SENT, secrets: secrets(SENT) };
  return { id: "a1", name: NAME, trigger: "post-login", code, ...draft, deployed: running(), ...change };
}

describe("what is wrong with an Action", () => {
  it("is nothing when it runs what the stack says, in whatever order Auth0 lists things", () => {
    const stack = { ...expected, dependencies: [...expected.dependencies, { name: "abc", version: "1.0.0" }] };
    const dependencies = [...stack.dependencies].reverse();
    const deployed = running({ dependencies, secrets: secrets(SENT).reverse() });
    expect(actionFindings(stack, live({ deployed }), undefined)).toEqual([]);
  });

  it.each(["pending", "building", "packaged", "retrying"])("may end by itself while its draft is %s", (status) => {
    const other = running({ code: "other" });
    const draft = { status, allChangesDeployed: false };
    for (const [kind, deployed] of [
      ["not-deployed", undefined],
      ["code", other],
      ["draft", running()],
    ] as const)
      expect(actionFindings(expected, live({ ...draft, deployed }), undefined)).toMatchObject([
        { kind, pending: true },
      ]);
  });

  it("may end by itself while a newer version than the one that runs is on its way, and only then", () => {
    const pending = (action: LiveAction, newest: number | undefined) =>
      actionFindings(expected, action, newest).map((finding) => finding.pending);
    const older = live({ deployed: running({ code: "other" }) });
    expect([undefined, 3, 4].map((newest) => pending(older, newest))).toEqual([[false], [false], [true]]);
    const first = live({ deployed: undefined });
    expect([undefined, 0, 1].map((newest) => pending(first, newest))).toEqual([[false], [false], [true]]);
    const draft = live({ allChangesDeployed: false });
    expect([undefined, 3, 4].map((newest) => pending(draft, newest))).toEqual([[false], [false], [true]]);
  });

  it("has the name that it has in Auth0, and the stack's where it is not there", () => {
    const renamed = live({ name: "Renamed", deployed: undefined });
    expect(actionFindings(expected, renamed, undefined)).toMatchObject([{ action: "Renamed", address: ADDRESS }]);
    expect(actionFindings(expected, undefined, undefined)).toMatchObject([{ action: NAME, kind: "missing" }]);
  });

  it("is a failed build, with what runs all the same", () => {
    const failed = (deployed?: LiveVersion) =>
      actionFindings(expected, live({ status: "failed", deployed }), undefined);
    expect(failed(running())).toMatchObject([{ kind: "build-failed", version: 3 }]);
    expect(failed()).toMatchObject([{ kind: "build-failed", version: null }]);
  });

  it("is other code, by its digests, or another version of a package", () => {
    const dependencies = [{ name: "twilio", version: "5.0.0" }];
    const about = { address: ADDRESS, action: NAME, pending: false, version: 3 };
    const deployed = running({ code: "other", dependencies });
    expect(actionFindings(expected, live({ deployed }), undefined)).toEqual([
      { kind: "code", ...about, live: digestOf("other"), wanted: digestOf(expected.code) },
      { kind: "dependencies", ...about, live: dependencies, wanted: expected.dependencies },
    ]);
  });
});

it("a secret was set by hand when it is more than a second newer than the oldest", () => {
  const found = (one: string, two: string) =>
    actionFindings(expected, live({ deployed: running({ secrets: secrets(one, two) }) }), undefined);
  expect(found(SENT, "2026-01-02T03:04:01.000Z")).toEqual([]);
  expect(found("2026-01-02T03:04:01.001Z", SENT)).toMatchObject([
    { kind: "secret-by-hand", version: 3, secrets: ["ONE"] },
  ]);
});

describe("a lost rotation", () => {
  const rotation = 20260102030410;
  const earlierBy = (ms: number) => new Date(rotationTime(rotation).getTime() - ms).toISOString();
  const lost = (deployed: LiveVersion | undefined, clockAheadMs = 0) =>
    lostRotation(expected, live({ deployed }), rotation, clockAheadMs);

  it("is told by secrets that are older by more than two seconds, or than the clocks are apart", () => {
    expect(lost(running({ secrets: secrets(earlierBy(2000)) }))).toEqual([]);
    expect(lost(running({ secrets: secrets(earlierBy(2001)) }))).toHaveLength(1);
    expect(lost(running({ secrets: secrets(earlierBy(7000)) }), 7000)).toEqual([]);
    expect(lost(running({ secrets: secrets(earlierBy(7001)) }), 7000)).toHaveLength(1);
  });

  it("is told by one secret that was not sent, and says both times", () => {
    expect(lost(running({ secrets: secrets(earlierBy(-1000), SENT) }))).toMatchObject([
      {
        kind: "rotation-lost",
        address: ADDRESS,
        action: NAME,
        live: SENT,
        wanted: "2026-01-02T03:04:10.000Z",
        pending: false,
      },
    ]);
  });

  it("is not told by somebody's own secret, by none at all, or where none was ever rotated", () => {
    const own = { name: "OWN", updatedAt: SENT };
    expect(lost(running({ secrets: [...secrets(earlierBy(0)), own] }))).toEqual([]);
    expect(lost(running({ secrets: [own] }))).toEqual([]);
    expect(lost(undefined)).toEqual([]);
    expect(lostRotation(expected, live(), undefined, 0)).toEqual([]);
  });

  it("is none when the apply has sent the secrets; what else was found stays", () => {
    const stack: ExpectedStack = { domain: "localhost", actions: [expected], order: [NAME], resetActions: [] };
    const at = (deployed?: LiveVersion) => new Map([[ADDRESS, live({ deployed })]]);
    const about = { address: ADDRESS, action: NAME, pending: false };
    const findings: Finding[] = [
      { kind: "rotation-lost", ...about, live: SENT, wanted: SENT },
      { kind: "draft", ...about },
      { kind: "order", address: undefined, pending: false, live: [], wanted: [NAME] },
    ];
    const kinds = (earlier: ReturnType<typeof at>, later: ReturnType<typeof at>) =>
      withoutSent(findings, stack, earlier, later).map(({ kind }) => kind);
    const [old, fresh] = [at(running()), at(running({ secrets: secrets(earlierBy(0)) }))];
    expect(kinds(old, fresh)).toEqual(["draft", "order"]);
    expect(kinds(at(), fresh)).toEqual(["draft", "order"]);
    expect(kinds(old, old)).toEqual(["rotation-lost", "draft", "order"]);
    expect(kinds(old, at())).toEqual(["rotation-lost", "draft", "order"]);
  });
});
