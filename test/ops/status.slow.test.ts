import { join } from "node:path";
import { deployClient } from "../../sandbox/server/seed-tenant";
import { addAction, claims } from "./support/hand-made";
import { type Promotion, startPromotion, type VerbRun } from "./support/promotion";

// The first suite may have to download the provider.
jest.setTimeout(120_000);

let promotion: Promotion;

function status(...args: string[]): Promise<VerbRun> {
  return promotion.run("status", "dev", args);
}

beforeAll(async () => {
  promotion = await startPromotion("dev");
});

afterAll(() => promotion.stop());

// The tests go on from each other.
describe("npm run status", () => {
  it("says that nothing runs yet, and looks Actions up by their names", async () => {
    const { exit, stdout } = await status();
    expect(stdout).toContain("Nothing was deployed to dev by Terraform yet");
    expect(stdout).toContain("Verify feedback - MFA            nothing of it runs");
    expect(stdout).toContain("no attempts");
    expect(exit).toBe(2);
  });

  it("shows what runs, and how codes convert by country and channel", async () => {
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    const server = promotion.server("dev");
    await server.finish(await server.login({ user: "phone-only", method: "sms" }));
    await server.login({ user: "phone-only", method: "sms" });
    const { exit, stdout } = await status("--since", "7d");
    expect(stdout).toContain("What runs is what would be deployed.\n");
    expect(stdout).toMatch(/ 3\. {2}Verify feedback - MFA +version 1, .* UTC, code \w{12} \(as here\)\n/);
    expect(stdout).toContain("Twilio Verify in the last 7 days:\n  country  channel  attempts  converted    rate\n");
    expect(stdout).toMatch(/ US +sms +\d+ +\d+ +\d+\.\d %/);
    expect(exit).toBe(0);
  });

  it("names Actions of others on the trigger, and gives everything to scripts", async () => {
    addAction(promotion.server("dev"), { ...claims, name: "Risk check" });
    const { exit, stdout } = await status("--json");
    expect(JSON.parse(stdout)).toMatchObject({
      tenant: "dev",
      actions: [{ position: 1 }, { position: 2 }, { position: 3, draftPending: false, buildFailed: false }],
      foreign: [{ name: "Risk check", position: 4, listed: false }],
      findings: [{ kind: "order", where: "post-login" }],
      period: { text: "24h" },
    });
    expect(exit).toBe(2);
  });

  it("knows Actions of ours by their code where the state is lost and the prefix another, and so does a plan", async () => {
    const env = { CDKTF_OUTDIR: join(promotion.output, "..", "elsewhere", "cdktf.out") };
    promotion.configs.dev!.actionNamePrefix = "Renamed";
    const { stdout } = await promotion.run("status", "dev", [], env);
    const plan = await promotion.run("plan", "dev", [], env);
    delete promotion.configs.dev!.actionNamePrefix;
    expect(stdout).toMatch(/Verify feedback - MFA +built from our sources, and not in the state/);
    expect(stdout).toMatch(/Risk check +another team's, not listed/);
    expect(stdout).toContain("npm run adopt -- dev");
    expect(plan.exit).toBe(4);
    expect(plan.stderr).toMatch(/built from our sources[\s\S]*npm run adopt -- dev/);
    expect(plan.stderr).not.toContain("before: [");
  });

  it("goes on without the log and without Verify, and says what it needs for them", async () => {
    const application = promotion.server("dev").tenant.clients.get(deployClient.clientId)!;
    application.scopes = ["read:actions"];
    promotion.configs.dev!.credentials = "api-key";
    const { stdout } = await status();
    application.scopes = "all";
    promotion.configs.dev!.credentials = "auth-token";
    expect(stdout).toContain("expected any of: read:logs");
    expect(stdout).toContain("/twilio/verify/verification-attempts-summary/read");
  });

  it("refuses a period that Twilio does not keep", async () => {
    const { exit, stderr } = await status("--since", "31d");
    expect(stderr).toContain("Twilio keeps attempts for 30 days");
    expect(exit).toBe(3);
  });
});
