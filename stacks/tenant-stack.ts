import { Auth0Provider } from "@cdktf/provider-auth0/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  type ActionKey,
  actionDependencies,
  actionSource,
  definitionOf,
  type TriggerId,
  terraformName,
} from "./actions";
import { addBackend } from "./backend-block";
import { bundleActions, type CompiledActions } from "./bundling";
import { DeployedAction } from "./deployed-action";
import { placeholderTenant } from "./errors";
import { actionKeysOf } from "./feedback";
import { FeedbackLogStream } from "./feedback-log-stream";
import { KeptTenantSettings } from "./kept-tenant-settings";
import { PasswordResetTrigger } from "./password-reset-trigger";
import { PhoneProvider } from "./phone-provider";
import { PostLoginTrigger } from "./post-login-trigger";
import { lookupValues, secretValues, secretVariables } from "./secrets";
import { SecretsVersion } from "./secrets-version";
import { actionNames, isPlaceholder, logStreamName, type Tenant } from "./tenant";

export interface TenantStackProps {
  tenant: Tenant;
  /** Our Actions, built; shared by the stacks of an app. Absent: they are built for this stack. */
  compiled?: CompiledActions;
}

/**
 * Everything that one Auth0 tenant gets: the Actions that its feedback needs with their secrets, bound in order, one that
 * sends its phone messages, one that reports the codes of password resets, and a log stream, each where the tenant says so.
 * Its id is the tenant's name.
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
    const code = bundleActions(tenant, compiled);
    const names = actionNames(tenant);
    const looksUp = tenant.settings.mfaFeedback.enrolledNumber === "lookup";
    const lookup = (key: ActionKey) => (looksUp && key === "mfaFeedback" ? lookupValues() : []);
    const deployed = (key: ActionKey) => {
      const { trigger, twilio } = definitionOf(key);
      return new DeployedAction(this, actionSource(key), {
        actionName: names[key],
        trigger,
        terraformName: terraformName(key),
        code: code[key],
        dependencies: actionDependencies(key),
        secrets: twilio && { values: [...secretValues(tenant.credentials, twilio), ...lookup(key)], version },
      });
    };
    const actions = new Map(actionKeysOf(tenant).map((key) => [key, deployed(key)] as const));
    new PostLoginTrigger(this, {
      actions,
      before: tenant.before,
      after: tenant.after,
      importBinding: tenant.importBinding,
    });
    const { deliveryMethods } = tenant.settings.phoneProvider;
    const on = (trigger: TriggerId) => [...actions].filter(([key]) => definitionOf(key).trigger === trigger);
    const [sender] = on("custom-phone-provider").map(
      ([, action]) => new PhoneProvider(this, { action, deliveryMethods }),
    );
    if (tenant.logStream) new FeedbackLogStream(this, { ...tenant.logStream, streamName: logStreamName(tenant) });
    for (const [key, action] of on("password-reset-post-challenge")) new PasswordResetTrigger(this, key, action);
    new KeptTenantSettings(this, tenant.tenantSettings, sender?.provider);
  }
}

function refusal(id: string, tenant: Tenant): string | undefined {
  return isPlaceholder(tenant) ? placeholderTenant(id, tenant.domain).message : undefined;
}
