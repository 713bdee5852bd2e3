import type { Tenant } from "../../../stacks/tenant-schema";
import type { LiveFacts } from "../../live/live-facts";
import type { Problem } from "../../live/problem";

const MFA = "Auth0 dashboard: Security, Multi-factor Auth";

/** What the challenge's settings count on and the tenant does not have: more is asked than was meant, or can't be answered. */
export function challengeSettingsWarnings(name: string, tenant: Tenant, facts: LiveFacts): Problem[] {
  const setting = `tenants.ts, ${name}.settings.mfaChallenge`;
  return [
    ...(facts.riskAssessments === false ? [riskIsOff(setting)] : []),
    ...factorsThatAreOff(setting, tenant, facts),
    ...firstCodeIsLost(setting, tenant),
  ];
}

/** Whether risk is a condition of the challenge. */
export function asksByRisk({ settings }: Pick<Tenant, "settings">): boolean {
  return settings.mfaChallenge.riskAssessment !== undefined;
}

function riskIsOff(setting: string): Problem {
  return {
    check: "risk-assessment",
    what: "Risk assessments are off, so no login has the confidence that would spare it MFA: everybody is asked.",
    where: `${MFA}, Adaptive MFA Risk Assessment; or ${setting}.riskAssessment`,
    fix: "Turn them on, which takes an Enterprise plan with Adaptive MFA, or remove the setting.",
  };
}

/** The second code goes out in the first one's verification, and before the first one's record: nothing can tell them apart then. */
function firstCodeIsLost(setting: string, { feedback, mfaChallenge, settings }: Tenant): Problem[] {
  if (feedback !== "log-stream" || !mfaChallenge || settings.mfaChallenge.afterPhoneCode !== "phone") return [];
  return [
    {
      check: "log-stream",
      what:
        "A user who logs in with a code sent to the phone gets a second one for MFA right after it. With feedback by log stream, the\n" +
        "first of the two is then not reported: its record arrives after the second was sent.",
      where: `${setting}.afterPhoneCode`,
      fix: 'Write "other-factors", which sends one message; or feedback: "both". If nobody logs in with a code sent to the phone, leave it.',
    },
  ];
}

/** The event does not tell what the tenant has switched off, so the Action asks for it all the same. */
function factorsThatAreOff(setting: string, { settings }: Tenant, { phone }: LiveFacts): Problem[] {
  const off = settings.mfaChallenge.additionalFactors.filter((factor) => phone && !phone.factors.includes(factor));
  if (off.length === 0) return [];
  return [
    {
      check: "additional-factors",
      what:
        `Factors that may be used instead of the phone are off: ${off.join(", ")}. Nobody can use them, and a login\n` +
        "that is asked for nothing else fails.",
      where: `${MFA}; or ${setting}.additionalFactors`,
      fix: "Turn them on, or remove them from the list.",
    },
  ];
}
