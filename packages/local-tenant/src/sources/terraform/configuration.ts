import { type ConfigModule, expressionIn, type ShownResource } from "./shown-document";
import type { Block } from "./stack-document";

/** One call of a module: where expressions stand. */
interface Scope {
  module: ConfigModule;
  /** Addresses in the module begin with it, instance keys included. */
  prefix: string;
  /** What called the module, and with which values. `undefined`: it is the root. */
  caller?: { scope: Scope; expressions: Block };
}

/** How a resource is configured. */
export interface Configured {
  expressions: Block;
  scope: Scope;
  /** The resource's own key among the instances of `count` or `for_each`: `[0]`, `["a"]`, or nothing. */
  instance: string;
}

/** What an expression comes down to: a text, an input variable of the root, or an attribute of a resource. */
export type Template = { constant: string } | { reference: string } | { target: ShownResource; attribute: string };

/** How the resource at an address is configured; `undefined` where nothing is known of it, as in a state. */
export function configuredAs(address: string, root: ConfigModule | undefined): Configured | undefined {
  let scope: Scope = { module: root ?? {}, prefix: "" };
  let rest = address;
  for (let call = modulePart(rest); call; call = modulePart(rest)) {
    const called = scope.module.module_calls?.[call.name];
    const prefix = `${scope.prefix}${call.part}`;
    scope = { module: called?.module ?? {}, prefix, caller: { scope, expressions: called?.expressions ?? {} } };
    rest = rest.slice(call.part.length);
  }
  const resource = scope.module.resources?.find((one) => one.address === withoutKeys(rest));
  const instance = /(\[.*\])?$/.exec(rest)?.[0] ?? "";
  return resource && { expressions: resource.expressions ?? {}, scope, instance };
}

/** What an expression of a resource is; `undefined` for one that is neither a text nor one reference. */
export function templateOf(
  expression: unknown,
  { scope, instance }: Pick<Configured, "scope" | "instance">,
  all: readonly ShownResource[],
): Template | undefined {
  const { constant, references } = expressionIn(expression);
  if (typeof constant === "string") return { constant };
  const [reference, ...others] = references;
  if (reference === undefined) return undefined;
  const variable = /^var\.(\w+)$/.exec(reference)?.[1];
  if (variable !== undefined) {
    if (!scope.caller) return { reference: `\${${reference}}` };
    return templateOf(scope.caller.expressions[variable], { scope: scope.caller.scope, instance: "" }, all);
  }
  const own = others.some((other) => other === "count.index" || other === "each.key") ? instance : "";
  return targetOf(reference, scope, own, all);
}

/** The attribute of the one resource that a reference leads to, through the outputs of modules. */
function targetOf(
  reference: string,
  scope: Scope,
  instance: string,
  all: readonly ShownResource[],
): Template | undefined {
  const [, call, name, output] = /^(module\.([\w-]+)(?:\[[^\]]*\])?)\.([\w-]+)$/.exec(reference) ?? [];
  const module = name === undefined ? undefined : scope.module.module_calls?.[name]?.module;
  const inner = expressionIn(module?.outputs?.[output ?? ""]?.expression).references[0];
  if (module && inner) return targetOf(inner, { module, prefix: `${scope.prefix}${call}.` }, "", all);
  const [, address, attribute = "id"] =
    /^((?:data\.)?\w+\.[\w-]+(?:\[[^\]]*\])?)(?:\.([\w-]+))?$/.exec(reference) ?? [];
  if (address === undefined) return undefined;
  const wanted = `${scope.prefix}${address}${instance}`;
  const exact = all.filter((resource) => resource.address === wanted);
  const targets = exact.length > 0 ? exact : all.filter((one) => withoutKeys(one.address) === withoutKeys(wanted));
  return targets.length === 1 ? { target: targets[0]!, attribute } : undefined;
}

function modulePart(address: string): { part: string; name: string } | undefined {
  const [part, name] = /^module\.([\w-]+)(?:\[[^\]]*\])?\./.exec(address) ?? [];
  return part === undefined || name === undefined ? undefined : { part, name };
}

function withoutKeys(address: string): string {
  return address.replace(/\[[^\]]*\]/g, "");
}
