import type { LocalTenant } from "../auth0/tenant";
import type { TenantCredentials } from "../credentials/credentials";

/** What a user would have clicked together in the dashboard before the first deploy. */
export function seedTenant(tenant: LocalTenant, client: TenantCredentials["client"]): void {
  tenant.clients.add({ ...client, name: "Terraform", scopes: "all", hidesSecret: true });
  tenant.settings.patch({
    customize_mfa_in_postlogin_action: true,
    flags: { disable_management_api_sms_obfuscation: true },
  });
  tenant.riskAssessments = { enabled: true };
  tenant.guardian.messageTypes = ["sms", "voice"];
  for (const factor of ["sms", "otp", "push-notification", "webauthn-roaming", "recovery-code"] as const) {
    tenant.guardian.setEnabled(factor, true);
  }
}
