import type { Environment } from "../support/environment";

/** Change where or on what Terraform works: another state, another folder, other arguments, another provider. */
const refused: readonly RegExp[] = [
  /^TF_WORKSPACE$/,
  /^TF_DATA_DIR$/,
  /^TF_CLI_ARGS(_.*)?$/,
  /^TF_REATTACH_PROVIDERS$/,
];

/** Say how Terraform reaches what it works on, or what it logs. Of the `http` backend's, none that is an address. */
const handedOn: readonly RegExp[] = [
  /^TF_CLI_CONFIG_FILE$/,
  /^TF_PLUGIN_CACHE_(DIR|MAY_BREAK_DEPENDENCY_LOCK_FILE)$/,
  /^TF_REGISTRY_(DISCOVERY_RETRY|CLIENT_TIMEOUT)$/,
  /^TF_PROVIDER_DOWNLOAD_RETRY$/,
  /^TF_TOKEN_/,
  /^TF_HTTP_(USERNAME|PASSWORD|UPDATE_METHOD|RETRY_MAX|RETRY_WAIT_MIN|RETRY_WAIT_MAX)$/,
  /^TF_HTTP_(CLIENT_CA_CERTIFICATE_PEM|CLIENT_CERTIFICATE_PEM|CLIENT_PRIVATE_KEY_PEM)$/,
  /^TF_LOG(_CORE|_PROVIDER|_PROVIDER_.*|_SDK.*|_PATH)?$/,
  /^TF_STATE_PERSIST_INTERVAL$/,
  /^TF_APPEND_USER_AGENT$/,
  /^TF_VAR_(TWILIO|AUTH0_LOOKUP)_/,
];

/** Names of variables that are set and that no verb may run with: Terraform would work elsewhere than `tenants.ts` says. */
export function refusedVariables(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => env[name] && matches(refused, name))
    .sort();
}

/**
 * The environment that Terraform gets: of Terraform's own variables (`TF_…`) only those that don't change where or what
 * it works on. It never asks and never calls home, and its workspace is `default`, whichever was selected by hand.
 */
export function terraformEnvironment(env: Environment): Environment {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith("TF_") || matches(handedOn, name));
  return {
    ...Object.fromEntries(kept),
    TF_WORKSPACE: "default",
    TF_INPUT: "0",
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
  };
}

function matches(patterns: readonly RegExp[], name: string): boolean {
  return patterns.some((pattern) => pattern.test(name));
}
