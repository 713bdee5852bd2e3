import { Testing } from "cdktf";
import { secretsVersionAddress } from "../../stacks/addresses";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { secretNames } from "../../stacks/secret-forms";
import { defineTenants } from "../../stacks/tenant";
import { TenantStack } from "../../stacks/tenant-stack";
import { TerraformFolder, terraformIsInstalled } from "./support/terraform";

const hex = "0123456789abcdef0123456789abcdef";
const given = {
  TF_VAR_TWILIO_ACCOUNT_SID: `AC${hex}`,
  TF_VAR_TWILIO_API_KEY: `SK${hex}`,
  TF_VAR_TWILIO_API_KEY_SECRET: "a-secret-that-must-not-show",
  TF_VAR_TWILIO_VERIFY_SID: `VA${hex}`,
};

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

/**
 * The stack's own variables and version as they are synthesised; in the Action's place a resource of terraform's own,
 * so that no provider is needed.
 */
function withoutProvider(domain: string, credentials: "auth-token" | "api-key"): object {
  const tenants = defineTenants({ dev: { domain, credentials } });
  const stack = new TenantStack(Testing.app(), "dev", { tenant: tenants.dev, compiled });
  const { variable, resource, locals } = JSON.parse(Testing.synth(stack));
  const action = { input: resource.auth0_action.mfa_feedback.secrets_wo_version };
  return {
    terraform: { required_version: ">= 1.11" },
    variable,
    locals,
    resource: { terraform_data: { ...resource.terraform_data, action } },
  };
}

test("the address to replace is that of the stack's version", () => {
  const config = withoutProvider("acme.auth0.com", "api-key") as { resource: { terraform_data: object } };
  const [type, name] = secretsVersionAddress.split(".");
  expect([type, Object.keys(config.resource.terraform_data)]).toEqual([
    "terraform_data",
    expect.arrayContaining([name]),
  ]);
});

(terraformIsInstalled ? describe : describe.skip)("with the real terraform", () => {
  const folders: TerraformFolder[] = [];
  const start = (credentials: "auth-token" | "api-key", domain = "acme.auth0.com"): TerraformFolder => {
    const folder = new TerraformFolder(withoutProvider(domain, credentials));
    folders.push(folder);
    expect(folder.run(["init"])).toMatchObject({ status: 0 });
    return folder;
  };
  afterAll(() => {
    for (const folder of folders) folder.remove();
  });

  test("a forgotten secret is an error that names the variable to set", () => {
    const folder = start("api-key");
    const { status, output } = folder.run(["plan"]);
    expect(status).toBe(1);
    for (const name of secretNames("api-key")) {
      expect(output).toMatch(
        new RegExp(`${name} must be [^.]+\\. Set it in the environment variable TF_VAR_${name}\\.`),
      );
    }
  });

  test.each([
    ["TWILIO_ACCOUNT_SID", `SK${hex}`],
    ["TWILIO_API_KEY", `AC${hex}`],
    ["TWILIO_API_KEY_SECRET", "with space"],
    ["TWILIO_API_KEY_SECRET", "line\n"],
    ["TWILIO_VERIFY_SID", `VA${hex}0`],
  ])("a malformed %s is refused without being shown (%j)", (name, value) => {
    const { status, output } = folders[0]!.run(["plan"], { ...given, [`TF_VAR_${name}`]: value });
    expect(status).toBe(1);
    expect(output).toContain(`TF_VAR_${name}`);
    expect(output).not.toContain(value);
    expect(output).not.toContain(given.TF_VAR_TWILIO_API_KEY_SECRET);
  });

  test("with an auth token the account SID may be an API key's", () => {
    const folder = start("auth-token");
    const token = { TF_VAR_TWILIO_AUTH_TOKEN: "token", TF_VAR_TWILIO_VERIFY_SID: given.TF_VAR_TWILIO_VERIFY_SID };
    for (const prefix of ["AC", "SK"]) {
      expect(folder.run(["plan"], { ...token, TF_VAR_TWILIO_ACCOUNT_SID: `${prefix}${hex}` })).toMatchObject({
        status: 0,
      });
    }
  });

  test("a tenant that is still a placeholder can't be planned", () => {
    const { status, output } = start("api-key", "your-dev-tenant.eu.auth0.com").run(["plan"], given);
    expect(status).toBe(1);
    expect(output).toContain('Tenant "dev" still has the placeholder domain your-dev-tenant.eu.auth0.com');
    expect(output).toContain("Write your tenant's domain into tenants.ts (dev.domain).");
  });

  test("rotation takes a new version, plain applies keep it, and no secret is in state or plan", () => {
    const folder = start("api-key");
    const version = () => {
      const resources = folder.state().values.root_module.resources;
      return resources.find(({ address }) => address === "terraform_data.action")?.values.input as number;
    };
    const unchanged = () => {
      waitForNextSecond();
      return folder.run(["plan", "-detailed-exitcode"], given).status === 0;
    };

    expect(folder.run(["apply", "-auto-approve"], given)).toMatchObject({ status: 0 });
    const first = version();
    expect(String(first)).toMatch(/^20\d{12}$/);
    expect(unchanged()).toBe(true);

    const rotate = [`-replace=${secretsVersionAddress}`, "-out=rotation"];
    expect(folder.run(["plan", ...rotate], given)).toMatchObject({ status: 0 });
    expect(folder.run(["apply", "rotation"], given)).toMatchObject({ status: 0 });
    expect(version()).toBeGreaterThan(first);
    expect(unchanged()).toBe(true);
    expect(folder.holds(given.TF_VAR_TWILIO_API_KEY_SECRET)).toBe(false);
  });
});

/** The version is a time in seconds. */
function waitForNextSecond(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000 - (Date.now() % 1000) + 5);
}
