import { Guardian } from "@cdktf/provider-auth0/lib/guardian";
import { Tenant } from "@cdktf/provider-auth0/lib/tenant";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { guardianAddress, resourceName, tenantAddress } from "./addresses";
import { guardianArguments, tenantArguments } from "./singleton-arguments";
import type { TenantSettings } from "./tenant-settings";

/**
 * The tenant's own settings, as far as `tenants.ts` gives them.
 *
 * Auth0 has one of each, so they are imported and never created: the provider's create nulls settings that the
 * configuration does not give (recording create-all). All that is not given is ignored, since the provider plans an
 * absent factor as off. They leave the state without being destroyed, since the destroy turns every factor off
 * (recording destroy-all): a `removed` block stands in for each one that is not asked for.
 */
export class KeptTenantSettings extends Construct {
  /** @param phoneProvider what the phone factor sends through, where this stack makes it. */
  constructor(stack: TerraformStack, settings: TenantSettings, phoneProvider?: ITerraformDependable) {
    super(stack, "tenant-settings");
    const tenant = this.#tenant(settings);
    const guardian = this.#guardian(settings, [tenant, phoneProvider]);
    const left = [...(tenant ? [] : [tenantAddress]), ...(guardian ? [] : [guardianAddress])];
    const removed = left.map((from) => ({ from, lifecycle: { destroy: false } }));
    if (removed.length > 0) stack.addOverride("removed", removed);
  }

  #tenant({ customizeMfaInActions, unifiedPhoneExperience }: TenantSettings): Tenant | undefined {
    if (!customizeMfaInActions && !unifiedPhoneExperience) return undefined;
    const given = {
      ...(customizeMfaInActions && { customizeMfaInPostloginAction: true }),
      ...(unifiedPhoneExperience && { phoneConsolidatedExperience: true }),
    };
    const ignored = tenantArguments.filter((argument) => {
      if (argument === "customize_mfa_in_postlogin_action") return !customizeMfaInActions;
      return argument !== "phone_consolidated_experience" || !unifiedPhoneExperience;
    });
    const tenant = new Tenant(this, "tenant", {
      ...given,
      lifecycle: { ignoreChanges: ignored, preventDestroy: true },
    });
    tenant.overrideLogicalId(resourceName(tenantAddress));
    tenant.importFrom("tenant");
    return tenant;
  }

  /** Auth0 refuses a message type that the tenant's phone provider does not deliver, so `before` comes first. */
  #guardian(
    { phoneFactor, mfaPolicy }: TenantSettings,
    before: (ITerraformDependable | undefined)[],
  ): Guardian | undefined {
    if (!phoneFactor && !mfaPolicy) return undefined;
    const dependsOn = before.filter((dependency) => dependency !== undefined);
    const ignored = guardianArguments.flatMap((argument) => {
      if (argument === "policy") return mfaPolicy ? [] : [argument];
      if (argument === "phone" && phoneFactor) return ["phone[0].provider", "phone[0].options"];
      return [argument];
    });
    const guardian = new Guardian(this, "guardian", {
      // Required by the provider. Ignored where it is not asked for, and so stays as it is in the tenant.
      policy: "never",
      phone: phoneFactor && { enabled: true, messageTypes: phoneFactor.messageTypes },
      lifecycle: { ignoreChanges: ignored, preventDestroy: true },
      dependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    });
    guardian.overrideLogicalId(resourceName(guardianAddress));
    guardian.importFrom("guardian");
    return guardian;
  }
}
