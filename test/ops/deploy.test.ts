import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformIn } from "../../ops/terraform/terraform";
import { deployClient, verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import { testProvider } from "../support/terraform-provider";
import { type Promotion, startPromotion } from "./support/promotion";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

let promotion: Promotion;
let scratch: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "deploy-test-"));
  promotion = await startPromotion("dev");
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

it("lets people log in with codes then, and Verify learns that each was used", async () => {
  const dev = promotion.server("dev");
  for (const person of [
    { user: "phone-only", method: "sms" } as const,
    { user: "password-phone", method: "password" } as const,
  ]) {
    expect(await dev.finish(await dev.login(person))).toMatchObject({ status: "completed" });
  }
  // One to log in, and each of them one for MFA.
  expect(dev.conversion()).toMatchObject({ total_attempts: 3, total_converted: 3, conversion_rate_percentage: 100 });
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
