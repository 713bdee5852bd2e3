/** The address to give to `terraform apply -replace=…` after the secrets' values have changed. */
export const secretsVersionAddress = "terraform_data.secrets_version";

/** The trigger's list of Actions, which is never destroyed: the provider would unbind everybody's. */
export const bindingAddress = "auth0_trigger_actions.post_login";
