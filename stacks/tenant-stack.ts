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
import { placeholderTenant, UserError } from "./errors";
import { actionKeysOf, hasSecrets } from "./feedback";
import { FeedbackLogStream } from "./feedback-log-stream";
import { KeptTenantSettings } from "./kept-tenant-settings";
import { lookupPublicKeys as keysInFile } from "./lookup/tenant-keys";
import { LookupClient } from "./lookup-client";
import { PasswordResetTrigger } from "./password-reset-trigger";
import { PhoneProvider } from "./phone-provider";
import { PostLoginTrigger } from "./post-login-trigger";
import { lookupValues, secretValues, secretVariables } from "./secrets";
import { SecretsVersion } from "./secrets-version";
import { SentIds } from "./sent-ids";
import { actionNames, isPlaceholder, logStreamName, looksUp, lookupClientName, type Tenant } from "./tenant-schema";

export interface TenantStackProps {
  tenant: Tenant;
  /** Our Actions, built; shared by the stacks of an app. */
  compiled: CompiledActions;
  /** In PEM, of the client that looks up enrolled numbers. Absent: those in the tenant's file. */
  lookupPublicKeys?: readonly string[];
}

/**
 * Everything that one Auth0 tenant gets: the Actions that its feedback needs with their secrets, bound in order, one that
 * sends its phone messages, one that reports the codes of password resets, a client that looks up enrolled numbers, and a
 * log stream, each where the tenant says so.
 * Its id is the tenant's name.
 */
export class TenantStack extends TerraformStack {
  constructor(scope: Construct, id: string, { tenant, compiled, lookupPublicKeys }: TenantStackProps) {
    super(scope, id);
    this.addOverride("terraform.required_version", ">= 1.11");
    addBackend(this, id, tenant.backend);
    // Credentials come from the environment (AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET and the like), never from here.
    new Auth0Provider(this, "auth0", { domain: tenant.domain });

    secretVariables(this, tenant);
    const keys = looksUp(tenant) ? publicKeysOf(id, tenant, lookupPublicKeys) : undefined;
    const client =
      keys &&
      new LookupClient(this, {
        clientName: lookupClientName(tenant),
        domain: tenant.domain,
        publicKeys: keys.publicKeys,
      });
    const version = new SecretsVersion(this, client?.clientId, refusal(id, tenant) ?? keys?.refusal).value;
    if (hasSecrets(tenant)) new SentIds(this);
    const code = bundleActions(tenant, compiled);
    const names = actionNames(tenant);
    const deployed = (key: ActionKey) => {
      const { trigger, twilio } = definitionOf(key);
      const lookup = key === "mfaFeedback" ? client : undefined;
      return new DeployedAction(this, actionSource(key), {
        actionName: names[key],
        trigger,
        terraformName: terraformName(key),
        code: code[key],
        dependencies: actionDependencies(key),
        secrets: twilio && {
          values: [...secretValues(tenant.credentials, twilio), ...(lookup ? lookupValues(lookup.clientId) : [])],
          version,
        },
        dependsOn: lookup?.ready,
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

/** Without its keys a stack is synthesised all the same, for the other tenants' sake, and refuses to be planned. */
function publicKeysOf(
  id: string,
  tenant: Tenant,
  given: readonly string[] | undefined,
): { publicKeys: readonly string[]; refusal?: string } {
  try {
    return { publicKeys: given ?? keysInFile(id, tenant) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { publicKeys: [], refusal: error.message };
  }
}
