import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addAction, claims } from "./support/hand-made";
import { type Promotion, startPromotion } from "./support/promotion";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

let promotion: Promotion;
let scratch: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "saved-plan-"));
  promotion = await startPromotion("dev");
});
afterAll(async () => {
  await promotion.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function tenant() {
  return promotion.server("dev").tenant;
}

function names(): string[] {
  return tenant()
    .deployedActions("post-login")
    .map(({ name }) => name);
}

function bindRiskCheck(): string {
  return addAction(promotion.server("dev"), { ...claims, name: "Risk check" });
}

function plan(file: string) {
  return promotion.run("plan", "dev", ["--out", file]);
}

function apply(file: string) {
  return promotion.run("deploy", "dev", ["--yes", "--plan", file]);
}

// The tests go on from each other: one local tenant and one state.
let first: string;

it("is refused when an Action of another team was bound and listed since", async () => {
  const file = join(scratch, "empty.plan");
  expect(await plan(file)).toMatchObject({ exit: 2 });
  first = bindRiskCheck();
  promotion.configs.dev!.before = ["Risk check"];
  const { exit, stdout, stderr } = await apply(file);
  expect(exit).toBe(4);
  expect(stderr).toContain("  auth0_trigger_actions.post_login\n  data.auth0_action.before_0\n");
  expect(stdout).toBe("");
  expect(names()).toEqual(["Risk check"]);
});

it("is refused when such an Action was deleted and made again under its name since", async () => {
  const file = join(scratch, "listed.plan");
  expect(await plan(file)).toMatchObject({ exit: 2, stdout: expect.stringContaining("1. Risk check") });
  tenant().bindings.replace("post-login", []);
  tenant().actions.delete(first, true);
  bindRiskCheck();
  const { exit, stderr } = await apply(file);
  expect(exit).toBe(4);
  expect(stderr).toContain(
    'would unbind Actions that were replaced on the post-login trigger since it was made: "Risk check"',
  );
  expect(names()).toEqual(["Risk check"]);
});

it("is refused when the secrets of the Actions have other names now", async () => {
  const file = join(scratch, "names.plan");
  expect(await plan(file)).toMatchObject({ exit: 2 });
  promotion.configs.dev!.credentials = "api-key";
  const { exit, stderr } = await apply(file);
  promotion.configs.dev!.credentials = "auth-token";
  expect(exit).toBe(4);
  expect(stderr).toContain("  auth0_action.mfa_feedback\n  auth0_action.passwordless_feedback\n");
  expect(names()).toEqual(["Risk check"]);
});

it("is applied when nothing has changed since, and binds the order that it shows", async () => {
  const file = join(scratch, "good.plan");
  expect(await plan(file)).toMatchObject({ exit: 2 });
  const { exit, stdout } = await apply(file);
  expect(stdout).toContain(`4. ${OURS[2]}`);
  expect(exit).toBe(0);
  expect(names()).toEqual([OURS[0], "Risk check", OURS[1], OURS[2]]);
});

it("is refused before it is shown when the state has changed since", async () => {
  const file = join(scratch, "stale.plan");
  const config = promotion.configs.dev!;
  config.settings = { ...config.settings, mfaChallenge: { enrol: "skip" } };
  expect(await plan(file)).toMatchObject({ exit: 2 });
  const earlier = join(scratch, "earlier.plan");
  copyFileSync(file, earlier);
  expect(await apply(file)).toMatchObject({ exit: 0 });
  const { exit, stdout, stderr } = await apply(earlier);
  expect({ exit, stdout }).toEqual({ exit: 4, stdout: "" });
  expect(stderr).toContain("out of date: the state has changed since it was made");
});

it("is refused in Terraform's words when it is no plan", async () => {
  const file = join(scratch, "no.plan");
  writeFileSync(file, "no plan");
  const { exit, stdout, stderr } = await apply(file);
  expect({ exit, stdout }).toEqual({ exit: 3, stdout: "" });
  expect(stderr).toContain("can't be read as a saved plan");
});
