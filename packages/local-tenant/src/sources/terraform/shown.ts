import { z } from "zod";
import { wrongShape } from "../errors";
import { formatUnknown } from "./errors";
import { type Block, blocks, type StackDocument } from "./stack-document";

const values = z.record(z.string(), z.unknown());
const shownResource = z.looseObject({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  values: values.optional(),
});
const shownModule = z.looseObject({
  resources: z.array(shownResource).optional(),
  get child_modules(): z.ZodOptional<z.ZodArray<z.ZodType<ShownModule>>> {
    return z.array(shownModule).optional();
  },
});
const configModule = z.looseObject({
  resources: z.array(z.looseObject({ address: z.string(), expressions: values.optional() })).optional(),
  get module_calls(): z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodType<ModuleCall>>> {
    return z
      .record(z.string(), z.looseObject({ module: configModule.optional(), expressions: values.optional() }))
      .optional();
  },
  outputs: z.record(z.string(), z.looseObject({ expression: z.unknown().optional() })).optional(),
});
const root = z.looseObject({ root_module: shownModule.optional() });

const shownDocument = z.looseObject({
  /** Of a state. */
  values: root.optional(),
  /** Of a plan. */
  planned_values: root.optional(),
  prior_state: z.looseObject({ values: root.optional() }).optional(),
  configuration: z.looseObject({ root_module: configModule.optional() }).optional(),
  variables: z.record(z.string(), z.looseObject({ value: z.unknown().optional() })).optional(),
});

/** What `terraform show -json` prints of a plan or of a state, as far as it is read. */
export type Shown = z.output<typeof shownDocument>;

type ShownResource = z.output<typeof shownResource>;

interface ShownModule {
  resources?: ShownResource[] | undefined;
  child_modules?: ShownModule[] | undefined;
}

interface ConfigModule {
  resources?: { address: string; expressions?: Block | undefined }[] | undefined;
  module_calls?: Record<string, ModuleCall> | undefined;
  outputs?: Record<string, { expression?: unknown }> | undefined;
}

interface ModuleCall {
  module?: ConfigModule | undefined;
  expressions?: Block | undefined;
}

const versioned = z.looseObject({ format_version: z.string() });

/** The major version is raised when members change. */
const FORMAT = /^[01]\./;

/**
 * Takes parsed JSON as what Terraform shows; `undefined` for any other document. Throws a `LocalTenantError` for a newer
 * format and for another form, which names the file.
 */
export function shownIn(json: unknown, file: string): Shown | undefined {
  const format = versioned.safeParse(json).data?.format_version;
  if (format === undefined) return undefined;
  if (!FORMAT.test(format)) throw formatUnknown(file, format);
  const { success, data, error } = shownDocument.safeParse(json);
  if (!success) {
    const [issue] = error.issues;
    throw wrongShape(file, issue?.path.join(".") || "it", `is not as Terraform shows it: ${issue?.message}`);
  }
  return data.planned_values || data.values ? data : undefined;
}

/**
 * A shown plan or state as the stack that it came from, its values as literals and what it refers to as references. What is
 * not Auth0's is left out.
 */
export function stackOfShown(shown: Shown): StackDocument {
  const root = shown.planned_values?.root_module ?? shown.values?.root_module;
  const resources = resourcesOf(root).filter(({ mode, type }) => mode === "managed" && type.startsWith("auth0_"));
  const data = [...resourcesOf(root), ...resourcesOf(shown.prior_state?.values?.root_module)].filter(
    ({ mode, type }) => mode === "data" && type === "auth0_action",
  );
  const config = configOf(shown.configuration?.root_module);
  const all = [...resources, ...data];
  const managed = resources.map((resource) => {
    const configured = config.get(withoutIndices(resource.address));
    return [resource, linked(blockOf(resource, configured, all), all)] as const;
  });
  return {
    resource: byType(managed),
    data: byType(data.map((each) => [each, each.values?.name === undefined ? {} : { name: each.values.name }])),
    variable: variablesOf(shown),
  };
}

function byType(entries: readonly (readonly [ShownResource, Block])[]): Record<string, Record<string, Block>> {
  const types: Record<string, Record<string, Block>> = {};
  for (const [resource, block] of entries) {
    types[resource.type] = { ...types[resource.type], [nameOf(resource)]: block };
  }
  return types;
}

function resourcesOf({ resources = [], child_modules: children = [] }: ShownModule = {}): ShownResource[] {
  return [...resources, ...children.flatMap(resourcesOf)];
}

/** Unique among the resources of a type, and a name that Terraform allows: modules and indices are part of it. */
function nameOf({ address, type }: Pick<ShownResource, "address" | "type">): string {
  return address
    .replace(/^data\./, "")
    .replace(`${type}.`, "")
    .replace(/[^\w-]+/g, "_");
}

function referenceTo(resource: ShownResource): string {
  return `${resource.mode === "data" ? "data." : ""}${resource.type}.${nameOf(resource)}`;
}

interface Configured {
  expressions: Block;
  module: ConfigModule;
  /** Addresses in the module begin with it. */
  prefix: string;
  /** What a variable of the module is at the root: `var.name`, or `undefined`. */
  variable(name: string): string | undefined;
}

