import { defineCheck } from "./check";

export const customizeMfa = defineCheck({
  name: "customize-mfa",
  passed: "Actions may choose the MFA factors, or the deploy allows it",
  failed: "Actions may not choose the MFA factors",
  needs: ["customizeMfa"],
  run({ name, tenant }, { customizeMfa: on }) {
    if (on || tenant.tenantSettings.customizeMfaInActions) return {};
    return {
      problems: [
        {
          what: "The tenant does not let Actions choose MFA factors, so the MFA challenge Action can't ask for the phone.",
          where:
            'Auth0 dashboard: Security, Multi-factor Auth, Additional Settings, "Customize MFA Factors using Actions"',
          fix: `Turn it on, or let the deploy do it: ${name}.tenantSettings.customizeMfaInActions. It needs Universal Login.`,
        },
      ],
    };
  },
});
