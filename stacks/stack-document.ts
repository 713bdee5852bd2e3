import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "./errors";

/** A nested block, which Terraform takes alone or in a list. */
function blocks<Schema extends z.ZodType>(schema: Schema) {
  return z.union([z.array(schema), schema.transform((block) => [block])]);
}

function named<Schema extends z.ZodType>(schema: Schema) {
  return z.record(z.string(), schema);
}

const anything = z.looseObject({});
const bound = z.looseObject({ id: z.string(), display_name: z.string() });
const pem = z.looseObject({ pem: z.string() });

/**
 * A stack in Terraform's JSON syntax, as far as it is read: by type and name. Every string is a template; `textOfLiteral`
 * gives the text of one that holds no expression. What is not named here is kept as it stands.
 */
export const stackDocument = z.looseObject({
  terraform: z
    .looseObject({
      backend: z.looseObject({ local: z.looseObject({ path: z.string() }).optional() }).optional(),
      required_providers: z.looseObject({ auth0: z.looseObject({ version: z.string() }).optional() }).optional(),
    })
    .optional(),
  provider: z.looseObject({ auth0: blocks(z.looseObject({ domain: z.string().optional() })).optional() }).optional(),
  variable: named(anything).default({}),
  resource: z
    .object({
      auth0_action: named(
        z.looseObject({
          name: z.string(),
          code: z.string(),
          runtime: z.string(),
          dependencies: blocks(z.looseObject({ name: z.string(), version: z.string() })).optional(),
          secrets_wo: blocks(z.looseObject({ name: z.string(), value: z.string() })).optional(),
        }),
      ).default({}),
      auth0_trigger_actions: named(z.looseObject({ actions: blocks(bound) })).default({}),
      auth0_trigger_action: named(z.looseObject({ action_id: z.string() })).default({}),
      auth0_phone_provider: named(
        z.looseObject({ configuration: blocks(z.looseObject({ delivery_methods: z.array(z.string()) })) }),
      ).default({}),
      auth0_log_stream: named(
        z.looseObject({
          name: z.string(),
          sink: blocks(z.looseObject({ http_endpoint: z.string(), http_content_format: z.string() })),
          filters: blocks(z.looseObject({ name: z.string() })).optional(),
        }),
      ).default({}),
      auth0_client: named(anything).default({}),
      auth0_client_credentials: named(
        z.looseObject({ private_key_jwt: blocks(z.looseObject({ credentials: blocks(pem) })) }),
      ).default({}),
      auth0_client_grant: named(z.looseObject({ audience: z.string(), scopes: z.array(z.string()) })).default({}),
      auth0_tenant: named(anything).default({}),
      auth0_guardian: named(anything).default({}),
      terraform_data: named(anything).default({}),
    })
    .catchall(named(anything))
    .prefault({}),
  data: z
    .object({ auth0_action: named(z.looseObject({ name: z.string() })).default({}) })
    .catchall(named(anything))
    .prefault({}),
  import: z.array(z.object({ to: z.string(), id: z.string() })).default([]),
  removed: z.array(z.looseObject({ from: z.string() })).default([]),
});

export type StackDocument = z.output<typeof stackDocument>;

/** The file that a synth writes into a stack's folder. */
export function stackFile(folder: string): string {
  return join(folder, "cdk.tf.json");
}

/** Reads a stack, of this version or an earlier one. @throws UserError when there is none in the folder. */
export function readStackDocument(folder: string): StackDocument {
  return readConfiguration(stackFile(folder), stackDocument);
}

/** Reads a file in Terraform's JSON syntax. @throws UserError when it is not there, or not as the schema says. */
export function readConfiguration<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new UserError(`${file} can't be read: ${reasonOf(error)}.\nWrite it with: npm run synth`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return (error as Error).message;
  const [issue] = error.issues;
  return `${issue?.path.join(".")} is not what a stack has there (${issue?.message})`;
}
