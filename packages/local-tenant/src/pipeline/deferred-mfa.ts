import type { FactorType, LoginContext, MfaPrompt } from "./types";

const notEnrollable: readonly FactorType[] = ["email", "recovery-code"];

/**
 * The MFA that comes after all Actions: by the last `api.multifactor.enable` (`none` switches it off), else by the
 * tenant's policy. `undefined` when none is due; a prompt without factors when MFA is due and nothing is switched on.
 * Not to be asked when a command of an Action was answered in this transaction: that overrides both (Auth0 docs,
 * customise MFA selection). What earlier logins of the session did is not looked at.
 */
export function deferredMfa(context: LoginContext, provider: string | undefined): MfaPrompt | undefined {
  const origin = provider === undefined ? "policy" : "multifactor.enable";
  const due = provider === undefined ? policyDemands(context) : provider !== "none";
  if (!due) return undefined;
  const enabled = context.enabledFactors();
  const usable = context.enrolledFactors().filter((factor) => enabled.includes(factor));
  if (usable.some((factor) => factor !== "recovery-code")) return { command: "challenge", factors: usable, origin };
  return { command: "enroll", factors: enabled.filter((factor) => !notEnrollable.includes(factor)), origin };
}

/** Adaptive MFA asks when the confidence in this login is low. */
function policyDemands(context: LoginContext): boolean {
  const policy = context.policy();
  if (policy !== "confidence-score") return policy === "all-applications";
  return context.event().authentication?.riskAssessment?.confidence === "low";
}
