import { z } from "zod";
import { wrongShape } from "../errors";
import { formatUnknown } from "./errors";
import type { Block } from "./stack-document";

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

export type ShownResource = z.output<typeof shownResource>;

export interface ShownModule {
  resources?: ShownResource[] | undefined;
  child_modules?: ShownModule[] | undefined;
}

/** A module as `terraform show -json` prints its configuration. */
export interface ConfigModule {
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

const expression = z.looseObject({
  constant_value: z.unknown().optional(),
  references: z.array(z.string()).optional(),
});

/** An expression of a configuration: its value where that is written there, else what it refers to, the most exact first. */
export function expressionIn(value: unknown): { constant: unknown; references: readonly string[] } {
  const { constant_value: constant, references = [] } = expression.safeParse(value).data ?? {};
  return { constant, references };
}
