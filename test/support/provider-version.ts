import schema from "../../packages/provider-auth0/schema.json";

/** The version of the auth0/auth0 provider that the bindings, the stacks and so the tests are made for. */
export const PROVIDER_VERSION: string = schema.provider_versions["registry.terraform.io/auth0/auth0"];
