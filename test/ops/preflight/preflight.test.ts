import { checks } from "../../../ops/verbs/preflight/checks";
import { verifyVariables } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { type Promotion, startPromotion } from "../support/promotion";

let promotion: Promotion;

beforeAll(async () => {
  promotion = await startPromotion("dev");
});
afterAll(() => promotion.stop());

const run = (args: string[] = [], env: Record<string, string> = {}) => promotion.run("preflight", "dev", args, env);

// The tests go on from each other: one local tenant.
describe("npm run preflight", () => {
  it("says that a tenant in order is ready, check by check", async () => {
    const { exit, stdout } = await run();
    const [title, ...lines] = stdout.split("\n");
    expect(title).toMatch(/^dev, localhost:\d+$/);
    expect(lines).toEqual([...checks.map(({ passed }) => `  ok    ${passed}`), "", "dev is ready.", ""]);
    expect(exit).toBe(0);
  });

  it("lists every problem at once, with its place and what to do", async () => {
    const { tenant } = promotion.server("dev");
    tenant.guardian.policies = ["all-applications"];
    const code = "exports.onExecutePostLogin = async () => {};";
    const trigger = { id: "post-login", version: "v3" };
    const { id } = tenant.actions.create({ name: "Verify feedback - MFA", trigger, code });
    const { exit, stdout, stderr } = await run([], { TERRAFORM_BINARY_NAME: "no-such-terraform" });
    expect(exit).toBe(4);
    expect(stdout).toContain("  FAIL  Terraform, its provider or its state can't be used\n");
    expect(stdout).toContain(
      "  --    no other Action has the name of one of ours — not checked: needs Terraform's state\n",
    );
    expect(stdout).toMatch(
      /\ndev is not ready: 2 problems\. Nothing was changed\.\n\n1\. +no-such-terraform .*\n +where /,
    );
    expect(stdout).toMatch(/\n2\. +The MFA policy is "Always"/);
    expect(stdout + stderr).not.toContain(verifyVariables.TWILIO_AUTH_TOKEN);
    tenant.actions.delete(id, true);
  });

  it("gives scripts one JSON document, and leaves the secrets out when it is told to", async () => {
    const { exit, stdout } = await run(["--json", "--read-only"]);
    expect(exit).toBe(4);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ tenant: "dev", ready: false, problems: [{ check: "mfa-policy" }] });
    expect(document.checks).toContainEqual({ check: "mfa-policy", outcome: "problem" });
    expect(document.checks).toContainEqual({ check: "secrets", outcome: "skipped", reason: "needs the secrets" });
    expect(document.checks).toContainEqual({ check: "phone", outcome: "passed" });
  });

  it("explains itself", async () => {
    const { exit, stdout } = await run(["--help"]);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/Changes nothing[\s\S]*--read-only[\s\S]*4 +there are problems; all of them are printed/);
  });
});
