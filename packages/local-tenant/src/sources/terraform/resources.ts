import { z } from "zod";
import { notKnownYet, resourceNotAsExpected } from "./errors";
import { type Block, type StackDocument, shownAddress } from "./stack-document";

const text = z.string();
const flag = z.boolean().nullish();

/** A nested block, which Terraform takes alone, in a list, or not at all. */
function blocks<Schema extends z.ZodType>(schema: Schema) {
  const inList = (value: unknown) => (Array.isArray(value) ? value : [value]);
  return z.preprocess((value) => (value === undefined || value === null ? [] : inList(value)), z.array(schema));
}

const secrets = blocks(z.looseObject({ name: text, value: z.unknown().optional() }));

/** What is read of each type. Other members stay as they are. */
const schemas = {
  auth0_action: z.looseObject({
    name: text,
    code: text,
    runtime: text.nullish(),
    supported_triggers: blocks(z.looseObject({ id: text, version: text })),
    dependencies: blocks(z.looseObject({ name: text, version: text })),
    secrets,
    secrets_wo: secrets,
  }),
  auth0_trigger_actions: z.looseObject({
    trigger: text,
    actions: blocks(z.looseObject({ id: text, display_name: text })),
  }),
  auth0_trigger_action: z.looseObject({ trigger: text, action_id: text, display_name: text.nullish() }),
  auth0_phone_provider: z.looseObject({
    name: z.enum(["custom", "twilio"]),
    disabled: flag,
    configuration: blocks(z.looseObject({ delivery_methods: z.array(text).nullish() })),
  }),
  auth0_log_stream: z.looseObject({
    name: text,
    type: text,
    sink: blocks(z.looseObject({ http_endpoint: text.nullish() })),
  }),
  auth0_tenant: z.looseObject({}),
  auth0_guardian: z.looseObject({
    policy: text.nullish(),
    phone: blocks(z.looseObject({ enabled: flag, message_types: z.array(text).nullish() })),
  }),
  auth0_client: z.looseObject({ name: text, app_type: text.nullish(), grant_types: z.array(text).nullish() }),
  auth0_client_credentials: z.looseObject({
    client_id: text.nullish(),
    authentication_method: text.nullish(),
    private_key_jwt: blocks(z.looseObject({ credentials: blocks(z.looseObject({ pem: text })) })),
  }),
  auth0_client_grant: z.looseObject({ client_id: text.nullish(), audience: text.nullish(), scopes: z.array(text) }),
};

type ResourceType = keyof typeof schemas;

type Resources = { [Type in ResourceType]: z.output<(typeof schemas)[Type]> };

/** What is read of one resource of a type. */
export type Resource<Type extends ResourceType> = Resources[Type];

/** Typed so that a type's schema gives that type's resource. */
const schemaOf: { readonly [Type in ResourceType]: z.ZodType<Resources[Type]> } = schemas;

/**
 * Every resource of a type, by its Terraform address. Throws a `LocalTenantError` that names the argument that is not as the
 * provider has it, or that Terraform only knows once it has applied the plan.
 */
export function resources<Type extends ResourceType>(
  { resource = {} }: StackDocument,
  type: Type,
): [address: string, Resource<Type>][] {
  return Object.entries(resource[type] ?? {}).map(([name, block]) => {
    const address = `${type}.${name}`;
    return [address, as(schemaOf[type], block, address)];
  });
}

function as<Read>(schema: z.ZodType<Read>, block: Block, address: string): Read {
  const { success, data, error } = schema.safeParse(block);
  if (success) return data;
  const [issue] = error.issues;
  const shown = shownAddress(block);
  const { where, value } = placeIn(block, issue?.path ?? [], shown ?? address);
  throw shown !== undefined && value === undefined
    ? notKnownYet(where)
    : resourceNotAsExpected(where, issue?.message ?? "");
}

/** What is at a path, and the path in words: an entry of a list by its display name, where it has one. */
function placeIn(block: Block, path: readonly PropertyKey[], address: string): { where: string; value: unknown } {
  let value: unknown = block;
  let where = address;
  for (const part of path) {
    value = membersOf(value).get(String(part));
    const name = membersOf(value).get("display_name");
    where += typeof part === "number" && typeof name === "string" ? ` ${JSON.stringify(name)}` : `.${String(part)}`;
  }
  return { where, value };
}

function membersOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}
