import { guardianAddress, tenantAddress } from "../../stacks/addresses";
import type { ResourceChange } from "../terraform/plan-document";

/** One setting of the tenant itself, in the dashboard's words. */
export interface TenantSettingChange {
  setting: string;
  /** As it is in the tenant. */
  before: string;
  /** As planned; the same as `before` where only the state learns of it. */
  after: string;
}

type Attributes = ResourceChange["before"];

const settings: Readonly<Record<string, [setting: string, read: (attributes: Attributes) => string][]>> = {
  [tenantAddress]: [
    ["Customize MFA Factors using Actions", (attributes) => onOff(attributes?.customize_mfa_in_postlogin_action)],
    ["Unified phone experience", (attributes) => onOff(attributes?.phone_consolidated_experience)],
  ],
  [guardianAddress]: [
    ["MFA policy", (attributes) => policies[attributes?.policy] ?? String(attributes?.policy)],
    ["Phone factor", (attributes) => onOff(attributes?.phone?.[0]?.enabled)],
    ["Phone messages", (attributes) => (attributes?.phone?.[0]?.message_types ?? []).join(", ") || "none"],
  ],
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
  return (settings[address] ?? [])
    .map(([setting, read]) => ({ setting, before: read(before), after: read(after) }))
    .filter((change) => change.before !== change.after);
}

function onOff(value: unknown): string {
  return value === true ? "on" : "off";
}
