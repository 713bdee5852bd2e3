import { z } from "zod";
import { textOfLiteral } from "../../stacks/terraform-literal";

/** Blocks by type and name, with their attributes in Terraform's JSON syntax. */
type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** What of a stack can be compared with another one. */
export interface Configuration {
  resource: Blocks;
  data: Blocks;
}

/** What Terraform takes of a block itself: a plan's document does not hold it. */
const META_ARGUMENTS = ["//", "lifecycle", "depends_on", "provider", "count", "for_each", "provisioner", "connection"];

const expressions = z.record(z.string(), z.unknown());

/** The configuration that a saved plan carries, as `terraform show -json` prints it. */
export const plannedConfiguration = z.object({
  provider_config: z.object({ auth0: z.object({ expressions: expressions.optional() }).optional() }).optional(),
  root_module: z
    .object({
      resources: z
        .array(z.object({ mode: z.string(), type: z.string(), name: z.string(), expressions: expressions.default({}) }))
        .optional(),
    })
    .optional(),
});

/** The same in the form of the stack that it was made from. */
export function configurationIn({ root_module: root }: z.output<typeof plannedConfiguration>): Configuration {
  const configuration: Configuration = { resource: {}, data: {} };
  for (const { mode, type, name, expressions } of root?.resources ?? []) {
    const blocks = mode === "data" ? configuration.data : configuration.resource;
    blocks[type] ??= {};
    blocks[type][name] = Object.fromEntries(Object.entries(expressions).map(([key, value]) => [key, unwrapped(value)]));
  }
  return configuration;
}

/** Which tenant a saved plan is for; `undefined` where it does not say. */
export function domainIn({ provider_config: providers }: z.output<typeof plannedConfiguration>): string | undefined {
  const domain = unwrapped(providers?.auth0?.expressions?.domain);
  return typeof domain === "string" ? domain : undefined;
}

/** Terraform addresses of what two stacks say differently; `[]` when they are the same. */
export function differingBlocks(one: Configuration, other: Configuration): string[] {
  const [left, right] = [blocksOf(one), blocksOf(other)];
  const addresses = [...new Set([...left.keys(), ...right.keys()])].sort();
  return addresses.filter((address) => left.get(address) !== right.get(address));
}

/** The attributes of every object and data source, as one text each that is the same when they are. */
function blocksOf({ resource, data }: Configuration): Map<string, string> {
  const found = new Map<string, string>();
  for (const [prefix, kinds] of [["", resource] as const, ["data.", data] as const]) {
    for (const [type, blocks] of Object.entries(kinds)) {
      for (const [name, block] of Object.entries(blocks)) {
        const attributes = Object.entries(block).filter(([key]) => !META_ARGUMENTS.includes(key));
        found.set(`${prefix}${type}.${name}`, JSON.stringify(comparable(Object.fromEntries(attributes))));
      }
    }
  }
  return found;
}

/** In a fixed order of keys; one nested block may stand alone or in a list. */
function comparable(value: unknown, inList = true): unknown {
  if (Array.isArray(value)) return value.map((member) => comparable(member));
  if (typeof value === "string") return textOfLiteral(value);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  const object = Object.fromEntries(keys.map((key) => [key, comparable(value[key], false)]));
  return inList ? object : [object];
}

/** A plan wraps each expression: `{ constant_value }`, which for JSON holds references too, or `{ references }`. */
function unwrapped(expression: unknown): unknown {
  if (Array.isArray(expression)) return expression.map(unwrapped);
  if (!isObject(expression)) return expression;
  if ("constant_value" in expression) return expression.constant_value;
  if (Array.isArray(expression.references)) return `\${${expression.references[0]}}`;
  return Object.fromEntries(Object.entries(expression).map(([key, value]) => [key, unwrapped(value)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
