import schemas from "../../../packages/provider-auth0/schema.json";

interface Attribute {
  type: unknown;
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  sensitive?: boolean;
  write_only?: boolean;
}

/** A block of `terraform providers schema -json`. */
export interface Block {
  attributes?: Record<string, Attribute>;
  block_types?: Record<string, { nesting_mode: string; block: Block; min_items?: number; max_items?: number }>;
}

interface SchemaFile {
  provider: { version: number; block: Block };
  resource_schemas: Record<string, { version: number; block: Block }>;
  data_source_schemas: Record<string, { version: number; block: Block }>;
}

/** The real provider's schema, as the bindings are generated from it. */
export const SCHEMA = schemas.provider_schemas["registry.terraform.io/auth0/auth0"] as unknown as SchemaFile;

/** Schema of one resource type; the type is one that the schema file knows. */
export function resourceBlock(type: string): Block {
  return SCHEMA.resource_schemas[type]!.block;
}

/** Schema of one data source; the type is one that the schema file knows. */
export function dataSourceBlock(type: string): Block {
  return SCHEMA.data_source_schemas[type]!.block;
}

const NESTING: Record<string, number> = { single: 1, list: 2, set: 3 };

function wireBlock(block: Block): object {
  return {
    attributes: Object.entries(block.attributes ?? {}).map(([name, { type, ...flags }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      ...flags,
    })),
    block_types: Object.entries(block.block_types ?? {}).map(([type_name, nested]) => ({
      type_name,
      block: wireBlock(nested.block),
      nesting: NESTING[nested.nesting_mode],
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
    })),
  };
}

function wireSchema(schema: { version: number; block: Block }): { version: number; block: object } {
  return { version: schema.version, block: wireBlock(schema.block) };
}

function wireSchemas(all: Record<string, { version: number; block: Block }>): Record<string, object> {
  return Object.fromEntries(Object.entries(all).map(([type, schema]) => [type, wireSchema(schema)]));
}

/** The answer to `GetSchema`. */
export function schemaResponse(): object {
  const provider = wireSchema(SCHEMA.provider);
  return {
    // What `npm run schema` knows the double by.
    provider: { ...provider, block: { ...provider.block, description: "A test double of auth0/auth0" } },
    resource_schemas: wireSchemas(SCHEMA.resource_schemas),
    data_source_schemas: wireSchemas(SCHEMA.data_source_schemas),
    // As the real one: Terraform then asks for the schema once a command, not once for each start of the plugin.
    server_capabilities: { get_provider_schema_optional: true },
  };
}
