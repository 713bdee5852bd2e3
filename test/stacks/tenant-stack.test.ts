import { Action } from "@cdktf/provider-auth0/lib/action";
import { DataAuth0Action } from "@cdktf/provider-auth0/lib/data-auth0-action";
import { Auth0Provider } from "@cdktf/provider-auth0/lib/provider";
import { TriggerActions } from "@cdktf/provider-auth0/lib/trigger-actions";
import { Testing } from "cdktf";
import "cdktf/lib/testing/adapters/jest";
import packageJson from "../../package.json";
import schema from "../../packages/provider-auth0/schema.json";
import { exactVersion } from "../../stacks/actions";
import { sentIdsVariable } from "../../stacks/addresses";
import { blankSettings, bundleActions, type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { TenantStack } from "../../stacks/tenant-stack";

Testing.setupJest();

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

function synth(config: Partial<TenantConfig> = {}): string {
  const { dev } = defineTenants({ dev: { domain: "acme.eu.auth0.com", credentials: "api-key", ...config } });
  return Testing.synth(new TenantStack(Testing.app(), "dev", { tenant: dev, compiled }));
}

const parsed = (config: Partial<TenantConfig> = {}) => JSON.parse(synth(config));

test("every Action is a deployed post-login Action on node22 that is replaced before it is destroyed", () => {
  const actions = Object.values<object>(parsed().resource.auth0_action);
  expect(actions).toHaveLength(3);
  for (const action of actions) {
    expect(action).toMatchObject({
      runtime: "node22",
      deploy: true,
      supported_triggers: { id: "post-login", version: "v3" },
      lifecycle: { create_before_destroy: true },
    });
  }
});

test("the feedback Actions depend on the exact twilio version of package.json, and only they", () => {
  const { passwordless_feedback, mfa_challenge, mfa_feedback } = parsed().resource.auth0_action;
  const twilio = [{ name: "twilio", version: packageJson.dependencies.twilio }];
  expect([passwordless_feedback.dependencies, mfa_feedback.dependencies]).toEqual([twilio, twilio]);
  expect(mfa_challenge).not.toHaveProperty("dependencies");
});

test.each(["^6.2.0", "6.2.0 || 7.0.0", "6.2", "latest", undefined])("%s is no exact version", (version) => {
  expect(() => exactVersion("twilio", version)).toThrow(expect.objectContaining({ isUserError: true }));
});

test.each(["6.2.0", "6.2.0-rc.1"])("%s is an exact version", (version) => {
  expect(exactVersion("twilio", version)).toBe(version);
});

test("an Action's code is its bundle with this tenant's settings, escaped for Terraform", () => {
  const config = { settings: { mfaFeedback: { deadlineMs: 777 } } };
  const { dev } = defineTenants({ dev: { domain: "acme.eu.auth0.com", credentials: "api-key", ...config } });
  const bundle = bundleActions(dev, compiled).mfaFeedback;
  expect(bundle).toContain('const settings = {"checkLastSend":false,"deadlineMs":777,');
  const { code } = parsed(config).resource.auth0_action.mfa_feedback;
  expect(code).not.toMatch(/(?<!\$)\$\{|(?<!%)%\{/);
  expect(code.replaceAll("$${", "${").replaceAll("%%{", "%{")).toBe(bundle);
});

test("two tenants' code differs in the settings' line alone", () => {
  const code = (deadlineMs: number) =>
    parsed({ settings: { mfaFeedback: { deadlineMs } } }).resource.auth0_action.mfa_feedback.code;
  expect(code(1000)).not.toBe(code(2000));
  expect(blankSettings(code(1000))).toBe(blankSettings(code(2000)));
});

test.each([
  ["auth-token", ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_VERIFY_SID"]],
  ["api-key", ["TWILIO_ACCOUNT_SID", "TWILIO_API_KEY", "TWILIO_API_KEY_SECRET", "TWILIO_VERIFY_SID"]],
] as const)("with %s credentials only those secrets and variables exist, in order", (credentials, names) => {
  const { resource, variable } = parsed({ credentials });
  const secrets = names.map((name) => ({ name, value: `\${var.${name}}` }));
  expect(resource.auth0_action.passwordless_feedback.secrets_wo).toEqual(secrets);
  expect(resource.auth0_action.mfa_feedback.secrets_wo).toEqual(secrets);
  expect(resource.auth0_action.mfa_challenge).not.toHaveProperty("secrets_wo");
  expect(resource.auth0_action.mfa_challenge).not.toHaveProperty("secrets_wo_version");
  expect(Object.keys(variable)).toEqual([...names, sentIdsVariable].sort());
});

test("secrets are ephemeral, sensitive, never null and empty by default", () => {
  const { [sentIdsVariable]: ids, ...variables } = parsed().variable;
  expect(ids).toMatchObject({ type: "string", nullable: false, default: "{}" });
  for (const variable of Object.values(variables)) {
    expect(variable).toMatchObject({ type: "string", ephemeral: true, sensitive: true, nullable: false, default: "" });
  }
});

test("no value of the environment gets into the stack", () => {
  const secret = "a-secret-of-the-environment";
  const names = Object.keys(parsed().variable).flatMap((name) => [name, `TF_VAR_${name}`]);
  const before = { ...process.env };
  try {
    for (const name of [...names, "AUTH0_CLIENT_SECRET", "AUTH0_API_TOKEN"]) process.env[name] = secret;
    expect(synth()).not.toContain(secret);
  } finally {
    process.env = before;
  }
});

test("the trigger runs ours in order", () => {
  const { actions, lifecycle } = parsed().resource.auth0_trigger_actions.post_login;
  expect(actions).toEqual([
    { id: "${auth0_action.passwordless_feedback.id}", display_name: "Verify feedback - passwordless" },
    { id: "${auth0_action.mfa_challenge.id}", display_name: "Verify feedback - MFA challenge" },
    { id: "${auth0_action.mfa_feedback.id}", display_name: "Verify feedback - MFA" },
  ]);
  expect(lifecycle).toBeUndefined();
});

test("other people's Actions are looked up by name and bound after passwordless-feedback and after ours", () => {
  const stack = synth({ before: ["Block list"], after: ["Add claims", "Audit ${x}"] });
  expect(stack).toHaveDataSourceWithProperties(DataAuth0Action, { name: "Block list" });
  expect(stack).toHaveDataSourceWithProperties(DataAuth0Action, { name: "Audit $${x}" });
  const { actions } = JSON.parse(stack).resource.auth0_trigger_actions.post_login;
  const foreign = (id: string) => ({
    id: `\${data.auth0_action.${id}.id}`,
    display_name: `\${coalesce(var.${id}_display_name, data.auth0_action.${id}.name)}`,
  });
  expect(actions).toEqual([
    expect.objectContaining({ display_name: "Verify feedback - passwordless" }),
    foreign("before_0"),
    expect.objectContaining({ display_name: "Verify feedback - MFA challenge" }),
    expect.objectContaining({ display_name: "Verify feedback - MFA" }),
    foreign("after_0"),
    foreign("after_1"),
  ]);
});

test("the binding is imported only where the tenant asks for it", () => {
  expect(parsed()).not.toHaveProperty("import");
  expect(parsed({ importBinding: true }).import).toEqual([
    { id: "post-login", to: "auth0_trigger_actions.post_login" },
  ]);
});

test("the outputs are the Actions' ids, and no version id", () => {
  expect(parsed().output).toEqual({
    passwordless_feedback_id: { value: "${auth0_action.passwordless_feedback.id}" },
    mfa_challenge_id: { value: "${auth0_action.mfa_challenge.id}" },
    mfa_feedback_id: { value: "${auth0_action.mfa_feedback.id}" },
  });
});

test("Terraform 1.11 or newer, the schema's exact provider version, and a state file outside cdktf.out", () => {
  const { terraform } = parsed();
  expect(terraform).toEqual({
    required_version: ">= 1.11",
    required_providers: {
      auth0: { source: "auth0/auth0", version: schema.provider_versions["registry.terraform.io/auth0/auth0"] },
    },
    backend: { local: { path: "../../../.state/dev.tfstate" } },
  });
});

test("a tenant may keep its state elsewhere", () => {
  const { terraform } = parsed({ backend: { type: "local", path: "../../../../states/dev.tfstate" } });
  expect(terraform.backend).toEqual({ local: { path: "../../../../states/dev.tfstate" } });
});

test("the provider gets the tenant's domain and no credentials", () => {
  const stack = synth({ domain: "localhost:8443" });
  expect(stack).toHaveProviderWithProperties(Auth0Provider, { domain: "localhost:8443" });
  expect(JSON.parse(stack).provider).toEqual({ auth0: [{ domain: "localhost:8443" }] });
});

test("names follow the tenant's prefix, addresses don't", () => {
  const stack = synth({ actionNamePrefix: "Acme %{x}" });
  expect(stack).toHaveResourceWithProperties(Action, { name: "Acme %%{x} - MFA" });
  expect(stack).toHaveResource(TriggerActions);
  const { actions } = JSON.parse(stack).resource.auth0_trigger_actions.post_login;
  expect(actions[2].display_name).toBe("Acme %%{x} - MFA");
  expect(Object.keys(JSON.parse(stack).resource.auth0_action)).toEqual([
    "mfa_challenge",
    "mfa_feedback",
    "passwordless_feedback",
  ]);
});
