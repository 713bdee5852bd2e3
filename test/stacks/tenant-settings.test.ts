import { Testing } from "cdktf";
import schema from "../../packages/provider-auth0/schema.json";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { guardianArguments, tenantArguments } from "../../stacks/singleton-arguments";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { TenantStack } from "../../stacks/tenant-stack";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

function synth(tenantSettings?: TenantConfig["tenantSettings"], more: Partial<TenantConfig> = {}) {
  const dev = { domain: "acme.eu.auth0.com", credentials: "api-key" as const, tenantSettings, ...more };
  const tenant = defineTenants({ dev }).dev;
  return JSON.parse(Testing.synth(new TenantStack(Testing.app(), "dev", { tenant, compiled })));
}

const { resource_schemas: schemas } = schema.provider_schemas["registry.terraform.io/auth0/auth0"];

test.each([
  ["auth0_tenant", tenantArguments],
  ["auth0_guardian", guardianArguments],
] as const)("every argument of %s is known, so that each can be ignored", (type, known) => {
  const { attributes, block_types: blocks } = schemas[type].block;
  const all = [...Object.keys(attributes), ...Object.keys(blocks)].filter((name) => name !== "id");
  expect([...known].sort()).toEqual(all.sort());
});

test("without tenantSettings neither object is in the stack, and the state lets go of both without destroying them", () => {
  const { resource, removed, import: imports } = synth();
  expect(Object.keys(resource)).not.toContain("auth0_tenant");
  expect(Object.keys(resource)).not.toContain("auth0_guardian");
  expect(imports).toBeUndefined();
  expect(removed).toEqual([
    { from: "auth0_tenant.settings", lifecycle: { destroy: false } },
    { from: "auth0_guardian.mfa", lifecycle: { destroy: false } },
  ]);
});

const others = (known: readonly string[], given: string[]) => known.filter((name) => !given.includes(name));

test.each([
  [{ customizeMfaInActions: true }, ["customize_mfa_in_postlogin_action"]],
  [{ unifiedPhoneExperience: true }, ["phone_consolidated_experience"]],
  [
    { customizeMfaInActions: true, unifiedPhoneExperience: true },
    ["customize_mfa_in_postlogin_action", "phone_consolidated_experience"],
  ],
] as const)("%j writes just that into auth0_tenant, which is imported, and ignores the rest", (settings, given) => {
  const { resource, import: imports, removed } = synth(settings);
  const { lifecycle, ...block } = resource.auth0_tenant.settings;
  expect(block).toEqual(Object.fromEntries(given.map((name) => [name, true])));
  expect(lifecycle).toEqual({ ignore_changes: others(tenantArguments, [...given]), prevent_destroy: true });
  expect(imports).toEqual([{ id: "tenant", to: "auth0_tenant.settings" }]);
  expect(removed).toEqual([{ from: "auth0_guardian.mfa", lifecycle: { destroy: false } }]);
});

const ofPhone = ["phone[0].provider", "phone[0].options"];

test.each([
  [{ mfaPolicy: "never" }, { policy: "never" }, others(guardianArguments, ["policy"])],
  [
    { phoneFactor: { messageTypes: ["sms"] } },
    { policy: "never", phone: { enabled: true, message_types: ["sms"] } },
    [...others(guardianArguments, ["phone"]), ...ofPhone],
  ],
  [
    { mfaPolicy: "never", phoneFactor: { messageTypes: ["voice", "sms"] } },
    { policy: "never", phone: { enabled: true, message_types: ["voice", "sms"] } },
    [...others(guardianArguments, ["phone", "policy"]), ...ofPhone],
  ],
] as const)(
  "%j writes just that into auth0_guardian, and a policy only where it is asked for",
  (settings, block, ignored) => {
    const { resource, removed } = synth(settings as TenantConfig["tenantSettings"]);
    const { lifecycle, ...written } = resource.auth0_guardian.mfa;
    expect(written).toEqual(block);
    expect(lifecycle.prevent_destroy).toBe(true);
    expect([...lifecycle.ignore_changes].sort()).toEqual([...ignored].sort());
    expect(removed).toEqual([{ from: "auth0_tenant.settings", lifecycle: { destroy: false } }]);
  },
);

test("the phone factor waits for the phone provider that this stack makes: Auth0 refuses what that does not deliver", () => {
  const { resource } = synth({ phoneFactor: { messageTypes: ["sms"] } }, { phoneProvider: "verify" });
  expect(resource.auth0_guardian.mfa.depends_on).toEqual(["auth0_phone_provider.verify"]);
});

test("the phone factor waits for the tenant's settings, which decide how it sends", () => {
  const { resource, removed } = synth({ unifiedPhoneExperience: true, phoneFactor: { messageTypes: ["sms"] } });
  expect(resource.auth0_guardian.mfa.depends_on).toEqual(["auth0_tenant.settings"]);
  expect(removed).toBeUndefined();
});

test.each([
  [{ customizeMfaInActions: false }, "dev.tenantSettings.customizeMfaInActions is false: must be true; leave it out"],
  [{ mfaPolicy: "all-applications" }, 'dev.tenantSettings.mfaPolicy is "all-applications": must be "never"'],
  [
    { phoneFactor: { messageTypes: [] } },
    'dev.tenantSettings.phoneFactor.messageTypes is []: must name "sms", "voice"',
  ],
  [{ phoneFactor: { messageTypes: ["sms", "sms"] } }, "must not name a message type twice"],
  [{ phoneFactor: { messageTypes: ["fax"] } }, 'must be "sms" or "voice"'],
  [{ otp: true }, "dev.tenantSettings.otp is not a setting"],
])("%j is refused with what to write", (tenantSettings, message) => {
  expect(() => synth(tenantSettings as TenantConfig["tenantSettings"])).toThrow(message);
});
