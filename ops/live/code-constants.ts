import type { AnyNode, Identifier, Program } from "acorn";
import { fullAncestor } from "acorn-walk";
import { isFunction, isReference, memberName, namesIn } from "./code-syntax";

/** What stands fast in a program: names that are declared once and never changed. */
export interface Constants {
  /** The expression that a name stands for, or the expression itself; `undefined` for what may be another at run time. */
  resolve(node: AnyNode | undefined): AnyNode | undefined;
  /** Text, as far as it is known from its beginning, `…` for what is not; `undefined` when its beginning isn't. */
  textOf(node: AnyNode | undefined): string | undefined;
  /** A member of an object literal; `undefined` also if a spread may hold it. */
  propertyOf(node: AnyNode | undefined, name: string): AnyNode | undefined;
}

export function constantsIn(program: Program): Constants {
  const values = new Map<string, AnyNode>();
  const declared = new Map<string, number>();
  const reassigned = new Set<string>();
  const changed = new Set<string>();
  fullAncestor(program, (walked, _, ancestors) => {
    const node = walked as AnyNode;
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.init) {
      values.set(node.id.name, node.init);
    }
    for (const { name } of declaredBy(node)) declared.set(name, (declared.get(name) ?? 0) + 1);
    if (node.type === "AssignmentExpression" && node.left.type === "Identifier") reassigned.add(node.left.name);
    if (node.type === "UpdateExpression" && node.argument.type === "Identifier") reassigned.add(node.argument.name);
    if (node.type === "Identifier" && mayChange(node, ancestors as AnyNode[])) changed.add(node.name);
  });

  function resolve(node: AnyNode | undefined): AnyNode | undefined {
    if (node?.type !== "Identifier") return node;
    const value = declared.get(node.name) === 1 && !reassigned.has(node.name) ? values.get(node.name) : undefined;
    const fixed = value?.type !== "ObjectExpression" && value?.type !== "ArrayExpression";
    return fixed || !changed.has(node.name) ? value : undefined;
  }

  function textOf(given: AnyNode | undefined): string | undefined {
    const node = resolve(given);
    if (node?.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
    if (node?.type === "TemplateLiteral") {
      const [first = "", ...rest] = node.quasis.map(({ value }) => value.cooked ?? "");
      if (first !== "" || node.expressions.length === 0) return [first, ...rest].join("…");
      const begin = textOf(node.expressions[0] as AnyNode);
      return begin && [begin + rest[0], ...rest.slice(1)].join("…");
    }
    if (node?.type === "BinaryExpression" && node.operator === "+") {
      const left = textOf(node.left as AnyNode);
      return left === undefined ? undefined : left + (textOf(node.right) ?? "…");
    }
    return undefined;
  }

  function propertyOf(node: AnyNode | undefined, name: string): AnyNode | undefined {
    const value = resolve(node);
    if (value?.type !== "ObjectExpression") return undefined;
    if (value.properties.some((property) => property.type === "SpreadElement" || property.computed)) return undefined;
    const found = value.properties.find((property) => {
      return property.type === "Property" && memberName(property.key as AnyNode) === name;
    });
    return found?.type === "Property" ? (found.value as AnyNode) : undefined;
  }

  return { resolve, textOf, propertyOf };
}

function declaredBy(node: AnyNode): Identifier[] {
  if (node.type === "VariableDeclarator") return namesIn(node.id);
  if (isFunction(node)) return node.params.flatMap(namesIn);
  return node.type === "CatchClause" && node.param ? namesIn(node.param) : [];
}

/** Whether an object may be changed there: by a call on it, an assignment to a member, or somebody else who gets hold of it. */
function mayChange(node: Identifier, ancestors: readonly AnyNode[]): boolean {
  if (!isReference(node, ancestors)) return false;
  const [parent, around] = [ancestors.at(-2), ancestors.at(-3)];
  if (parent?.type === "MemberExpression" && parent.object === node) {
    if (around?.type === "CallExpression")
      return around.callee === parent && !READS.test(memberName(parent.property as AnyNode) ?? "");
    if (around?.type === "AssignmentExpression") return around.left === parent;
    return around?.type === "UpdateExpression" || (around?.type === "UnaryExpression" && around.operator === "delete");
  }
  if (parent?.type === "CallExpression") return changesArguments(parent);
  return ["VariableDeclarator", "AssignmentExpression", "ReturnStatement", "ForOfStatement"].includes(
    parent?.type ?? "",
  );
}

const READS =
  /^(map|filter|find|some|every|includes|indexOf|join|slice|concat|startsWith|endsWith|replace|replaceAll|trim|toLowerCase|toUpperCase|split|toString)$/;

/** A function of the file, or of the language, may change what it is given. A package's, Auth0's or the network's only reads it. */
function changesArguments({ callee }: Extract<AnyNode, { type: "CallExpression" }>): boolean {
  if (callee.type === "Identifier") return callee.name !== "fetch";
  if (callee.type !== "MemberExpression") return true;
  return callee.object.type === "Identifier" && /^(Object|Reflect|Array)$/.test(callee.object.name);
}
