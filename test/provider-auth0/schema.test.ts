import { tidySchema } from "../../packages/provider-auth0/scripts/tidy-schema";
import { schemaResponse } from "../support/provider-double/schema";
import { committed, printed, source, version } from "./support/schema";

describe("the committed form of a provider's schema", () => {
  test("is the same for OpenTofu, which has the provider under another registry", () => {
    const { [source]: auth0 } = printed().provider_schemas;
    const tofu = { ...printed(), provider_schemas: { "registry.opentofu.org/auth0/auth0": auth0 } };
    expect(tidySchema(tofu, version)).toBe(committed);
  });

  test("is refused for the test double, which serves a part of it only", () => {
    const double = printed();
    double.provider_schemas[source].provider = (schemaResponse() as { provider: object }).provider;
    expect(() => tidySchema(double, version)).toThrow(
      expect.objectContaining({
        isUserError: true,
        message: expect.stringMatching(/^TF_CLI_CONFIG_FILE names the test double .*\nNothing was changed\. Unset it/),
      }),
    );
  });

  test("of the same version gives the committed bytes", () => {
    expect(tidySchema(printed(), version)).toBe(committed);
  });
});
