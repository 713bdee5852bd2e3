import type { ManagementClient } from "./api/client";
import type { Applied, ResourceType } from "./resource";
import { resourceBlock } from "./schema";
import { emptyObject, items, type ValueMap, withoutUnknown } from "./values";

/** The factors by their arguments: flags, and blocks that hold `enabled`. */
const FLAGS = { email: "email", otp: "otp", recovery_code: "recovery-code" } as const;
const BLOCKS = {
  webauthn_roaming: "webauthn-roaming",
  webauthn_platform: "webauthn-platform",
  duo: "duo",
  push: "push-notification",
} as const;

const POLICIES: Record<string, string[]> = {
  never: [],
  "all-applications": ["all-applications"],
  "confidence-score": ["confidence-score"],
};

async function readGuardian(api: ManagementClient, state: ValueMap): Promise<ValueMap> {
  const [policy = "never"] = await api.call<string[]>("GET", "/guardian/policies");
  const factors = await api.call<{ name: string; enabled: boolean }[]>("GET", "/guardian/factors");
  const isOn = (name: string) => factors.find((factor) => factor.name === name)?.enabled === true;
  const phone: ValueMap = { enabled: isOn("sms"), message_types: null, provider: null, options: [] };
  if (phone.enabled) {
    const types = await api.call<{ message_types: string[] }>("GET", "/guardian/factors/phone/message-types");
    phone.message_types = types.message_types;
    await api.call("GET", "/tenants/settings");
  }
  const flags = Object.entries(FLAGS).map(([argument, name]) => [argument, isOn(name)]);
  const blocks = Object.entries(BLOCKS).map(([argument, name]) => {
    const block = resourceBlock("auth0_guardian").block_types?.[argument]?.block ?? {};
    return [argument, [{ ...emptyObject(block), enabled: isOn(name) }]];
  });
  return { ...state, policy, phone: [phone], ...Object.fromEntries([...flags, ...blocks]) };
}

async function writeGuardian(api: ManagementClient, prior: ValueMap, planned: ValueMap): Promise<Applied> {
  const state = withoutUnknown(planned);
  const changed = (argument: string) => JSON.stringify(prior[argument]) !== JSON.stringify(planned[argument]);
  const enable = (name: string, enabled: unknown) => api.call("PUT", `/guardian/factors/${name}`, { enabled });
  try {
    if (changed("policy")) await api.call("PUT", "/guardian/policies", POLICIES[String(planned.policy)]);
    for (const [argument, name] of Object.entries(FLAGS)) {
      if (changed(argument)) await enable(name, planned[argument] === true);
    }
    const [phone] = items(planned.phone);
    if (changed("phone")) {
      await enable("sms", phone?.enabled === true);
      if (phone?.enabled) {
        await api.call("GET", "/tenants/settings");
        await api.call("PUT", "/guardian/factors/phone/message-types", { message_types: phone.message_types });
      }
    }
    for (const [argument, name] of Object.entries(BLOCKS)) {
      if (changed(argument)) await enable(name, items(planned[argument])[0]?.enabled === true);
    }
    return { state: await readGuardian(api, state) };
  } catch (error) {
    return { state, error };
  }
}

/** `auth0_guardian`: policy and factors; removing it turns all of them off, as the real one does (recording destroy-all). */
export const guardian: ResourceType = {
  forceNew: [],
  validate: () => [],
  read: readGuardian,
  create: (api, planned) => {
    const nothing = emptyObject(resourceBlock("auth0_guardian"));
    return writeGuardian(api, nothing, { ...planned, id: "terraform-1" });
  },
  update: (api, prior, planned) => writeGuardian(api, prior, planned),
  async remove(api) {
    await api.call("PUT", "/guardian/policies", []);
    for (const name of ["sms", ...Object.values(FLAGS), ...Object.values(BLOCKS)]) {
      await api.call("PUT", `/guardian/factors/${name}`, { enabled: false });
    }
  },
  imported: (id) => ({ ...emptyObject(resourceBlock("auth0_guardian")), id }),
};
