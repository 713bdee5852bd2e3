import type { LocalTenant } from "../auth0/tenant";

/** A machine-to-machine application of the tenant that may do everything: what a deploy signs in with. */
export const deployClient = {
  clientId: "SandboxDeployClient0000000000001",
  clientSecret: "sandbox-deploy-client-secret-worth-nothing-elsewhere",
} as const;

/** What a person would have clicked together in the dashboard before the first deploy. */
export function seedTenant(tenant: LocalTenant): void {
  tenant.clients.add({ ...deployClient, name: "Terraform", scopes: "all" });
  tenant.settings.patch({ customize_mfa_in_postlogin_action: true });
  tenant.riskAssessments = { enabled: true };
  tenant.guardian.messageTypes = ["sms", "voice"];
  for (const factor of ["sms", "otp", "push-notification", "webauthn-roaming", "recovery-code"] as const) {
    tenant.guardian.setEnabled(factor, true);
  }
}
