import type { Policy } from "../auth0/store/guardian";
import type { LocalTenant } from "../auth0/tenant";
import { blocks, resources, type StackDocument } from "./stack-document";

const POLICIES: Readonly<Record<string, readonly Policy[]>> = {
  never: [],
  "all-applications": ["all-applications"],
  "confidence-score": ["confidence-score"],
};

/** Factors that a stack turns on or off by an argument of their own. */
const FLAGS = { email: "email", otp: "otp", recovery_code: "recovery-code" } as const;

/** Writes what a stack gives of `auth0_tenant` and `auth0_guardian`, without what it tells Terraform to ignore. */
export function loadTenantSettings({ settings, guardian }: LocalTenant, document: StackDocument): void {
  for (const [, block] of resources(document, "auth0_tenant")) settings.patch(given(block));
  for (const [, block] of resources(document, "auth0_guardian")) {
    const { policy, phone, ...factors } = given(block);
    guardian.policies = POLICIES[policy] ?? guardian.policies;
    for (const [argument, factor] of Object.entries(FLAGS)) {
      if (typeof factors[argument] === "boolean") guardian.setEnabled(factor, factors[argument]);
    }
    for (const { enabled, message_types: types } of blocks(phone)) {
      guardian.setEnabled("sms", enabled);
      if (types) guardian.messageTypes = types;
    }
  }
}

function given({ lifecycle, depends_on: _after, ...block }: ReturnType<typeof blocks>[number]) {
  const ignored: string[] = lifecycle?.ignore_changes ?? [];
  return Object.fromEntries(
    Object.entries(block).filter(([argument]) => !ignored.includes(argument) && argument !== "//"),
  );
}
