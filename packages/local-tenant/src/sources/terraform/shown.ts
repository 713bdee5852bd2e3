import { secretNames } from "../secret-names";
import { type Configured, configuredAs, templateOf } from "./configuration";
import { notKnownYet } from "./errors";
import { expressionIn, type Shown, type ShownModule, type ShownResource } from "./shown-document";
import { type Block, blocks, onceEach, type StackDocument } from "./stack-document";

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
  const all = [...resources, ...data];
  const managed = resources.map((resource) => {
    const configured = configuredAs(resource.address, shown.configuration?.root_module);
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
    const { address, type } = resource;
    types[type] = { ...types[type], [nameOf(resource)]: { ...block, "//": { address } } };
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

/** A resource's values, with what Terraform does not know or not show filled in from how it is configured. */
function blockOf(resource: ShownResource, configured: Configured | undefined, all: readonly ShownResource[]): Block {
  const block: Record<string, unknown> = escaped(withoutNulls(resource.values ?? {}));
  if (resource.type === "auth0_tenant") return onceEach(block);
  const isAction = resource.type === "auth0_action";
  if (!configured) return isAction ? { ...block, secrets_wo: secretsOfCode(block) } : block;
  const { expressions } = configured;
  const text = (expression: unknown) => {
    const found = templateOf(expression, configured, all);
    if (found === undefined || "reference" in found) return found?.reference;
    return "target" in found ? `\${${referenceTo(found.target)}.${found.attribute}}` : escaped(found.constant);
  };
  for (const name of ["action_id", "client_id"]) block[name] ??= text(expressions[name]);
  if (isAction) {
    const secrets = withConfigured(blocks(block.secrets), blocks(expressions.secrets), text);
    const writeOnly = withConfigured(blocks(block.secrets_wo), blocks(expressions.secrets_wo), text);
    const hidden = block.secrets_wo_version !== undefined && writeOnly.length === 0;
    block.secrets = secrets;
    block.secrets_wo = hidden ? secretsOfCode(block) : writeOnly;
  }
  if (resource.type === "auth0_trigger_actions") {
    const entries = blocks(expressions.actions);
    if (block.actions === undefined) throw notKnownYet(`${resource.address}.actions`);
    block.actions = blocks(block.actions).map((entry, index, { length }) => {
      const configured = entries.length === length ? entries[index] : entryNamed(entry.display_name, entries);
      return { ...entry, id: entry.id ?? text(configured?.id) };
    });
  }
  return block;
}

/** Secrets as they are shown, with the values that the configuration gives to those without one. */
function withConfigured(
  shown: readonly Block[],
  configured: readonly Block[],
  text: (expression: unknown) => string | undefined,
): Block[] {
  const entries = configured.map(({ name, value }) => ({ name: text(name), value: text(value) }));
  const configuredValue = (name: unknown) => entries.find((entry) => entry.name === name)?.value;
  return shown.length > 0 ? shown.map(({ name, value }) => ({ name, value: value ?? configuredValue(name) })) : entries;
}

/**
 * The secrets of an Action that are not shown: a state has none that are written only, and a configuration does not show what
 * dynamic blocks make. Which they are is told by the code that reads them.
 */
function secretsOfCode({ code, secrets }: Block): Block[] {
  const there = blocks(secrets).map(({ name }) => name);
  return secretNames(typeof code === "string" ? code : "").flatMap((name) => (there.includes(name) ? [] : [{ name }]));
}

/** Dynamic blocks are not among the configured ones, so that these are not in the places of the planned ones. */
function entryNamed(displayName: unknown, entries: readonly Block[]): Block | undefined {
  const named = entries.filter(({ display_name: name }) => escaped(expressionIn(name).constant) === displayName);
  return named.length === 1 ? named[0] : undefined;
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
    const target = actions.find(({ values }) => name !== undefined && escaped(values?.name) === name);
    return target && `\${${referenceTo(target)}.id}`;
  };
  return {
    ...block,
    ...("action_id" in block && { action_id: link(block.action_id, "id") ?? named(block.display_name) }),
    ...(Boolean(block.client_id) && { client_id: link(block.client_id, "client_id") }),
    ...(Array.isArray(block.secrets) && {
      secrets: blocks(block.secrets).map(({ name, value }) => ({ name, value: link(value, "client_id") })),
    }),
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
  if (value === undefined) return value;
  return JSON.parse(
    JSON.stringify(value, (_key, part) => (typeof part === "string" ? part.replace(/([$%])\{/g, "$1$1{") : part)),
  );
}
