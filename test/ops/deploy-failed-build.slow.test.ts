import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

let promotion: Promotion;
let config: TenantConfig;
beforeAll(async () => {
  promotion = await startPromotion("dev");
  config = promotion.configs.dev!;
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
});
afterAll(() => promotion.stop());

function tenant() {
  return promotion.server("dev").tenant;
}

function running() {
  return tenant().deployedActions("post-login");
}

// The tests go on from each other: one local tenant and one state.
it("says what runs and what does not when an apply fails half way", async () => {
  config.settings = { ...config.settings, mfaChallenge: { enrol: "skip" } };
  config.settings.passwordlessFeedback!.freshnessSeconds = 90;
  tenant().actions.build.fails = ({ name }) => name.endsWith("challenge");
  const { exit, stdout, stderr } = await promotion.run("deploy", "dev", ["--yes"]);
  expect(exit).toBe(1);
  expect(stdout).toContain('enrol  "require" → "skip"\n');
  expect(stdout).toMatch(/✓ Verify feedback - passwordless +version 2 /);
  expect(stdout).toMatch(
    /✗ Verify feedback - MFA challenge +version 1 .*\n +it could not be built by Auth0; version 1 still/,
  );
  expect(stdout).toContain("npm run deploy -- dev");
  expect(stderr).toContain("Auth0 could not build that Action");
});

it("makes an Action anew whose build failed, although Terraform sees no difference any more", async () => {
  const challenge = running()[1]!;
  const { exit, stdout } = await promotion.run("deploy", "dev", ["--yes", "--json"]);
  expect(exit).toBe(1);
  const still = JSON.parse(stdout);
  expect(still.plan.actions).toMatchObject([
    { name: OURS[1], kind: "replace", because: ["it could not be built by Auth0; version 1 still runs"] },
  ]);
  expect(still.live.order).toEqual(OURS);
  expect(running()[1]?.versionId).toBe(challenge.versionId);

  tenant().actions.build.fails = () => false;
  const repaired = await promotion.run("deploy", "dev", ["--yes"]);
  expect(repaired).toMatchObject({ exit: 0, stdout: expect.stringContaining("runs what its stack defines") });
  expect(running().map(({ name }) => name)).toEqual(OURS);
  expect(running()[1]?.code).toContain('"enrol":"skip"');
  expect(tenant().actions.list({ trigger: "post-login" })).toHaveLength(3);
  const { resources } = JSON.parse(readFileSync(join(promotion.output, "../.state/dev.tfstate"), "utf8"));
  expect(JSON.stringify(resources)).toContain(tenant().actions.list({ name: OURS[1] })[0]!.id);
});
