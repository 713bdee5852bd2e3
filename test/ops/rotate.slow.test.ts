import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FIXED_ACCOUNT } from "../../packages/local-tenant/src/twilio/credentials";
import { addAction, claims } from "./support/hand-made";
import { type Promotion, startPromotion, type VerbRun } from "./support/promotion";
import { sentAnHourAgo } from "./support/sent-an-hour-ago";

const MFA = "Verify feedback - MFA";
let promotion: Promotion;

function rotate(...args: string[]): Promise<VerbRun> {
  return promotion.run("rotate", "dev", ["--yes", ...args]);
}

function running() {
  return promotion.server("dev").tenant.deployedActions("post-login");
}

function actions() {
  return promotion.server("dev").tenant.actions;
}

beforeAll(async () => {
  promotion = await startPromotion("dev");
});

afterAll(() => promotion.stop());

// The tests go on from each other.
describe("npm run rotate", () => {
  it("refuses where nothing was deployed, and says what sends the secrets first", async () => {
    const { exit, stderr } = await rotate();
    expect(stderr).toContain("The first deploy sends them: npm run deploy -- dev");
    expect(exit).toBe(3);
    expect(running()).toEqual([]);
  });

  it("sends the secrets and deploys new versions, twice in a row too", async () => {
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    const before = running().map(({ versionId }) => versionId);
    const [first, second] = [await rotate(), await rotate("--json")];
    expect(first).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^The secrets from the environment are in use on dev /),
    });
    expect(first.stderr).toMatch(/\n {2}secrets version created\n( {2}Verify feedback - \S+ changed\n){2}$/);
    expect(second.exit).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({
      outcome: "rotated",
      worksAfter: true,
      actions: [
        { name: "Verify feedback - passwordless", version: 3 },
        { name: MFA, version: 3 },
      ],
    });
    expect(running().map(({ versionId }) => versionId)).toEqual([expect.any(String), before[1], expect.any(String)]);
    expect(first.stdout + first.stderr + second.stdout + second.stderr).not.toContain(FIXED_ACCOUNT.authToken);
    expect(readFileSync(join(promotion.output, "../.state/dev.tfstate"), "utf8")).not.toContain(
      FIXED_ACCOUNT.authToken,
    );
  });

  it("changes nothing when Twilio does not take the new secrets", async () => {
    const versions = running();
    const { faults } = promotion.server("dev").verify;
    faults.set("verification/update", { kind: "error", status: 401 });
    const { exit, stderr } = await rotate();
    faults.clear();
    expect(exit).toBe(4);
    expect(stderr).toContain("Nothing was changed.");
    expect(running()).toEqual(versions);
  });

  it("refuses a plan that would bring something else too, and names it", async () => {
    const { id, code } = actions().list({ name: MFA })[0]!;
    actions().update(id, { code: `${code}// by hand\n` });
    const versions = running();
    const { exit, stderr } = await rotate();
    actions().update(id, { code });
    actions().deploy(id);
    expect(stderr).toContain(`  ${MFA}: its code would change\n`);
    expect(exit).toBe(4);
    expect(
      running()
        .map(({ versionId }) => versionId)
        .slice(0, 2),
    ).toEqual(versions.map(({ versionId }) => versionId).slice(0, 2));
  });

  it("says which Actions still have the old secrets when the apply fails, and makes the rotation again", async () => {
    const { id } = actions().list({ name: MFA })[0]!;
    // Without values: they stay as they are.
    const secrets = actions()
      .get(id)
      .secrets.map(({ name }) => ({ name }));
    actions().update(id, { secrets: [...secrets, { name: "HAND", value: "added-in-the-dashboard" }] });
    actions().deploy(id);
    sentAnHourAgo([actions().get(id)]);
    const failed = await rotate();
    expect(failed.exit).toBe(1);
    expect(failed.stdout).toMatch(/✗ {2}Verify feedback - MFA .* still the old ones\n/);
    expect(failed.stdout).toContain("Unmanaged Action Secret");
    expect(failed.stdout).toContain("Do not revoke the old secrets yet.");

    actions().update(id, { secrets });
    actions().deploy(id);
    const status = await promotion.run("status", "dev");
    expect(status.exit).toBe(2);
    expect(status.stdout).toMatch(/Verify feedback - MFA has secrets of .* that rotation did not reach Auth0/);

    const again = await rotate();
    expect(again.stderr).toContain("that rotation did not reach Auth0. It is repeated now.");
    expect(again.exit).toBe(0);
    expect((await promotion.run("status", "dev")).exit).toBe(0);
  });

  it("says not to revoke the old secrets where the tenant can't be asked any more after the apply", async () => {
    const { tokens } = promotion.server("dev").tenant;
    const find = jest.spyOn(tokens, "find");
    actions().build.fails = () => {
      find.mockReturnValue(undefined);
      return false;
    };
    const { exit, stderr } = await rotate();
    find.mockRestore();
    actions().build.fails = () => false;
    expect(stderr).toMatch(
      /What runs on dev now is not known:\n[\s\S]*\nDo not revoke the old secrets yet\. Next: fix that, then npm run rotate -- dev\./,
    );
    expect(exit).toBe(1);
    expect((await rotate()).exit).toBe(0);
  });

  it("goes ahead whatever stands on the trigger: an unlisted Action, or a listed one that is gone", async () => {
    const id = addAction(promotion.server("dev"), { ...claims, name: "Risk check" });
    const unlisted = await rotate("--json");
    expect(JSON.parse(unlisted.stdout)).toMatchObject({ outcome: "rotated" });
    expect(unlisted.exit).toBe(0);
    expect(running().map(({ name }) => name)).toContain("Risk check");

    promotion.configs.dev!.after = ["Risk check"];
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    actions().delete(id, true);
    const versions = running().map(({ versionId }) => versionId);
    const gone = await rotate();
    expect(gone).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^The secrets from the environment are in use on dev /),
    });
    expect(running().map(({ versionId }) => versionId)).toEqual([expect.any(String), versions[1], expect.any(String)]);
    expect(running().some(({ versionId }, index) => index !== 1 && versionId === versions[index])).toBe(false);
    promotion.configs.dev!.after = [];
  });

  it("refuses to go on without a terminal and without --yes", async () => {
    const { exit, stderr } = await promotion.run("rotate", "dev");
    expect(stderr).toContain("npm run rotate -- dev --yes");
    expect(exit).toBe(3);
  });
});
