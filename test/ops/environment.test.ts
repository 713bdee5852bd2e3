import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { managementClient } from "../../ops/auth0/client";
import { readEnvFile } from "../../ops/support/env-file";
import { requireSecrets } from "../../ops/support/require-secrets";
import { environmentOf } from "../../ops/terraform/tenant-environment";
import { withWorkspace } from "../../ops/terraform/workspace";
import { repoRoot } from "../../stacks/repo-root";
import { lookupKeyForm, secretNames, sendingKeyForms } from "../../stacks/secret-forms";
import { defineTenants } from "../../stacks/tenant";
import { recordedOutput } from "./support/recorded-output";

const { dev, token, placeholder, local } = defineTenants({
  dev: { domain: "tenant.example.com", credentials: "api-key" },
  token: { domain: "token.example.com", credentials: "auth-token" },
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

it("takes the caller's environment for a tenant at Auth0", async () => {
  const env = { ...CREDENTIALS, ...SECRETS, TF_LOG: "INFO" };
  expect(await environmentOf("dev", dev, env)).toEqual(env);
});

it("takes a variable that is set to nothing for one that is not set", async () => {
  expect(await environmentOf("dev", dev, { ...CREDENTIALS, TF_LOG: "" })).toEqual(CREDENTIALS);
});

it("names every secret that is missing, of the tenant's style of credentials", () => {
  const env = { ...CREDENTIALS, TF_VAR_TWILIO_ACCOUNT_SID: "AC" };
  expect(() => requireSecrets("dev", dev, env)).toThrow(
    /dev need secrets.*\n {2}TF_VAR_TWILIO_API_KEY\n {2}TF_VAR_TWILIO_API_KEY_SECRET\n {2}TF_VAR_TWILIO_VERIFY_SID$/,
  );
  expect(() => requireSecrets("token", token, env)).toThrow(
    /\n {2}TF_VAR_TWILIO_AUTH_TOKEN\n {2}TF_VAR_TWILIO_VERIFY_SID$/,
  );
  expect(() => requireSecrets("dev", dev, SECRETS)).not.toThrow();
});

it.each([{}, { AUTH0_CLIENT_ID: "id" }, { AUTH0_CLIENT_SECRET: "secret" }])(
  "says which credentials to set when there are only %j",
  async (given) => {
    await expect(managementClient(dev.domain, { ...given, ...SECRETS })).rejects.toMatchObject({
      isUserError: true,
      exitCode: 3,
      message: expect.stringMatching(/AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET[\s\S]*AUTH0_API_TOKEN/),
    });
  },
);

it.each(["TF_LOG", "TF_LOG_PROVIDER"])(
  "refuses AUTH0_DEBUG together with %s, which would log the secrets",
  async (log) => {
    const env = { ...CREDENTIALS, ...SECRETS, AUTH0_DEBUG: "true", [log]: "INFO" };
    await expect(environmentOf("dev", dev, env)).rejects.toThrow(/AUTH0_DEBUG and Terraform's log .* are both on/);
  },
);

it("refuses secrets of the caller's that are others than the file's, by name and not by value", async () => {
  const caller = { ...CREDENTIALS, ...SECRETS, TF_VAR_TWILIO_API_KEY: "SK-of-dev" };
  const refusal = environmentOf("dev", dev, caller, { ...SECRETS, TF_VAR_TWILIO_API_KEY: "SK-of-prod" });
  await expect(refusal).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/\.env\.dev set different values for\n {2}TF_VAR_TWILIO_API_KEY\nOne of them/),
  });
  await expect(refusal).rejects.not.toThrow(/SK-of/);
});

it("takes the same secret from both, and one that either leaves empty", async () => {
  const file = { ...SECRETS, TF_VAR_TWILIO_API_KEY: "" };
  const caller = { ...SECRETS, TF_VAR_TWILIO_VERIFY_SID: "" };
  expect(await environmentOf("dev", dev, caller, file)).toEqual(SECRETS);
});

it("says which file is not one that it can read", () => {
  const folder = mkdtempSync(join(tmpdir(), "environment-"));
  mkdirSync(join(folder, ".env.dev"));
  try {
    expect(() => readEnvFile("dev", folder)).toThrow(/\.env\.dev can't be read: EISDIR.*\nIt must be a file of lines/);
    expect(readEnvFile("prod", folder)).toEqual({});
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("says how to start the local tenant when it is not running", async () => {
  await expect(environmentOf("local", local, CREDENTIALS)).rejects.toThrow(/not running on localhost:9.*\n.*npm start/);
});

it("refuses a placeholder domain before it asks for anything", async () => {
  const request = {
    name: "placeholder",
    tenant: placeholder,
    tenants: { placeholder },
    caller: {},
    output: recordedOutput(),
    yes: true,
    confirm: jest.fn(),
  };
  await expect(withWorkspace(request, {}, jest.fn())).rejects.toMatchObject({
    isUserError: true,
    exitCode: 3,
    message: expect.stringContaining("placeholder domain your-dev-tenant.eu.auth0.com"),
  });
});

it("is described in .env.example, which sets every secret and the credentials to nothing", () => {
  const text = readFileSync(join(repoRoot, ".env.example"), "utf8");
  const uncommented = parseEnv(text.replace(/^# (TF_VAR_)/gm, "$1"));
  const optional = [...sendingKeyForms, lookupKeyForm].map(({ name }) => name);
  const names = [...secretNames("api-key"), ...secretNames("auth-token"), ...optional].map((name) => `TF_VAR_${name}`);
  expect(Object.keys(uncommented).sort()).toEqual([...new Set(names), "AUTH0_CLIENT_ID", "AUTH0_CLIENT_SECRET"].sort());
  expect(new Set(Object.values(uncommented))).toEqual(new Set([""]));
});
