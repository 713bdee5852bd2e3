// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON configuration is open-ended
export type Block = Record<string, any>;

/** One stack in Terraform's JSON syntax, as `cdktf synth` writes it, as far as the local tenant reads it. */
export interface StackDocument {
  resource?: Record<string, Record<string, Block>>;
  data?: Record<string, Record<string, Block>>;
  variable?: Record<string, Block>;
}

/** A Terraform block that may be written once, in a list, or not at all. */
export function blocks(value: unknown): Block[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as Block];
}

/** Every resource of a type, by its Terraform address. */
export function resources(stack: StackDocument, type: string): [address: string, Block][] {
  return Object.entries(stack.resource?.[type] ?? {}).map(([name, block]) => [`${type}.${name}`, block]);
}
