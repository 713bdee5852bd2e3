import type { TenantConfig } from "../../../stacks/tenant-schema";
import { type InspectedTenant, startInspectedTenant } from "../support/inspected-tenant";

let tenant: InspectedTenant;
beforeEach(async () => {
  tenant = await startInspectedTenant();
});
afterEach(() => tenant.stop());

const config = (): Partial<TenantConfig> => ({
  phoneProvider: "verify",
  settings: Object.fromEntries(
    ["passwordlessFeedback", "mfaFeedback", "phoneProvider"].map((key) => [
      key,
      { verifyOrigin: tenant.server.verifyUrl },
    ]),
  ),
});

const trigger = { id: "custom-phone-provider", version: "v1" };

/** Puts an Action of somebody's in the place of the local tenant's own, and a provider that nothing made here knows. */
function byHand(): { action: string; provider: string } {
  const { actions, bindings, phoneProvider } = tenant.server.tenant;
  const { id: action } = actions.create({
    name: "Our SMS gateway",
    trigger,
    code: "exports.onExecuteCustomPhoneProvider = async () => {};",
  });
  actions.deploy(action);
  bindings.replace(trigger.id, [{ ref: { type: "action_id", value: action } }]);
  tenant.server.bindingsChanged();
  phoneProvider.delete(phoneProvider.current()!.id);
  const { id: provider } = phoneProvider.create({
    name: "custom",
    configuration: { deliveryMethods: ["text"] },
    credentials: {},
  });
  return { action, provider };
}

const found = async (subject: Parameters<InspectedTenant["inspect"]>[0] = {}) => {
  const { problems } = await tenant.inspect({ config: config(), ...subject });
  return problems.map(({ what }) => what);
};

it("takes the phone provider that the local tenant has of its own for what a deploy replaces", async () => {
  expect(await found()).toEqual([]);
});

it("refuses an Action of somebody's by name, and a phone provider that it did not make", async () => {
  const { action, provider } = byHand();
  const { problems } = await tenant.inspect({ config: config() });
  expect(problems).toMatchObject([
    {
      check: "phone",
      what: expect.stringContaining('another Action for its phone provider, "Our SMS gateway"'),
      where: expect.stringContaining(action),
      fix: expect.stringContaining("press Reset there"),
    },
    {
      check: "phone",
      what: expect.stringMatching(
        new RegExp(`a phone provider already \\(custom, ${provider}\\)[\\s\\S]*a destroy would then delete it`),
      ),
      fix: expect.stringContaining("takeOverPhoneProvider: true"),
    },
  ]);
});

it("takes the provider over when it is told to, but never the Action", async () => {
  byHand();
  expect(await found({ config: { ...config(), takeOverPhoneProvider: true } })).toEqual([
    expect.stringContaining('"Our SMS gateway"'),
  ]);
});

it("leaves both alone where the tenant has no phone provider of ours", async () => {
  byHand();
  expect(await found({ config: {} })).toEqual([]);
});

it("knows its own Action by the state", async () => {
  const { action } = byHand();
  const actionIds = { "auth0_action.phone_provider": action };
  expect(await found({ actionIds, config: { ...config(), takeOverPhoneProvider: true } })).toEqual([]);
});

it("needs the unified phone experience, or to be told to turn it on", async () => {
  tenant.server.tenant.settings.patch({ phone_consolidated_experience: false });
  expect(await found()).toEqual([expect.stringContaining("not on the unified phone experience")]);
});

it("asks for no provider where it is about to make one", async () => {
  const { phoneProvider } = tenant.server.tenant;
  phoneProvider.delete(phoneProvider.current()!.id);
  expect(await found()).toEqual([]);
  expect(await found({ config: {} })).toEqual([expect.stringContaining("The tenant has no phone provider")]);
});

it.each([
  ["TWILIO_SENDING_API_KEY", { TF_VAR_TWILIO_SENDING_API_KEY: "" }],
  ["TWILIO_SENDING_API_KEY_SECRET", { TF_VAR_TWILIO_SENDING_API_KEY_SECRET: "" }],
])("names %s where only the other part of the sending key is given", async (name, env) => {
  const given = {
    TF_VAR_TWILIO_SENDING_API_KEY: `SK${"a1".repeat(16)}`,
    TF_VAR_TWILIO_SENDING_API_KEY_SECRET: "sends",
  };
  expect(await found({ env: { ...given, ...env } })).toEqual([`TF_VAR_${name} is empty.`]);
});
