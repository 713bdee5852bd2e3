import { environmentOf } from "../../ops/terraform/tenant-environment";
import { refusedVariables, terraformEnvironment } from "../../ops/terraform/variables";
import { defineTenants } from "../../stacks/tenant";

/** What each variable of Terraform's documentation becomes: "Environment Variables", "Command-line configuration", backends. */
const documented = {
  TF_LOG: "handed on",
  TF_LOG_CORE: "handed on",
  TF_LOG_PROVIDER: "handed on",
  TF_LOG_PATH: "handed on",
  TF_INPUT: "ours",
  TF_IN_AUTOMATION: "ours",
  CHECKPOINT_DISABLE: "ours",
  TF_VAR_TWILIO_VERIFY_SID: "handed on",
  TF_VAR_region: "left out",
  TF_CLI_ARGS: "refused",
  TF_CLI_ARGS_plan: "refused",
  TF_CLI_ARGS_apply: "refused",
  TF_CLI_ARGS_init: "refused",
  TF_DATA_DIR: "refused",
  TF_WORKSPACE: "refused",
  TF_REATTACH_PROVIDERS: "refused",
  TF_REGISTRY_DISCOVERY_RETRY: "handed on",
  TF_REGISTRY_CLIENT_TIMEOUT: "handed on",
  TF_PROVIDER_DOWNLOAD_RETRY: "handed on",
  TF_STATE_PERSIST_INTERVAL: "handed on",
  TF_CLI_CONFIG_FILE: "handed on",
  TF_PLUGIN_CACHE_DIR: "handed on",
  TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "handed on",
  TF_TOKEN_app_terraform_io: "handed on",
  TF_IGNORE: "left out",
  TF_CLOUD_ORGANIZATION: "left out",
  TF_CLOUD_HOSTNAME: "left out",
  TF_CLOUD_PROJECT: "left out",
  TF_HTTP_ADDRESS: "left out",
  TF_HTTP_LOCK_ADDRESS: "left out",
  TF_HTTP_LOCK_METHOD: "left out",
  TF_HTTP_UNLOCK_ADDRESS: "left out",
  TF_HTTP_UNLOCK_METHOD: "left out",
  TF_HTTP_UPDATE_METHOD: "handed on",
  TF_HTTP_USERNAME: "handed on",
  TF_HTTP_PASSWORD: "handed on",
  TF_HTTP_RETRY_MAX: "handed on",
  TF_HTTP_RETRY_WAIT_MIN: "handed on",
  TF_HTTP_RETRY_WAIT_MAX: "handed on",
  TF_HTTP_CLIENT_CA_CERTIFICATE_PEM: "handed on",
  TF_HTTP_CLIENT_CERTIFICATE_PEM: "handed on",
  TF_HTTP_CLIENT_PRIVATE_KEY_PEM: "handed on",
} as const;

test.each(Object.entries(documented))("%s is %s", (name, fate) => {
  const given = "given-by-the-caller";
  const reaches = terraformEnvironment({ [name]: given })[name];
  expect(refusedVariables({ [name]: given })).toEqual(fate === "refused" ? [name] : []);
  if (fate === "handed on") expect(reaches).toBe(given);
  else expect(reaches).not.toBe(given);
  expect(refusedVariables({ [name]: "" })).toEqual([]);
});

test("a variable of Terraform's that nobody knows yet does not reach it, and what is not Terraform's does", () => {
  const given = { TF_SOMETHING_NEW: "1", AWS_REGION: "eu-central-1", PGUSER: "ana", PATH: "bin" };
  const { AWS_REGION, PGUSER, PATH, TF_SOMETHING_NEW } = terraformEnvironment(given);
  expect({ AWS_REGION, PGUSER, PATH }).toEqual({ AWS_REGION: "eu-central-1", PGUSER: "ana", PATH: "bin" });
  expect(TF_SOMETHING_NEW).toBeUndefined();
});

test("a verb refuses them by name, whether the shell or .env.<tenant> sets them", async () => {
  const { dev } = defineTenants({ dev: { domain: "dev.eu.auth0.com", credentials: "api-key" } });
  const refusal = environmentOf("dev", dev!, { TF_WORKSPACE: "staging" }, { TF_CLI_ARGS_plan: "-refresh=false" });
  await expect(refusal).rejects.toMatchObject({
    message: expect.stringMatching(/\n {2}TF_CLI_ARGS_plan\n {2}TF_WORKSPACE\nUnset/),
    exitCode: 3,
  });
});
