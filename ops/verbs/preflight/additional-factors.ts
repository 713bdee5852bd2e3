import { defineCheck } from "./check";

/** The event does not tell what the tenant has switched off, so the Action asks for it all the same. */
export const additionalFactors = defineCheck({
  name: "additional-factors",
  passed: "the additional MFA factors are on",
  failed: "additional MFA factors are off",
  needs: ["phone"],
  run({ name, tenant }, { phone }) {
    const off = tenant.settings.mfaChallenge.additionalFactors.filter((factor) => !phone.factors.includes(factor));
    if (off.length === 0) return {};
    return {
      warnings: [
        {
          what:
            `Factors that may be used instead of the phone are off: ${off.join(", ")}. Nobody can use them, and a login\n` +
            "that is asked for nothing else fails.",
          where: `Auth0 dashboard: Security, Multi-factor Auth; or tenants.ts, ${name}.settings.mfaChallenge.additionalFactors`,
          fix: "Turn them on, or remove them from the list.",
        },
      ],
    };
  },
});
