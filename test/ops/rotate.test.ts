import { rotationTime } from "../../ops/live/lost-rotation";
import type { ChangeKind, ResourceChange } from "../../ops/terraform/plan-document";
import { nextSecond } from "../../ops/verbs/rotate/next-second";
import { besidesSecrets, sentSecrets } from "../../ops/verbs/rotate/only-secrets";

function change(kind: ChangeKind, fields: Partial<ResourceChange> = {}): ResourceChange {
  const name = "Verify feedback - MFA";
  return {
    address: "auth0_action.mfa_feedback",
    type: "auth0_action",
    kind,
    imported: false,
    tainted: false,
    before: kind === "create" ? undefined : { name, code: "a", secrets_wo_version: 1 },
    after: kind === "remove" ? undefined : { name, code: "a", secrets_wo_version: 2 },
    ...fields,
  };
}

const secretsVersion = change("replace", {
  address: "terraform_data.secrets_version",
  type: "terraform_data",
  before: { input: 1 },
  after: { input: 2 },
});

describe("what a rotation may hold", () => {
  it("is the secrets version and Actions that are sent their secrets", () => {
    const changes = [secretsVersion, change("update")];
    expect(besidesSecrets({ changes })).toEqual([]);
    expect(sentSecrets({ changes })).toEqual(["auth0_action.mfa_feedback"]);
  });

  it.each([
    [
      change("update", { after: { name: "Verify feedback - MFA", code: "b", secrets_wo_version: 2 } }),
      "its code would change",
    ],
    [change("create"), "created"],
    [change("remove"), "removed"],
    [change("replace"), "replaced"],
    [change("replace", { tainted: true }), "replaced, because a deploy left it half-created"],
    [change("none", { imported: true }), "taken over"],
  ])("is nothing else: %#", (other, what) => {
    expect(besidesSecrets({ changes: [secretsVersion, other] })).toEqual([`Verify feedback - MFA: ${what}`]);
  });

  it("is no plan that sends nothing", () => {
    const same = { before: { secrets_wo_version: 1 }, after: { secrets_wo_version: 1 } };
    expect(sentSecrets({ changes: [secretsVersion, change("none", same)] })).toEqual([]);
  });
});

describe("a rotation in the second of the last one", () => {
  const number = (time: Date) => Number(time.toISOString().slice(0, 19).replace(/\D/g, ""));

  it("waits for the next", async () => {
    const last = number(new Date());
    await nextSecond(last);
    expect(number(new Date())).toBeGreaterThan(last);
  });

  it("does not wait after an older one, nor for a clock that is ahead", async () => {
    const started = Date.now();
    await nextSecond(number(new Date(started - 60_000)));
    await nextSecond(number(new Date(started + 3_600_000)));
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  it("knows the moment that a number stands for", () => {
    expect(rotationTime(20261124100509)).toEqual(new Date("2026-11-24T10:05:09Z"));
  });
});
