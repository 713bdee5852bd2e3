import { textOfLiteral } from "../../stacks/terraform-literal";
import type { StackDocument } from "./stack-document";

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON plan is open-ended
type Json = any;

/** What Terraform takes of a block itself: a plan's document does not hold it. */
const META_ARGUMENTS = ["//", "lifecycle", "depends_on", "provider", "count", "for_each", "provisioner", "connection"];

/** The configuration that a saved plan carries, in the form of the stack that it was made from. */
export function configurationOf({ provider_config: providers, root_module: root }: Json): StackDocument {
  const document: StackDocument = {
    provider: { auth0: [unwrapped(providers?.auth0?.expressions ?? {})] },
    resource: {},
    data: {},
  };
  for (const { mode, type, name, expressions } of root?.resources ?? []) {
    const blocks = mode === "data" ? document.data : document.resource;
    blocks[type] ??= {};
    blocks[type][name] = unwrapped(expressions ?? {});
  }
  return document;
}

/** Terraform addresses of what two stacks say differently; `[]` when they are the same. */
export function differingBlocks(one: StackDocument, other: StackDocument): string[] {
  const [left, right] = [blocksOf(one), blocksOf(other)];
  const addresses = [...new Set([...left.keys(), ...right.keys()])].sort();
  return addresses.filter((address) => left.get(address) !== right.get(address));
}

/** The attributes of every object and data source, as one text each that is the same when they are. */
function blocksOf({ resource = {}, data = {} }: StackDocument): Map<string, string> {
  const found = new Map<string, string>();
  for (const [prefix, kinds] of [["", resource] as const, ["data.", data] as const]) {
    for (const [type, blocks] of Object.entries<Json>(kinds)) {
      for (const [name, block] of Object.entries<Json>(blocks)) {
        const attributes = Object.entries(block).filter(([key]) => !META_ARGUMENTS.includes(key));
        found.set(`${prefix}${type}.${name}`, JSON.stringify(comparable(Object.fromEntries(attributes))));
      }
    }
  }
  return found;
}

/** In a fixed order of keys; one nested block may stand alone or in a list. */
function comparable(value: Json, inList = true): Json {
  if (Array.isArray(value)) return value.map((member) => comparable(member));
  if (typeof value === "string") return textOfLiteral(value);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.keys(value).sort();
  const object = Object.fromEntries(entries.map((key) => [key, comparable(value[key], false)]));
  return inList ? object : [object];
}

/** A plan wraps each expression: `{ constant_value }`, which for JSON holds references too, or `{ references }`. */
function unwrapped(expression: Json): Json {
  if (Array.isArray(expression)) return expression.map(unwrapped);
  if (expression === null || typeof expression !== "object") return expression;
  if ("constant_value" in expression) return expression.constant_value;
  if (Array.isArray(expression.references)) return `\${${expression.references[0]}}`;
  return Object.fromEntries(Object.entries(expression).map(([key, value]) => [key, unwrapped(value)]));
}
