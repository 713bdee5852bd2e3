import { Auth0Provider } from "@cdktf/provider-auth0/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  type ActionKey,
  actionDefinitions,
  actionDependencies,
  actionKeys,
  actionSource,
  terraformName,
} from "./actions";
import { addBackend } from "./backend-block";
import { bundleActions, type CompiledActions } from "./bundling";
import { placeholderTenant } from "./errors";
import { KeptTenantSettings } from "./kept-tenant-settings";
import { PostLoginAction } from "./post-login-action";
import { PostLoginTrigger } from "./post-login-trigger";
import { secretVariables } from "./secrets";
import { SecretsVersion } from "./secrets-version";
import { actionNames, isPlaceholder, type Tenant } from "./tenant";

export interface TenantStackProps {
  tenant: Tenant;
  /** Our Actions, built; shared by the stacks of an app. Absent: they are built for this stack. */
  compiled?: CompiledActions;
}

/** Everything that one Auth0 tenant gets: three Actions with their secrets, bound in order. Its id is the tenant's name. */
export class TenantStack extends TerraformStack {
  constructor(scope: Construct, id: string, { tenant, compiled }: TenantStackProps) {
    super(scope, id);
    this.addOverride("terraform.required_version", ">= 1.11");
    addBackend(this, id, tenant.backend);
    // Credentials come from the environment (AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET and the like), never from here.
    new Auth0Provider(this, "auth0", { domain: tenant.domain });

    const secrets = {
      values: secretVariables(this, tenant.credentials),
      version: new SecretsVersion(this, refusal(id, tenant)).value,
    };
    const code = bundleActions(tenant.settings, compiled);
    const names = actionNames(tenant);
    const ours = actionKeys.map((key) => {
      const action = new PostLoginAction(this, actionSource(key), {
        actionName: names[key],
        terraformName: terraformName(key),
        code: code[key],
        dependencies: actionDependencies(key),
        secrets: actionDefinitions[key].reportsToTwilio ? secrets : undefined,
      });
      return [key, action] as const;
    });
    new PostLoginTrigger(this, {
      actions: Object.fromEntries(ours) as Record<ActionKey, PostLoginAction>,
      before: tenant.before,
      after: tenant.after,
      importBinding: tenant.importBinding,
    });
    new KeptTenantSettings(this, tenant.tenantSettings);
  }
}

function refusal(id: string, tenant: Tenant): string | undefined {
  return isPlaceholder(tenant) ? placeholderTenant(id, tenant.domain).message : undefined;
}
