import { refuseDummies } from "../../ops/live/refuse-dummies";
import { dummySecrets, isDummySecret } from "../../ops/terraform/dummy-secrets";
import { defineTenants } from "../../stacks/tenant";

const tenants = defineTenants({
  dev: { domain: "tenant.example.com", credentials: "api-key" },
  token: { domain: "other.example.com", credentials: "auth-token" },
});

it.each(["dev", "token"] as const)(
  "makes well-formed dummies for every secret of %s, which no deploy takes",
  (name) => {
    const tenant = tenants[name];
    const dummies = dummySecrets(tenant);
    for (const [variable, value] of Object.entries(dummies)) {
      expect(value).toMatch(/_SID$|_KEY$/.test(variable) ? /^(AC|SK|VA)0{32}$/ : /^\S+$/);
      expect(() => refuseDummies({ name, tenant, env: { [variable]: value } })).toThrow(
        expect.objectContaining({ exitCode: 3, message: expect.stringContaining(`\n  ${variable}`) }),
      );
    }
    expect(Object.keys(dummies)).toHaveLength(name === "dev" ? 4 : 3);
  },
);

it("takes secrets that are real, or not there: that is preflight's to say", () => {
  const env = { TF_VAR_TWILIO_ACCOUNT_SID: `AC${"0".repeat(31)}1`, TF_VAR_TWILIO_API_KEY: "" };
  expect(() => refuseDummies({ name: "dev", tenant: tenants.dev, env })).not.toThrow();
  expect(isDummySecret(undefined)).toBe(false);
});
