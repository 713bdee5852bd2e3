import { Auth0Provider } from "@cdktf/provider-auth0/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  type ActionKey,
  actionDependencies,
  actionSource,
  definitionOf,
  type PostLoginKey,
  postLoginKeys,
  terraformName,
} from "./actions";
import { addBackend } from "./backend-block";
import { bundleActions, type CompiledActions } from "./bundling";
import { DeployedAction } from "./deployed-action";
import { placeholderTenant } from "./errors";
import { KeptTenantSettings } from "./kept-tenant-settings";
import { PhoneProvider } from "./phone-provider";
import { PostLoginTrigger } from "./post-login-trigger";
import { secretValues, secretVariables } from "./secrets";
import { SecretsVersion } from "./secrets-version";
import { actionNames, isPlaceholder, type Tenant } from "./tenant";

export interface TenantStackProps {
  tenant: Tenant;
  /** Our Actions, built; shared by the stacks of an app. Absent: they are built for this stack. */
  compiled?: CompiledActions;
}

/**
 * Everything that one Auth0 tenant gets: three Actions with their secrets, bound in order, and a fourth one that sends
 * its phone messages where the tenant says so. Its id is the tenant's name.
 */
export class TenantStack extends TerraformStack {
  constructor(scope: Construct, id: string, { tenant, compiled }: TenantStackProps) {
    super(scope, id);
    this.addOverride("terraform.required_version", ">= 1.11");
    addBackend(this, id, tenant.backend);
    // Credentials come from the environment (AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET and the like), never from here.
    new Auth0Provider(this, "auth0", { domain: tenant.domain });

    secretVariables(this, tenant);
    const version = new SecretsVersion(this, refusal(id, tenant)).value;
    const code = bundleActions(tenant.settings, compiled);
    const names = actionNames(tenant);
    const deployed = (key: ActionKey) => {
      const { trigger, twilio } = definitionOf(key);
      return new DeployedAction(this, actionSource(key), {
        actionName: names[key],
        trigger,
        terraformName: terraformName(key),
        code: code[key],
        dependencies: actionDependencies(key),
        secrets: twilio && { values: secretValues(tenant.credentials, twilio), version },
      });
    };
    const ours = postLoginKeys.map((key) => [key, deployed(key)] as const);
    new PostLoginTrigger(this, {
      actions: Object.fromEntries(ours) as Record<PostLoginKey, DeployedAction>,
      before: tenant.before,
      after: tenant.after,
      importBinding: tenant.importBinding,
    });
    if (tenant.phoneProvider === "verify") {
      const { deliveryMethods } = tenant.settings.phoneProvider;
      new PhoneProvider(this, { action: deployed("phoneProvider"), deliveryMethods });
    }
    new KeptTenantSettings(this, tenant.tenantSettings);
  }
}

function refusal(id: string, tenant: Tenant): string | undefined {
  return isPlaceholder(tenant) ? placeholderTenant(id, tenant.domain).message : undefined;
}
