import type { z } from "zod";

type Schema = z.core.$ZodType;

/** What the definitions of the kinds of schemas hold that lead to another schema. */
interface Definition extends z.core.$ZodTypeDef {
  /** Of an object. */
  shape?: Readonly<Record<PropertyKey, Schema>>;
  /** Of a union. */
  options?: readonly Schema[];
  /** Of what is optional, has a default, or the like. */
  innerType?: Schema;
  /** Of a pipe. */
  in?: Schema;
  /** Of an array. */
  element?: Schema;
  /** Of a record. */
  valueType?: Schema;
}

/** Names of the settings that a schema knows at a path; `[]` where there is no object. */
export function knownSettings(schema: Schema, path: readonly PropertyKey[]): string[] {
  const { shape, options, innerType, element, valueType, in: input }: Definition = schema._zod.def;
  const [key, ...rest] = path;
  if (shape !== undefined) {
    if (key === undefined) return Object.keys(shape);
    const member = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return member === undefined ? [] : knownSettings(member, rest);
  }
  if (options !== undefined) return options.flatMap((option) => knownSettings(option, path));
  const inner = innerType ?? input;
  if (inner !== undefined) return knownSettings(inner, path);
  const member = element ?? valueType;
  return member === undefined || key === undefined ? [] : knownSettings(member, rest);
}
