import type { TenantConfig } from "../../stacks/tenant-schema";
import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type SynthesisedStack, secretVariables, synthesisedStack } from "../support/synthesised-stack";
import { type Terraform, type TerraformRun, terraformIn } from "../support/terraform";

let served: ServedTenant;
let stack: SynthesisedStack;
let terraform: Terraform;

/** Settings of all kinds, those that the provider's create would null among them. */
const settings = {
  customize_mfa_in_postlogin_action: false,
  phone_consolidated_experience: true,
  friendly_name: "Acme",
  session_lifetime: 100.5,
  default_redirection_uri: "https://acme.example.com/login",
  error_page: { html: "<p>Sorry</p>", show_log_link: true, url: "https://acme.example.com/error" },
  mtls: { enable_endpoint_aliases: true },
  skip_non_verifiable_callback_uri_confirmation_prompt: true,
  default_token_quota: { clients: { client_credentials: { per_hour: 5, enforce: true } } },
  session_cookie: { mode: "non-persistent" },
  acr_values_supported: ["urn:acme:strong"],
  flags: { enable_dynamic_client_registration: true },
};

beforeAll(async () => {
  served = await serveTenant();
  stack = await synthesisedStack(served.domain);
  terraform = await terraformIn(stack.folder, { ...served.env, ...secretVariables() });
});
afterAll(async () => {
  await served.close();
  stack.remove();
});

/** Everything that the two resources could write. */
function snapshot() {
  const { settings, guardian } = served.tenant;
  return structuredClone({
    settings: settings.get(),
    policies: [...guardian.policies],
    factors: guardian.enabledFactors(),
    messageTypes: [...guardian.messageTypes],
    documents: Object.fromEntries(guardian.documents),
  });
}

async function ok(run: Promise<TerraformRun>, exit = 0): Promise<string> {
  const { exit: actual, output } = await run;
  if (actual !== exit) throw new Error(`exit ${actual} instead of ${exit}\n${output}`);
  return output;
}

async function apply(tenantSettings: TenantConfig["tenantSettings"]): Promise<string> {
  stack.synth({ tenantSettings });
  await ok(terraform.init());
  const output = await ok(terraform.apply());
  await ok(terraform.plan(), 0);
  return output;
}

// One tenant lives through it: each test goes on from the state that the one before it left.
describe("settings of a tenant that a stack is given", () => {
  let before: ReturnType<typeof snapshot>;

  beforeAll(() => {
    served.tenant.settings.patch(settings);
    const { guardian } = served.tenant;
    guardian.policies = ["confidence-score"];
    guardian.messageTypes = ["voice"];
    for (const factor of ["otp", "push-notification", "webauthn-roaming", "recovery-code"] as const) {
      guardian.setEnabled(factor, true);
    }
    guardian.documents.set("webauthn-roaming/settings", { userVerification: "required", overrideRelyingParty: false });
    before = snapshot();
  });

  it("stay as they are when none is given", async () => {
    await apply({});
    expect(snapshot()).toEqual(before);
  });

  it("change by just those that are given", async () => {
    await apply({ customizeMfaInActions: true, phoneFactor: { messageTypes: ["sms"] } });
    expect(snapshot()).toEqual({
      ...before,
      settings: { ...before.settings, customize_mfa_in_postlogin_action: true },
      factors: ["phone", ...before.factors],
      messageTypes: ["sms"],
    });
  });

  it("keep the policy that the tenant has, also when it changes, until never is asked for", async () => {
    served.tenant.guardian.policies = ["all-applications"];
    const given: TenantConfig["tenantSettings"] = {
      customizeMfaInActions: true,
      phoneFactor: { messageTypes: ["sms"] },
    };
    await apply(given);
    expect(served.tenant.guardian.policies).toEqual(["all-applications"]);
    await apply({ ...given, mfaPolicy: "never" });
    expect(served.tenant.guardian.policies).toEqual([]);
  });

  it("are kept when somebody else changes what the stack does not give", async () => {
    served.tenant.settings.patch({ friendly_name: "Acme again" });
    served.tenant.guardian.setEnabled("email", true);
    const now = snapshot();
    await apply({ customizeMfaInActions: true, phoneFactor: { messageTypes: ["sms"] }, mfaPolicy: "never" });
    expect(snapshot()).toEqual(now);
  });

  it("stay as they are when they are taken out of tenants.ts, and leave the state", async () => {
    const now = snapshot();
    const output = await apply({});
    expect(output).toContain("auth0_guardian.mfa");
    expect(await ok(terraform.run(["state", "list"]))).not.toMatch(/auth0_(tenant|guardian)/);
    expect(snapshot()).toEqual(now);
  });

  it("are not turned off by terraform destroy, which is refused", async () => {
    await apply({ mfaPolicy: "never", customizeMfaInActions: true });
    const now = snapshot();
    expect(await ok(terraform.destroy(), 1)).toContain("Instance cannot be destroyed");
    expect(snapshot()).toEqual(now);
  });
});
