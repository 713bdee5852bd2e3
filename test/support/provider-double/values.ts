import { decode, ExtData, encode } from "@msgpack/msgpack";
import type { Block } from "./schema";

/** A Terraform value as the protocol carries it. An `ExtData` is a value that is not known yet. */
export type Value = null | string | number | boolean | ExtData | Value[] | ValueMap;
/** An object or block of Terraform values. */
export interface ValueMap {
  [name: string]: Value;
}

interface DynamicValue {
  msgpack: Uint8Array;
  json?: Uint8Array;
}

/** "Known after apply": message-pack extension 0, as Terraform writes it. */
export const UNKNOWN = new ExtData(0, new Uint8Array([0]));

/** Whether a value is known only after apply. */
export function isUnknown(value: Value | undefined): boolean {
  return value instanceof ExtData;
}

/** Reads a value from the wire; `null` is an object that does not exist (create's prior state, destroy's plan). */
export function fromWire(value: DynamicValue): ValueMap | null {
  if (value.msgpack.length > 0) return decode(value.msgpack) as ValueMap | null;
  return value.json && value.json.length > 0 ? JSON.parse(Buffer.from(value.json).toString("utf8")) : null;
}

/** Writes a value for the wire. */
export function toWire(value: ValueMap | null): DynamicValue {
  return { msgpack: encode(value) };
}

/** The members of a list or set value; none when it is null or not known. */
export function items(value: Value | undefined): ValueMap[] {
  return Array.isArray(value) ? (value as ValueMap[]) : [];
}

/** A string attribute, or undefined when it is null or not known. */
export function text(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function canonical(value: Value | undefined, set: boolean): string {
  if (!Array.isArray(value)) return JSON.stringify(value ?? []);
  const members = items(value).map((member) => JSON.stringify(Object.entries(member).sort()));
  return JSON.stringify(set ? members.sort() : members);
}

/** Whether two values are equal; null is as good as an empty list, and the order of `set` members does not count. */
export function equal(a: Value | undefined, b: Value | undefined, set = false): boolean {
  return canonical(a, set) === canonical(b, set);
}

/** The value with every attribute of the block's schema that is write-only set to null: such values live nowhere. */
export function withoutWriteOnly(value: ValueMap | null, block: Block): ValueMap | null {
  if (value === null) return null;
  const result: ValueMap = { ...value };
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (attribute.write_only) result[name] = null;
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    const inner = result[name];
    if (Array.isArray(inner)) result[name] = inner.map((item) => withoutWriteOnly(item as ValueMap, nested.block));
  }
  return result;
}

/** The value with each computed attribute that has no value marked as known after apply. */
export function withUnknownComputed(value: ValueMap, block: Block): ValueMap {
  const result: ValueMap = { ...value };
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (attribute.computed && (result[name] ?? null) === null) result[name] = UNKNOWN;
  }
  return result;
}

/** The value with nulls where something is still unknown: what may be stored after an apply. */
export function withoutUnknown(value: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, isUnknown(v) ? null : v]));
}

/** An object of the block's schema with nothing set. */
export function emptyObject(block: Block): ValueMap {
  const result: ValueMap = {};
  for (const name of Object.keys(block.attributes ?? {})) result[name] = null;
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    result[name] = nested.nesting_mode === "single" ? null : [];
  }
  return result;
}