function configOf(
  module: ConfigModule = {},
  prefix = "",
  variable = (name: string): string | undefined => `var.${name}`,
): Map<string, Configured> {
  const own = (module.resources ?? []).map(
    ({ address, expressions = {} }) => [`${prefix}${address}`, { expressions, module, prefix, variable }] as const,
  );
  const called = Object.entries(module.module_calls ?? {}).flatMap(([name, { module: child, expressions }]) => [
    ...configOf(child, `${prefix}module.${name}.`, (inner) => {
      const [reference] = referencesIn(expressions?.[inner]);
      return reference?.startsWith("var.") ? variable(reference.slice(4)) : undefined;
    }),
  ]);
  return new Map([...own, ...called]);
}

/** A resource's values, with what Terraform does not know or not show filled in from how it is configured. */
function blockOf(resource: ShownResource, configured: Configured | undefined, all: readonly ShownResource[]): Block {
  const block: Record<string, unknown> = escaped(withoutNulls(resource.values ?? {}));
  if (resource.type === "auth0_tenant") return onceEach(block);
  if (!configured) return block;
  const { expressions } = configured;
  const text = (expression: unknown) => textOf(expression, configured, all);
  for (const name of ["action_id", "client_id"]) block[name] ??= text(expressions[name]);
  if (resource.type === "auth0_action") {
    const entries = blocks(expressions.secrets_wo).map(({ name, value }) => ({ name: text(name), value: text(value) }));
    const named = (name: unknown) => entries.find((entry) => entry.name === name);
    const shown = blocks(block.secrets_wo).map(({ name, value }) => ({ name, value: value ?? named(name)?.value }));
    block.secrets_wo = shown.length > 0 ? shown : entries;
  }
  if (resource.type === "auth0_trigger_actions") {
    const entries = blocks(expressions.actions);
    block.actions = blocks(block.actions).map((entry, index) => ({
      ...entry,
      id: entry.id ?? text(entries[index]?.id),
    }));
  }
  return block;
}

/** An expression that is a text or one reference, as a Terraform string; `undefined` for every other one. */
function textOf(
  expression: unknown,
  { module, prefix, variable }: Configured,
  all: readonly ShownResource[],
): string | undefined {
  const constant = expressionSchema.safeParse(expression).data?.constant_value;
  if (typeof constant === "string") return escaped(constant);
  const [reference] = referencesIn(expression);
  if (reference === undefined) return undefined;
  if (reference.startsWith("var.")) {
    const name = variable(reference.slice("var.".length));
    return name && `\${${name}}`;
  }
  const address = addressOf(reference, module, prefix);
  const targets = all.filter((one) => one.address === address || withoutIndices(one.address) === address);
  const attribute = reference.split(".").at(-1);
  return targets.length === 1 ? `\${${referenceTo(targets[0]!)}.${attribute}}` : undefined;
}

const expressionSchema = z.looseObject({
  constant_value: z.unknown().optional(),
  references: z.array(z.string()).optional(),
});

/** What an expression refers to, the most exact first. */
function referencesIn(expression: unknown): string[] {
  return expressionSchema.safeParse(expression).data?.references ?? [];
}

/** The address of the resource that a reference names, through the outputs of modules. */
function addressOf(reference: string, module: ConfigModule, prefix: string): string {
  const [, called, output] = /^module\.([\w-]+)\.([\w-]+)$/.exec(reference) ?? [];
  const child = called === undefined ? undefined : module.module_calls?.[called]?.module;
  const inner = referencesIn(child?.outputs?.[output ?? ""]?.expression)[0];
  if (child && inner) return addressOf(inner, child, `${prefix}module.${called}.`);
  return `${prefix}${reference.replace(/\.[\w-]+$/, "")}`;
}

function withoutIndices(address: string): string {
  return address.replace(/\[[^\]]*\]/g, "");
}

/** Settings of a tenant: blocks that may be there once as what is in them; what is empty says nothing. */
function onceEach({ id: _ofTerraform, ...block }: Block): Block {
  const entries = Object.entries(block).filter(
    ([, value]) => value !== "" && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) && typeof value[0] === "object" ? value[0] : value]),
  );
}

/** Ids of Actions and applications as references, and Actions that are bound by a name alone, when that is theirs. */
function linked(block: Block, all: readonly ShownResource[]): Block {
  const actions = all.filter(({ type }) => type === "auth0_action");
  const link = (id: unknown, attribute: "id" | "client_id") => {
    const target = all.find(({ type, values }) => type !== "auth0_client_grant" && id && values?.[attribute] === id);
    return target && ["auth0_action", "auth0_client"].includes(target.type)
      ? `\${${referenceTo(target)}.${attribute}}`
      : id;
  };
  const named = (name: unknown) => {
    const target = actions.find(({ values }) => values?.name === name);
    return target && `\${${referenceTo(target)}.id}`;
  };
  return {
    ...block,
    ...(Boolean(block.action_id) && { action_id: link(block.action_id, "id") }),
    ...(Boolean(block.client_id) && { client_id: link(block.client_id, "client_id") }),
    ...(Array.isArray(block.actions) && {
      actions: blocks(block.actions).map((entry) => ({
        ...entry,
        id: link(entry.id, "id") ?? named(entry.display_name),
      })),
    }),
  };
}

function variablesOf({ variables = {} }: Shown): Record<string, Block> {
  return Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, { default: value }]));
}

function withoutNulls(value: Block): Block {
  return JSON.parse(JSON.stringify(value, (_key, part) => (part === null ? undefined : part)));
}

/** Text as a Terraform template that says just that. */
function escaped<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_key, part) => (typeof part === "string" ? part.replace(/([$%])\{/g, "$1$1{") : part)),
  );
}
