import { defineCheck } from "./check";
import { asksByRisk } from "./read-tenant";

export const riskAssessment = defineCheck({
  name: "risk-assessment",
  passed: "risk assessments are on where tenants.ts relies on them",
  failed: "risk assessments are off, and tenants.ts relies on them",
  needs: ["riskAssessments"],
  when: asksByRisk,
  run({ name }, { riskAssessments: on }) {
    if (on) return {};
    return {
      warnings: [
        {
          what: "Risk assessments are off, so no login can have high confidence: everybody is asked for MFA.",
          where: `Auth0 dashboard: Security, Multi-factor Auth, Adaptive MFA Risk Assessment; or tenants.ts, ${name}.settings.mfaChallenge.riskAssessment`,
          fix: "Turn them on, which takes an Enterprise plan with Adaptive MFA, or remove the setting.",
        },
      ],
    };
  },
});
