import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root: string = join(__dirname, "..", "..", "..");
export const committed: string = readFileSync(join(root, "packages", "provider-auth0", "schema.json"), "utf8");
export const source = "registry.terraform.io/auth0/auth0";
export const version: string = JSON.parse(committed).provider_versions[source];

/** The schema as terraform prints it: with descriptions and functions, in another order. */
export function printed() {
  const schema = JSON.parse(committed);
  const auth0 = schema.provider_schemas[source];
  auth0.resource_schemas.auth0_action.block.description = "An Action.";
  auth0.resource_schemas.auth0_action.block.description_kind = "plain";
  auth0.resource_schemas = Object.fromEntries(Object.entries(auth0.resource_schemas).reverse());
  auth0.functions = {};
  delete schema.provider_versions;
  return schema;
}
