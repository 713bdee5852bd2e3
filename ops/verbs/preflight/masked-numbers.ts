import { looksUp, type Tenant } from "../../../stacks/tenant-schema";
import type { LiveFacts } from "../../live/live-facts";
import type { Problem } from "../../live/problem";

const FLAG = "disable_management_api_sms_obfuscation";

/** The flag is off: nothing would be reported. */
export function maskedNumbersProblems(name: string, tenant: Tenant, { showsNumbers }: LiveFacts): Problem[] {
  if (!looksUp(tenant) || showsNumbers !== "no") return [];
  return [
    {
      check: "masked-numbers",
      what: "The Management API masks the numbers of enrolled phones, so none can be looked up and no MFA is reported.",
      where: `the tenant's flag ${FLAG}; or tenants.ts, ${name}.settings.mfaFeedback.enrolledNumber`,
      fix: `Set the flag (PATCH /api/v2/tenants/settings, {"flags": {"${FLAG}": true}}), or remove the setting.`,
    },
  ];
}

/** The tenant does not tell of the flag. What then holds is not documented. */
export function maskedNumbersWarnings(name: string, tenant: Tenant, { showsNumbers }: LiveFacts): Problem[] {
  if (!looksUp(tenant) || showsNumbers !== "not-known") return [];
  return [
    {
      check: "masked-numbers",
      what:
        `The tenant does not show its flag ${FLAG}, so it is not known whether the Management API masks the numbers of enrolled\n` +
        "phones. If it does, no MFA is reported.",
      where: `the tenant's flag ${FLAG}; or tenants.ts, ${name}.settings.mfaFeedback.enrolledNumber`,
      fix: "Set the flag to true. Or log in once: if they are masked, mfa-feedback's log line says masked-number.",
    },
  ];
}
