import type { Tenant } from "../../../stacks/tenant-schema";
import type { LiveFacts } from "../../live/live-facts";
import type { Problem } from "../../live/problem";

const MFA = "Auth0 dashboard: Security, Multi-factor Auth";
const policyNames: Readonly<Record<string, string>> = {
  "all-applications": "Always",
  "confidence-score": "Use Adaptive MFA",
};

/** What would make MFA happen elsewhere than in our pipeline, or not at all. */
export function mfaProblems(name: string, { settings, tenantSettings }: Tenant, facts: LiveFacts): Problem[] {
  return [
    ...(tenantSettings.customizeMfaInActions ? [] : customizeMfa(name, facts)),
    ...(tenantSettings.mfaPolicy ? [] : (facts.policies ?? []).map((policy) => otherPolicy(name, policy))),
    ...(settings.mfaChallenge.allowPasswordGrantWithoutMfa ? passwordGrant(name, settings.mfaChallenge, facts) : []),
  ];
}

function customizeMfa(name: string, { customizeMfa: on }: LiveFacts): Problem[] {
  if (on !== false) return [];
  return [
    {
      check: "customize-mfa",
      what: "The tenant does not let Actions choose MFA factors, so the MFA challenge Action can't ask for the phone.",
      where: `${MFA}, Additional Settings, "Customize MFA Factors using Actions"`,
      fix: `Turn it on, or let the deploy do it: ${name}.tenantSettings.customizeMfaInActions. It needs Universal Login.`,
    },
  ];
}

function otherPolicy(name: string, policy: string): Problem {
  return {
    check: "mfa-policy",
    what:
      `The MFA policy is "${policyNames[policy] ?? policy}" (${policy}). What it asks for comes after all Actions, where nothing can report\n` +
      "the code to Twilio Verify.",
    where: `${MFA}, Define policies`,
    fix:
      `Set it to "Never", or let the deploy do it: ${name}.tenantSettings.mfaPolicy. The MFA challenge Action then decides alone.\n` +
      "Look at settings.mfaChallenge in tenants.ts first, which says which logins it lets through without MFA.",
  };
}

function passwordGrant(name: string, settings: Tenant["settings"]["mfaChallenge"], facts: LiveFacts): Problem[] {
  const { clients, connections, organizations, roles, riskAssessment } = settings;
  const others = [connections, organizations, roles, riskAssessment].some((condition) => condition !== undefined);
  // Those that are passed over by name alone pass without MFA whatever the grant; that was somebody's decision.
  const challenged = (facts.passwordClients ?? []).filter(({ id }) => {
    if (clients === undefined || others) return true;
    return "include" in clients ? clients.include.includes(id) : !clients.exempt.includes(id);
  });
  if (challenged.length === 0) return [];
  return [
    {
      check: "password-grant",
      what:
        "Users of these applications can log in with a password alone, because the password grant is let through without MFA:\n" +
        challenged.map((client) => `  ${client.name} (${client.id})`).join("\n"),
      where: `tenants.ts, ${name}.settings.mfaChallenge.allowPasswordGrantWithoutMfa`,
      fix:
        "Remove the setting; the applications then have to handle mfa_required. Or turn the grant off for them (Auth0 dashboard:\n" +
        "Applications, the application, Advanced Settings, Grant Types). Or list those that may in clients.exempt.",
    },
  ];
}
