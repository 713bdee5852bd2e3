import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepTenantSettings } from "../../ops/verbs/artefact/keep-tenant-settings";
import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";

let promotion: Promotion;
let server: LocalTenantServer;

beforeAll(async () => {
  promotion = await startPromotion("dev");
  server = promotion.server("dev");
});
afterAll(() => promotion.stop());

function snapshot() {
  const { settings, guardian } = server.tenant;
  return structuredClone([settings.get(), guardian.policies, guardian.enabledFactors(), guardian.messageTypes]);
}

const dev = (verb: string, ...args: string[]) => promotion.run(verb, "dev", args);
const given: TenantConfig["tenantSettings"] = {
  customizeMfaInActions: true,
  phoneFactor: { messageTypes: ["sms"] },
  mfaPolicy: "never",
};

// The tests go on from each other: one tenant.
describe("settings of the tenant that tenants.ts gives", () => {
  it("are asked for by preflight, which names the setting that would do it", async () => {
    const { settings, guardian } = server.tenant;
    settings.patch({ customize_mfa_in_postlogin_action: false });
    guardian.setEnabled("sms", false);
    guardian.policies = ["all-applications"];
    const { stdout } = endedWith(4, await dev("preflight"));
    for (const setting of ["customizeMfaInActions", "phoneFactor", "mfaPolicy"]) {
      expect(stdout).toContain(`dev.tenantSettings.${setting}`);
    }
  });

  it("are no problem once they are given, and shown by the plan one by one", async () => {
    promotion.configs.dev = { ...promotion.configs.dev!, tenantSettings: { ...given } };
    endedWith(0, await dev("preflight"));
    const { stdout } = endedWith(2, await dev("plan"));
    expect(stdout).toContain("4 settings of the tenant");
    expect(stdout).toMatch(/~ Customize MFA Factors using Actions +off → on/);
    expect(stdout).toMatch(/~ MFA policy +Always → Never/);
    expect(stdout).toMatch(/~ Phone factor +off → on/);
    expect(stdout).toMatch(/~ Phone messages +none → sms/);
    expect(stdout).not.toContain("auth0_");
  });

  it("are turned on by the deploy, which then has nothing left to do", async () => {
    endedWith(0, await dev("deploy", "--yes"));
    const { settings, guardian } = server.tenant;
    expect([settings.customizeMfa, guardian.policies, guardian.messageTypes]).toEqual([true, [], ["sms"]]);
    expect(guardian.enabledFactors()).toContain("phone");
    endedWith(0, await dev("plan"));
    endedWith(0, await dev("drift"));
  });

  it("are named by drift when somebody changes one, while all others are nobody's business", async () => {
    const { settings, guardian } = server.tenant;
    settings.patch({ friendly_name: "Another name" });
    endedWith(0, await dev("drift"));
    guardian.messageTypes = ["sms", "voice"];
    const { stdout } = endedWith(2, await dev("drift"));
    expect(stdout).toContain(
      "Phone messages was changed outside of Terraform: it is sms, voice, and was deployed as sms",
    );
    endedWith(0, await dev("deploy", "--yes"));
    expect(guardian.messageTypes).toEqual(["sms"]);
  });

  it("stay as they are when they are taken out, and the plan says so", async () => {
    const before = snapshot();
    const { tenantSettings: _, ...without } = promotion.configs.dev!;
    promotion.configs.dev = without;
    const { stdout } = endedWith(2, await dev("plan"));
    expect(stdout).toContain("auth0_guardian.mfa: no longer managed; every setting stays as it is");
    endedWith(0, await dev("deploy", "--yes"));
    expect(snapshot()).toEqual(before);
  });

  it("stay as they are after a destroy", async () => {
    promotion.configs.dev = { ...promotion.configs.dev!, tenantSettings: { ...given } };
    endedWith(0, await dev("deploy", "--yes"));
    const before = snapshot();
    endedWith(0, await dev("destroy", "--yes"));
    expect(snapshot()).toEqual(before);
    const state = JSON.parse(readFileSync(join(promotion.output, "../.state/dev.tfstate"), "utf8"));
    expect(state.resources).toEqual([]);
  });

  it("need the unified phone experience for the phone factor, and preflight says so", async () => {
    server.tenant.settings.patch({ phone_consolidated_experience: false });
    const { stdout } = endedWith(4, await dev("preflight"));
    expect(stdout).toContain("Add unifiedPhoneExperience: true there");
    server.tenant.settings.patch({ phone_consolidated_experience: true });
  });
});

describe("a stack that was made before it could hold settings of the tenant", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "earlier-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("lets go of both objects", () => {
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ resource: {} }));
    keepTenantSettings(folder);
    const { removed } = JSON.parse(readFileSync(join(folder, "keep-tenant-settings.tf.json"), "utf8"));
    expect(removed).toEqual([
      { from: "auth0_tenant.settings", lifecycle: { destroy: false } },
      { from: "auth0_guardian.mfa", lifecycle: { destroy: false } },
    ]);
  });

  it("is left alone where it holds or removes them", () => {
    const document = {
      resource: { auth0_tenant: { settings: {} } },
      removed: [{ from: "auth0_guardian.mfa", lifecycle: { destroy: false } }],
    };
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(document));
    keepTenantSettings(folder);
    expect(readdirSync(folder)).toEqual(["cdk.tf.json"]);
  });
});
