import type { AnyNode } from "acorn";
import type { ActionSource, Use } from "./action-source";
import { useOfGlobal, useOfModule } from "./code-outside";
import type { Effects, Seen } from "./found-effects";

const MFA = /^(authentication\.(challengeWith|challengeWithAny|enrollWith|enrollWithAny)|multifactor\.enable)$/;
const PAUSES =
  /^(authentication\.(challengeWith|challengeWithAny|enrollWith|enrollWithAny)|redirect\.sendUserTo|prompt\.render)$/;

/** Looks at every use of `api`, of the event, of Twilio and of the network. */
export function effectsIn(source: ActionSource): Effects {
  const found: Effects = { mfa: [], reports: false, pauses: [], others: [], doubts: [], reads: [] };
  if (source.unread) found.doubts.push({ kind: "unknown-handler" });
  for (const use of source.uses) {
    const [root = ""] = use.origin;
    if (root === "event") readOfEvent(use, found);
    else if (root === "api") useOfApi(source, use, found);
    else if (root.startsWith("module ")) useOfModule(source, use, found);
  }
  for (const use of source.globals) useOfGlobal(source, use, found);
  for (const word of ["constructor", "import()"]) {
    if (source.words.has(word)) found.doubts.push({ kind: "evaluation", name: word });
  }
  if (source.ambiguous.length > 0) found.doubts.push({ kind: "ambiguous-names", names: source.ambiguous });
  for (const key of ["pauses", "reads"] as const) found[key] = [...new Set(found[key])];
  for (const key of ["others", "doubts"] as const) found[key] = withoutRepetition(found[key]);
  return found;
}

function withoutRepetition(seen: readonly Seen[]): Seen[] {
  return [...new Map(seen.map((one) => [JSON.stringify(one), one])).values()];
}

function readOfEvent(use: Use, { reads }: Effects): void {
  if (use.ancestors.some(isLogging)) return;
  if (use.followed || (use.origin.length <= 2 && isTest(use))) return;
  reads.push(use.origin.slice(1, 3).join(".") || "event");
}

function isLogging(node: AnyNode): boolean {
  return (
    node.type === "CallExpression" &&
    node.callee.type === "MemberExpression" &&
    node.callee.object.type === "Identifier" &&
    node.callee.object.name === "console"
  );
}

function useOfApi(source: ActionSource, use: Use, found: Effects): void {
  const [call] = use.calls;
  if (use.computed) found.doubts.push({ kind: "chosen", of: "api" });
  else if (call) calledOnApi(source, call.origin.slice(1).join("."), call.args, found);
  else if (!use.followed && !isTest(use)) found.doubts.push({ kind: "passed-on", of: "api" });
}

/** Only whether there is such a thing is asked. */
function isTest({ node, ancestors }: Use): boolean {
  const parent = ancestors.at(-1);
  if (parent?.type === "UnaryExpression") return ["typeof", "!"].includes(parent.operator);
  if (parent?.type === "IfStatement" || parent?.type === "ConditionalExpression") return parent.test === node;
  return parent?.type === "ExpressionStatement";
}

function calledOnApi(source: ActionSource, name: string, args: readonly AnyNode[], found: Effects): void {
  if (PAUSES.test(name)) found.pauses.push(name);
  if (MFA.test(name)) found.mfa.push({ name, factors: factorsOf(source, name, args) });
  else found.others.push({ kind: "api-calls", names: [name] });
}

/** Of the first argument and of `additionalFactors`. */
function factorsOf(source: ActionSource, name: string, args: readonly AnyNode[]): string[] | undefined {
  if (name === "multifactor.enable") return undefined;
  const additional = source.constants.propertyOf(args[1], "additionalFactors");
  if (args.length > 2 || (args[1] !== undefined && additional === undefined && !isEmptyObject(source, args[1])))
    return undefined;
  const lists = [args[0], ...(additional ? [additional] : [])].map((node) => typesIn(source, node));
  return lists.includes(undefined) ? undefined : lists.flatMap((types) => types ?? []);
}

function isEmptyObject(source: ActionSource, node: AnyNode): boolean {
  const value = source.constants.resolve(node);
  return value?.type === "ObjectExpression" && value.properties.length === 0;
}

function typesIn(source: ActionSource, node: AnyNode | undefined): string[] | undefined {
  const value = source.constants.resolve(node);
  if (value?.type === "ArrayExpression") {
    const types = value.elements.map((element) => typesIn(source, (element ?? undefined) as AnyNode | undefined));
    return types.includes(undefined) ? undefined : types.flatMap((some) => some ?? []);
  }
  const type = source.constants.textOf(source.constants.propertyOf(value, "type"));
  return type === undefined ? undefined : [type];
}
