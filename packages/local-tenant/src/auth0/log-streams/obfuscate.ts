import xxhash from "xxhash-wasm";
import { type PiiConfig, piiFieldNames } from "../management/resources/log-streams/pii";

let hasher: ReturnType<typeof xxhash> | undefined;

/** A copy of an entry with the values of those fields masked or hashed (64-bit xxHash in hexadecimal), however deep. */
export async function obfuscate(entry: unknown, { log_fields, method }: PiiConfig): Promise<unknown> {
  const hidden = new Set<string>(log_fields.flatMap((field) => piiFieldNames[field]));
  hasher ??= xxhash();
  const { h64ToString } = await hasher;
  const hide = (value: string) => (method === "mask" ? "*".repeat(value.length) : h64ToString(value));
  return walk(entry, (key, value) => (hidden.has(key) ? hide(value) : value));
}

function walk(value: unknown, change: (key: string, value: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (typeof value !== "object" || value === null) return value;
  const changed = Object.entries(value).map(([key, child]) => [
    key,
    typeof child === "string" ? change(key, child) : walk(child, change),
  ]);
  return Object.fromEntries(changed);
}
