import { type FeedbackKey, terraformName } from "./actions";

/** The address to give to `terraform apply -replace=…` after the secrets' values have changed. */
export const secretsVersionAddress = "terraform_data.secrets_version";

/** What is no secret of the secrets that were last sent. Replacing it with the variable given remembers what that says. */
export const sentIdsAddress = "terraform_data.secret_ids";

/** The input variable that {@link sentIdsAddress} is written with: JSON. */
export const sentIdsVariable = "secret_ids";

/** The trigger's list of Actions, which is never destroyed: the provider would unbind everybody's. */
export const bindingAddress = "auth0_trigger_actions.post_login";

/** The tenant's settings. Auth0 has one object of them: it is imported, never created, and never destroyed. */
export const tenantAddress = "auth0_tenant.settings";

/** MFA policy and factors, likewise; the provider's destroy would turn every factor off. */
export const guardianAddress = "auth0_guardian.mfa";

/** What outlives a destroy: the state forgets it, and the tenant keeps it. */
export const keptAddresses: readonly string[] = [bindingAddress, tenantAddress, guardianAddress];

/**
 * The input variable for the display name that the trigger shows of another team's Action; empty: the Action's name.
 * @param foreign its name as a data source, e.g. `before_0`.
 */
export function displayNameVariable(foreign: string): string {
  return `${foreign}_display_name`;
}

/** The list of the trigger that phone messages run, which takes one Action. */
export const phoneBindingAddress = "auth0_trigger_actions.custom_phone_provider";

/** Our place on the trigger of password resets. The provider adds it last, and takes it away alone. */
export const resetBindingAddress = "auth0_trigger_action.password_reset";

/** What makes that Action the tenant's phone provider. Terraform takes over the one that is there, and destroys it. */
export const phoneProviderAddress = "auth0_phone_provider.verify";

/** The log stream that tells the receiver of logins. */
export const logStreamAddress = "auth0_log_stream.feedback";

/** The token that the log stream sends; replacing it takes the next one. */
export const logStreamTokenAddress = "terraform_data.log_stream_token";

/** The token that the log stream is to send next; replacing it makes a new one. */
export const nextLogStreamTokenAddress = "terraform_data.log_stream_token_next";

/** The machine client that looks up enrolled numbers, its public keys, and what it may do. */
export const lookupClientAddress = "auth0_client.lookup";
export const lookupCredentialsAddress = "auth0_client_credentials.lookup";
export const lookupGrantAddress = "auth0_client_grant.lookup";

/** The name of a resource in its address: `mfa` of `auth0_guardian.mfa`. */
export function resourceName(address: string): string {
  return address.slice(address.indexOf(".") + 1);
}

/** Terraform's address of one of ours. */
export function actionAddress(key: FeedbackKey): string {
  return `auth0_action.${terraformName(key)}`;
}
