import type { z } from "zod";

// biome-ignore lint/suspicious/noExplicitAny: each kind of schema has its own definition
type Definition = any;

/** Names of the settings that a schema knows at a path; `[]` where there is no object. */
export function knownSettings(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const { type, shape, options, innerType, element, valueType, in: input }: Definition = schema._zod.def;
  const [key, ...rest] = path;
  if (type === "object") {
    if (key === undefined) return Object.keys(shape);
    return Object.hasOwn(shape, key) ? knownSettings(shape[key], rest) : [];
  }
  if (type === "union") return options.flatMap((option: z.core.$ZodType) => knownSettings(option, path));
  const inner = innerType ?? input;
  if (inner !== undefined) return knownSettings(inner, path);
  const member = element ?? valueType;
  return member === undefined || key === undefined ? [] : knownSettings(member, rest);
}
