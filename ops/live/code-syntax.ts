import type { AnyNode, Identifier, Node, Pattern } from "acorn";

export type FunctionNode = Extract<
  AnyNode,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

const HANDLERS = ["onExecutePostLogin", "onContinuePostLogin"];

/** Whether it contains code that runs when it is called. */
export function isFunction(node: AnyNode): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

/** Whether it names what Auth0 calls at a login. */
export function isHandlerName(node: Node): boolean {
  return HANDLERS.includes(memberName(node as AnyNode) ?? "");
}

/** The name of a member or key; `undefined` if it is not a string. */
export function memberName(node: AnyNode): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

/** The package of `require("…")`; `…` for one that is chosen at run time. */
export function requiredModule(node: AnyNode): string | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier" || node.callee.name !== "require") {
    return undefined;
  }
  const [name] = node.arguments;
  return name?.type === "Literal" && typeof name.value === "string" ? name.value.replace(/^node:/, "") : "…";
}

/** What a pattern declares. */
export function namesIn(pattern: Pattern): Identifier[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern];
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === "RestElement" ? property.argument : property.value),
      );
    default:
      return [];
  }
}

/** Whether an identifier stands for a value, and is neither declared there nor the name of a member. */
export function isReference(node: Identifier, ancestors: readonly AnyNode[]): boolean {
  const parent = ancestors.at(-2);
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
      return parent.value === node;
    case "VariableDeclarator":
      return parent.init === node;
    case "AssignmentExpression":
      return parent.right === node;
    case "AssignmentPattern":
      return parent.right === node;
    case "FunctionDeclaration":
    case "FunctionExpression":
      return false;
    case "ArrowFunctionExpression":
      return parent.body === node;
    case "ObjectPattern":
    case "ArrayPattern":
    case "RestElement":
    case "CatchClause":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "MethodDefinition":
    case "PropertyDefinition":
    case "ClassDeclaration":
      return false;
    default:
      return true;
  }
}
