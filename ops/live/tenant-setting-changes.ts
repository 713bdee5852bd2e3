import { z } from "zod";
import { guardianAddress, tenantAddress } from "../../stacks/addresses";
import { type Attributes, readAttributes } from "../terraform/attributes";
import type { ResourceChange } from "../terraform/plan-document";

/** One setting of the tenant itself, in the dashboard's words. */
export interface TenantSettingChange {
  setting: string;
  /** As it is in the tenant. */
  before: string;
  /** As planned; the same as `before` where only the state learns of it. */
  after: string;
}

const tenant = z.looseObject({
  customize_mfa_in_postlogin_action: z.boolean().nullish(),
  phone_consolidated_experience: z.boolean().nullish(),
});
const guardian = z.looseObject({
  policy: z.string().nullish(),
  phone: z
    .array(z.looseObject({ enabled: z.boolean().nullish(), message_types: z.array(z.string()).nullish() }))
    .nullish(),
});

/** What each object holds, by setting. */
const settings: Readonly<Record<string, (attributes: Attributes) => Record<string, string>>> = {
  [tenantAddress](attributes) {
    const found = readAttributes(tenant, attributes, `${tenantAddress} in the plan`);
    return {
      "Customize MFA Factors using Actions": onOff(found.customize_mfa_in_postlogin_action),
      "Unified phone experience": onOff(found.phone_consolidated_experience),
    };
  },
  [guardianAddress](attributes) {
    const { policy, phone } = readAttributes(guardian, attributes, `${guardianAddress} in the plan`);
    return {
      "MFA policy": policies[policy ?? ""] ?? String(policy),
      "Phone factor": onOff(phone?.[0]?.enabled),
      "Phone messages": (phone?.[0]?.message_types ?? []).join(", ") || "none",
    };
  },
};

const policies: Readonly<Record<string, string>> = {
  never: "Never",
  "all-applications": "Always",
  "confidence-score": "Adaptive",
};

/** Whether the object of that address holds settings of the tenant itself, which are kept when Terraform lets go of it. */
export function holdsTenantSettings(address: string): boolean {
  return Object.hasOwn(settings, address);
}

/** The settings that a change of one of these objects changes, `[]` for any other object. */
export function tenantSettingChanges({ address, before, after }: ResourceChange): TenantSettingChange[] {
  const read = settings[address];
  if (read === undefined) return [];
  const [was, is] = [read(before ?? {}), read(after ?? {})];
  return Object.entries(is).flatMap(([setting, value]) => {
    const earlier = was[setting] ?? "";
    return earlier === value ? [] : [{ setting, before: earlier, after: value }];
  });
}

function onOff(value: unknown): string {
  return value === true ? "on" : "off";
}
