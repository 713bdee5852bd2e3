import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformIn } from "../../ops/terraform/terraform";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { deployClient, verifyVariables } from "../support/fixed-credentials";
import { testProvider } from "../support/terraform-provider";
import { type Promotion, startPromotion } from "./support/promotion";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

jest.setTimeout(120_000);

let promotion: Promotion;
let config: TenantConfig;
let scratch: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "deploy-test-"));
  promotion = await startPromotion("dev");
  config = promotion.configs.dev!;
});
afterAll(async () => {
  await promotion.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function tenant() {
  return promotion.server("dev").tenant;
}

function running() {
  return tenant().deployedActions("post-login");
}

// The tests go on from each other: one local tenant and one state.
it("plans with credentials that may only read and without secrets, and saves a plan that holds none", async () => {
  const { clientGrants } = tenant();
  const reads = ["actions", "triggers", "tenant_settings", "guardian_factors", "mfa_policies", "prompts", "clients"];
  const more = ["client_grants", "phone_providers", "branding", "attack_protection", "logs"];
  const scopes = [...reads, ...more].map((of) => `read:${of}`);
  clientGrants.grant(deployClient.clientId, scopes);
  const file = join(scratch, "first.plan");
  const { exit, stdout, stderr } = await promotion.run("plan", "dev", ["--out", file, "--json"]);
  clientGrants.grant(deployClient.clientId, "all");
  expect({ exit, stderr: stderr.replace(/^.* …\n/gm, "") }).toEqual({ exit: 2, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    tenant: "dev",
    changes: true,
    summary: { create: 5, update: 0, replace: 0, remove: 0 },
    actions: OURS.map((name) => ({ name, kind: "create", liveVersion: null, digest: { live: null } })),
    order: { before: [], after: OURS, changes: true },
    file,
  });
  const { PATH, TERRAFORM_BINARY_NAME } = process.env;
  const { cliConfigFile } = await testProvider();
  const env = { PATH, TERRAFORM_BINARY_NAME, HOME: scratch, TF_CLI_CONFIG_FILE: cliConfigFile };
  const terraform = terraformIn(join(promotion.output, "stacks", "dev"), env);
  await terraform.init();
  const { stdout: shown } = await terraform.quiet(["show", "-json", file]);
  expect(shown).toContain("TWILIO_AUTH_TOKEN");
  for (const secret of Object.values(verifyVariables)) expect(shown).not.toContain(secret);
  expect(shown).not.toMatch(/AC0{32}|dummy-for-plans/);
});

it("applies exactly that plan, with the real secrets, and says what runs then", async () => {
  const { exit, stdout, stderr } = await promotion.run("deploy", "dev", [
    "--yes",
    "--plan",
    join(scratch, "first.plan"),
  ]);
  expect(exit).toBe(0);
  expect(stdout).toMatch(
    /Deployed: dev \(localhost:\d+\) runs what its stack defines\.\n {2}✓ Verify feedback - passw/,
  );
  expect(running().map(({ name }) => name)).toEqual(OURS);
  expect(running()[0]?.secrets).toMatchObject({ TWILIO_AUTH_TOKEN: verifyVariables.TWILIO_AUTH_TOKEN });
  expect(stdout + stderr).not.toContain(verifyVariables.TWILIO_AUTH_TOKEN);
});

it("says so when there is nothing to do", async () => {
  const { exit, stdout } = await promotion.run("deploy", "dev", ["--yes", "--json"]);
  expect(exit).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: "unchanged",
    verified: true,
    plan: { changes: false },
    live: { order: OURS, findings: [], actions: OURS.map((name) => ({ name, version: 1 })) },
  });
});

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
    { name: OURS[1], kind: "replace", because: ["could not be built by Auth0; version 1 still runs"] },
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
