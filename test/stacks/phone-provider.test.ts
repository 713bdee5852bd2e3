import { Testing } from "cdktf";
import { phoneBindingAddress, phoneProviderAddress } from "../../stacks/addresses";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { TenantStack } from "../../stacks/tenant-stack";
import { TerraformFolder, terraformIsInstalled } from "./support/terraform";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

function synth(config: Partial<TenantConfig> = {}) {
  const tenant: TenantConfig = {
    domain: "acme.eu.auth0.com",
    credentials: "api-key",
    phoneProvider: "verify",
    ...config,
  };
  const { dev } = defineTenants({ dev: tenant });
  return JSON.parse(Testing.synth(new TenantStack(Testing.app(), "dev", { tenant: dev, compiled })));
}

test("without the setting nothing of a phone provider is in the stack", () => {
  const stack = synth({ phoneProvider: undefined });
  expect(Object.keys(stack.resource.auth0_action)).toHaveLength(3);
  expect(Object.keys(stack.resource.auth0_trigger_actions)).toEqual(["post_login"]);
  expect(stack.resource).not.toHaveProperty("auth0_phone_provider");
  expect(JSON.stringify(stack.variable)).not.toContain("SENDING");
});

test("with it a fourth Action is bound to its own trigger, and then named as the phone provider", () => {
  const { auth0_action, auth0_trigger_actions, auth0_phone_provider } = synth().resource;
  expect(auth0_action.phone_provider).toMatchObject({
    name: "Verify feedback - phone provider",
    runtime: "node22",
    deploy: true,
    supported_triggers: { id: "custom-phone-provider", version: "v1" },
    lifecycle: { create_before_destroy: true },
  });
  expect(auth0_action.phone_provider).not.toHaveProperty("dependencies");
  expect(auth0_trigger_actions.custom_phone_provider).toEqual({
    trigger: "custom-phone-provider",
    actions: [{ id: "${auth0_action.phone_provider.id}", display_name: "Verify feedback - phone provider" }],
  });
  expect(auth0_phone_provider.verify).toEqual({
    name: "custom",
    disabled: false,
    configuration: { delivery_methods: ["text", "voice"] },
    credentials: {},
    depends_on: [phoneBindingAddress],
  });
  expect(phoneProviderAddress).toBe("auth0_phone_provider.verify");
});

test("the post-login trigger does not bind it", () => {
  const bound = (config: Partial<TenantConfig>) => synth(config).resource.auth0_trigger_actions.post_login;
  expect(bound({})).toEqual(bound({ phoneProvider: undefined }));
});

test("its settings are compiled in, without what Auth0 is told beside it", () => {
  const settings = { phoneProvider: { deliveryMethods: ["text" as const], deviceIp: true } };
  const { auth0_action, auth0_phone_provider } = synth({ settings }).resource;
  expect(auth0_action.phone_provider.code).toContain(
    'const settings = {"deadlineMs":10000,"deviceIp":true,"resend":"create"};',
  );
  expect(auth0_phone_provider.verify.configuration).toEqual({ delivery_methods: ["text"] });
});

test.each([
  [
    "api-key",
    {
      TWILIO_ACCOUNT_SID: "${var.TWILIO_ACCOUNT_SID}",
      TWILIO_API_KEY: "${coalesce(var.TWILIO_SENDING_API_KEY, var.TWILIO_API_KEY)}",
      TWILIO_API_KEY_SECRET: "${coalesce(var.TWILIO_SENDING_API_KEY_SECRET, var.TWILIO_API_KEY_SECRET)}",
      TWILIO_VERIFY_SID: "${var.TWILIO_VERIFY_SID}",
    },
  ],
  [
    "auth-token",
    {
      TWILIO_ACCOUNT_SID: "${coalesce(var.TWILIO_SENDING_API_KEY, var.TWILIO_ACCOUNT_SID)}",
      TWILIO_AUTH_TOKEN: "${coalesce(var.TWILIO_SENDING_API_KEY_SECRET, var.TWILIO_AUTH_TOKEN)}",
      TWILIO_VERIFY_SID: "${var.TWILIO_VERIFY_SID}",
    },
  ],
] as const)(
  "with %s credentials it has the sending key where there is one, and the others never have it",
  (credentials, values) => {
    const { phone_provider, mfa_feedback } = synth({ credentials }).resource.auth0_action;
    expect(phone_provider.secrets_wo).toEqual(Object.entries(values).map(([name, value]) => ({ name, value })));
    expect(phone_provider.secrets_wo_version).toBe(mfa_feedback.secrets_wo_version);
    expect(JSON.stringify(mfa_feedback.secrets_wo)).not.toContain("SENDING");
  },
);

(terraformIsInstalled ? describe : describe.skip)("With the real terraform the sending key", () => {
  const hex = "0123456789abcdef0123456789abcdef";
  const one = {
    TF_VAR_TWILIO_ACCOUNT_SID: `AC${hex}`,
    TF_VAR_TWILIO_API_KEY: `SK${hex}`,
    TF_VAR_TWILIO_API_KEY_SECRET: "reports",
    TF_VAR_TWILIO_VERIFY_SID: `VA${hex}`,
  };
  const two = {
    ...one,
    TF_VAR_TWILIO_SENDING_API_KEY: `SK${hex}`,
    TF_VAR_TWILIO_SENDING_API_KEY_SECRET: "the-secret-that-sends",
  };
  let folder: TerraformFolder;

  beforeAll(() => {
    const { variable, resource } = synth();
    const [, key, secret] = resource.auth0_action.phone_provider.secrets_wo;
    folder = new TerraformFolder({
      terraform: { required_version: ">= 1.11" },
      variable,
      locals: { key: key.value, secret: secret.value },
      resource: { terraform_data: { a: { input: 1 } } },
    });
    expect(folder.run(["init"])).toMatchObject({ status: 0 });
  });
  afterAll(() => folder.remove());

  test.each([
    ["is left out", one, 0],
    ["is given", two, 0],
    ["lacks its secret", { ...two, TF_VAR_TWILIO_SENDING_API_KEY_SECRET: "" }, 1],
    ["is a secret alone", { ...two, TF_VAR_TWILIO_SENDING_API_KEY: "" }, 1],
    ["is malformed", { ...two, TF_VAR_TWILIO_SENDING_API_KEY: "SK1" }, 1],
  ])("%s", (_, variables, expected) => {
    const { status, output } = folder.run(["plan"], variables);
    expect({ status, output: status === expected ? "" : output }).toEqual({ status: expected, output: "" });
    if (expected === 1) expect(output).toContain("TF_VAR_TWILIO_SENDING_API_KEY");
    expect(output).not.toContain("the-secret-that-sends");
  });
});
