import { deploy } from "../../ops/deploy/deploy";
import { deployEnvironment } from "../../ops/deploy/environment";
import { defineTenants } from "../../stacks/tenant";

const { dev, token, placeholder, local } = defineTenants({
  dev: { domain: "tenant.example.com", credentials: "api-key" },
  token: { domain: "tenant.example.com", credentials: "auth-token" },
  placeholder: { domain: "your-dev-tenant.eu.auth0.com", credentials: "api-key" },
  local: { domain: "localhost:9", credentials: "auth-token" },
});
const CREDENTIALS = { AUTH0_CLIENT_ID: "id", AUTH0_CLIENT_SECRET: "secret" };
const SECRETS = {
  TF_VAR_TWILIO_ACCOUNT_SID: "AC",
  TF_VAR_TWILIO_API_KEY: "SK",
  TF_VAR_TWILIO_API_KEY_SECRET: "secret",
  TF_VAR_TWILIO_VERIFY_SID: "VA",
};

it("takes the caller's environment for a tenant at Auth0 when nothing is missing", async () => {
  const env = { ...CREDENTIALS, ...SECRETS, TF_LOG: "INFO" };
  expect(await deployEnvironment("dev", dev, env)).toEqual(env);
});

it("names every secret that is missing, of the tenant's style of credentials", async () => {
  const env = { ...CREDENTIALS, TF_VAR_TWILIO_ACCOUNT_SID: "AC" };
  await expect(deployEnvironment("dev", dev, env)).rejects.toThrow(
    /dev need secrets.*\n {2}TF_VAR_TWILIO_API_KEY\n {2}TF_VAR_TWILIO_API_KEY_SECRET\n {2}TF_VAR_TWILIO_VERIFY_SID$/,
  );
  await expect(deployEnvironment("token", token, env)).rejects.toThrow(
    /\n {2}TF_VAR_TWILIO_AUTH_TOKEN\n {2}TF_VAR_TWILIO_VERIFY_SID$/,
  );
});

it.each([{}, { AUTH0_CLIENT_ID: "id" }, { AUTH0_CLIENT_SECRET: "secret" }])(
  "says which credentials to set when there are only %j",
  async (given) => {
    await expect(deployEnvironment("dev", dev, { ...given, ...SECRETS })).rejects.toMatchObject({
      isUserError: true,
      exitCode: 2,
      message: expect.stringMatching(/AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET[\s\S]*AUTH0_API_TOKEN/),
    });
  },
);

it.each(["TF_LOG", "TF_LOG_PROVIDER"])(
  "refuses AUTH0_DEBUG together with %s, which would log the secrets",
  async (log) => {
    const env = { ...CREDENTIALS, ...SECRETS, AUTH0_DEBUG: "true", [log]: "INFO" };
    await expect(deployEnvironment("dev", dev, env)).rejects.toThrow(/AUTH0_DEBUG and Terraform's log .* are both on/);
  },
);

it("says how to start the local tenant when it is not running", async () => {
  await expect(deployEnvironment("local", local, CREDENTIALS)).rejects.toThrow(
    /not running on localhost:9.*\n.*npm start/,
  );
});

it("refuses a placeholder domain before it asks for anything", async () => {
  const synthesise = jest.fn();
  const options = {
    name: "placeholder",
    tenant: placeholder,
    synthesise,
    confirm: jest.fn(),
    env: {},
    rotateSecrets: false,
  };
  await expect(deploy(options)).rejects.toMatchObject({
    isUserError: true,
    exitCode: 2,
    message: expect.stringContaining("placeholder domain your-dev-tenant.eu.auth0.com"),
  });
  expect(synthesise).not.toHaveBeenCalled();
});
