import { defineCheck } from "./check";

export const passwordGrant = defineCheck({
  name: "password-grant",
  passed: "only exempt applications can skip MFA with the password grant",
  failed: "applications can skip MFA with the password grant",
  needs: ["passwordClients"],
  run({ name, tenant }, { passwordClients }) {
    const {
      allowPasswordGrantWithoutMfa: letThrough,
      clients,
      connections,
      organizations,
      roles,
      riskAssessment,
    } = tenant.settings.mfaChallenge;
    if (!letThrough) return {};
    const others = [connections, organizations, roles, riskAssessment].some((condition) => condition !== undefined);
    // Those that are exempt by name pass without MFA with any grant; that was somebody's decision.
    const challenged = passwordClients.filter(({ id }) => {
      if (clients === undefined || others) return true;
      return "include" in clients ? clients.include.includes(id) : !clients.exempt.includes(id);
    });
    if (challenged.length === 0) return {};
    return {
      problems: [
        {
          what:
            "Users of these applications can log in with a password alone, because the password grant is let through without MFA:\n" +
            challenged.map((client) => `  ${client.name} (${client.id})`).join("\n"),
          where: `tenants.ts, ${name}.settings.mfaChallenge.allowPasswordGrantWithoutMfa`,
          fix:
            "Remove the setting; the applications then have to handle mfa_required. Or turn the grant off for them (Auth0 dashboard:\n" +
            "Applications, the application, Advanced Settings, Grant Types). Or list those that may in clients.exempt.",
        },
      ],
    };
  },
});
