import { looksUp } from "../../../stacks/tenant-schema";
import { defineCheck } from "./check";

const FLAG = "disable_management_api_sms_obfuscation";

export const maskedNumbers = defineCheck({
  name: "masked-numbers",
  passed: "the phone numbers to look up are not masked",
  failed: "the phone numbers to look up are masked, or may be",
  needs: ["showsNumbers"],
  run({ name, tenant }, { showsNumbers }) {
    if (!looksUp(tenant) || showsNumbers === "yes") return {};
    const where = `the tenant's flag ${FLAG}; or tenants.ts, ${name}.settings.mfaFeedback.enrolledNumber`;
    if (showsNumbers === "no") {
      return {
        problems: [
          {
            what: "The Management API masks the numbers of enrolled phones, so none can be looked up and no MFA is reported.",
            where,
            fix: `Set the flag (PATCH /api/v2/tenants/settings, {"flags": {"${FLAG}": true}}), or remove the setting.`,
          },
        ],
      };
    }
    // What holds for a tenant that does not show the flag is not documented.
    return {
      warnings: [
        {
          what:
            `The tenant does not show its flag ${FLAG}, so it is not known whether the Management API masks the numbers of enrolled\n` +
            "phones. If it does, no MFA is reported.",
          where,
          fix: "Set the flag to true. Or log in once: if they are masked, mfa-feedback's log line says masked-number.",
        },
      ],
    };
  },
});
