import type { Problem } from "../../live/problem";
import { defineCheck } from "./check";

export const mfaPolicy = defineCheck({
  name: "mfa-policy",
  passed: "no MFA policy asks for MFA after the Actions, or the deploy turns it off",
  failed: "an MFA policy asks for MFA after the Actions",
  needs: ["policies"],
  run({ name, tenant }, { policies }) {
    if (tenant.tenantSettings.mfaPolicy) return {};
    return { problems: policies.map((policy) => otherPolicy(name, policy)) };
  },
});

const policyNames: Readonly<Record<string, string>> = {
  "all-applications": "Always",
  "confidence-score": "Use Adaptive MFA",
};

function otherPolicy(name: string, policy: string): Problem {
  return {
    what:
      `The MFA policy is "${policyNames[policy] ?? policy}" (${policy}). What it asks for comes after all Actions, where nothing can report\n` +
      "the code to Twilio Verify.",
    where: "Auth0 dashboard: Security, Multi-factor Auth, Define policies",
    fix:
      `Set it to "Never", or let the deploy do it: ${name}.tenantSettings.mfaPolicy. The MFA challenge Action then decides alone.\n` +
      "Look at settings.mfaChallenge in tenants.ts first, which says which logins it lets through without MFA.",
  };
}
