import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProviderDouble } from "../support/provider-double/build";
import { Provider } from "../support/provider-double/provider";
import { resourceBlock } from "../support/provider-double/schema";
import { emptyObject, fromWire, toWire, UNKNOWN, type ValueMap } from "../support/provider-double/values";
import { PROVIDER_VERSION } from "../support/provider-version";
import { terraformIn } from "../support/terraform";
import { type TestProvider, testProvider } from "../support/terraform-provider";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "provider-double-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function configure(domain: string) {
  return () =>
    new Provider().calls.Configure!({ config: toWire({ domain, api_token: "t" }), terraform_version: "1.11.4" });
}

it("refuses every domain that is not on this machine, and says what it is and what to do", () => {
  for (const domain of ["tenant.eu.auth0.com", "https://localhost.example.com", "127.0.0.1.example.com", "10.0.0.1"]) {
    expect(configure(domain)).toThrow("This is a test double of the auth0/auth0 provider");
  }
  for (const domain of ["localhost", "localhost:8443", "https://localhost:8443", "127.0.0.1:1", "[::1]:8443"]) {
    expect(configure(domain)).not.toThrow();
  }
});

it("says so when a resource is not part of it", () => {
  const config = toWire(emptyObject(resourceBlock("auth0_prompt")));
  const validate = () => new Provider().calls.ValidateResourceTypeConfig!({ type_name: "auth0_prompt", config });
  expect(validate).toThrow("auth0_prompt is not part of this test double");
});

it("takes a call that comes after Stop as any other, as the real provider does", async () => {
  const { calls } = new Provider();
  calls.Configure!({ config: toWire({ domain: "127.0.0.1:1", api_token: "t" }), terraform_version: "1.11.4" });
  calls.Stop!({});
  const current_state = toWire({ ...emptyObject(resourceBlock("auth0_action")), id: "act_1" });
  await expect(calls.ReadResource!({ type_name: "auth0_action", current_state })).rejects.toThrow("ECONNREFUSED");
});

it("plans computed attributes as unknown, keeps what is unknown, and drops write-only values", () => {
  const proposed: ValueMap = {
    ...emptyObject(resourceBlock("auth0_action")),
    name: UNKNOWN,
    secrets_wo: [{ name: "A", value: "a-secret" }],
  };
  const { planned_state } = new Provider().calls.PlanResourceChange!({
    type_name: "auth0_action",
    prior_state: toWire(null),
    proposed_new_state: toWire(proposed),
  });
  expect(fromWire(planned_state)).toMatchObject({
    id: UNKNOWN,
    name: UNKNOWN,
    version_id: UNKNOWN,
    runtime: UNKNOWN,
    deploy: null,
    secrets_wo: [{ name: "A", value: null }],
  });
});

it("replaces the list of a trigger when the trigger is another one", () => {
  const state = (trigger: string) => ({ id: "post-login", trigger, actions: [] });
  const { requires_replace } = new Provider().calls.PlanResourceChange!({
    type_name: "auth0_trigger_actions",
    prior_state: toWire(state("post-login")),
    proposed_new_state: toWire(state("credentials-exchange")),
  });
  expect(requires_replace).toEqual([{ steps: [{ attribute_name: "trigger" }] }]);
});

it("is built once when it is built several times at once", async () => {
  const cache = join(folder, "cache");
  const built = await Promise.all([cache, cache, cache].map(buildProviderDouble));
  expect(new Set(built.map(({ cliConfigFile }) => cliConfigFile)).size).toBe(1);
  expect(readdirSync(cache)).toHaveLength(1);
});

it("does not stand in where the real provider is required", async () => {
  const { TEST_PROVIDER_FILE, TF_CLI_CONFIG_FILE, REQUIRE_REAL_PROVIDER } = process.env;
  const used: TestProvider = await testProvider();
  const { cliConfigFile } = await buildProviderDouble();
  try {
    delete process.env.TEST_PROVIDER_FILE;
    Object.assign(process.env, { TF_CLI_CONFIG_FILE: cliConfigFile, REQUIRE_REAL_PROVIDER: "1" });
    if (used.kind === "real") expect((await testProvider()).kind).toBe("real");
    else await expect(testProvider()).rejects.toThrow("TF_CLI_CONFIG_FILE names the test double");
  } finally {
    for (const [name, value] of Object.entries({ TEST_PROVIDER_FILE, TF_CLI_CONFIG_FILE, REQUIRE_REAL_PROVIDER })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
});

it("makes Terraform show the refusal of another domain", async () => {
  const { cliConfigFile } = await buildProviderDouble();
  const required_providers = { auth0: { source: "auth0/auth0", version: PROVIDER_VERSION } };
  const post_login = { trigger: "post-login", actions: [{ id: "a", display_name: "a" }] };
  writeFileSync(
    join(folder, "main.tf.json"),
    JSON.stringify({
      terraform: { required_providers },
      provider: { auth0: { domain: "tenant.eu.auth0.com" } },
      resource: { auth0_trigger_actions: { post_login } },
    }),
  );
  const terraform = await terraformIn(folder, {
    TF_CLI_CONFIG_FILE: cliConfigFile,
    AUTH0_CLIENT_ID: "id",
    AUTH0_CLIENT_SECRET: "a-secret",
  });
  expect(await terraform.init()).toMatchObject({ exit: 0 });
  const { exit, output } = await terraform.plan();
  expect(exit).toBe(1);
  expect(output).toContain("This is a test double of the auth0/auth0 provider");
  expect(output).not.toContain("a-secret");
});
