import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { type AnyNode, type Function as FunctionNode, type Pattern, parse } from "acorn";
import { full } from "acorn-walk";
import { transformSync } from "esbuild";

/** Where a value went. A stay is a row of calls into functions of one file; a return, a stay in a file it had left. */
export interface Way {
  stays: number;
  files: number;
  returns: number;
}

interface Module {
  functions: Map<string, FunctionNode>;
  /** By local name: the file and the name there. */
  imports: Map<string, { file: string; name: string }>;
}

/**
 * Follows a function's parameter and its parts through the calls that pass them on, in the order in which the code is
 * written; each function is gone through once. @throws Error when there is no such function or parameter.
 */
export function walk(root: string, file: string, functionName: string, parameter: string): Way {
  const modules = new Map<string, Module>();
  const moduleOf = (path: string) => {
    const known = modules.get(path) ?? readModule(root, path);
    modules.set(path, known);
    return known;
  };
  const passed = new Set<string>();
  const way: string[] = [];
  const visit = (path: string, name: string, tracked: ReadonlySet<string>) => {
    const found = moduleOf(path).functions.get(name);
    if (found === undefined) return;
    if (way.at(-1) !== path) way.push(path);
    if (passed.has(`${path} ${name}`)) return;
    passed.add(`${path} ${name}`);
    const names = new Set(tracked);
    for (const node of inOrder(found.body as AnyNode)) {
      if (node.type === "VariableDeclarator" && node.init?.type === "Identifier" && names.has(node.init.name)) {
        add(node.id, names);
      }
      if (node.type !== "CallExpression" || node.callee.type !== "Identifier") continue;
      const { name: callee } = node.callee;
      const imported = moduleOf(path).imports.get(callee);
      const [target, targetName] = imported ? [imported.file, imported.name] : [path, callee];
      const parameters = existsSync(join(root, target))
        ? (moduleOf(target).functions.get(targetName)?.params ?? [])
        : [];
      const handed = new Set<string>();
      node.arguments.forEach((argument, index) => {
        if (mentions(argument, names) && parameters[index]) add(parameters[index], handed);
      });
      if (handed.size > 0) visit(target, targetName, handed);
    }
  };
  const first = moduleOf(file).functions.get(functionName);
  if (first?.params.every((own) => own.type !== "Identifier" || own.name !== parameter) ?? true) {
    throw new Error(`${file} has no function ${functionName} with a parameter ${parameter}.`);
  }
  visit(file, functionName, new Set([parameter]));
  const files = new Set(way).size;
  return { stays: way.length, files, returns: way.length - files };
}

function readModule(root: string, file: string): Module {
  const { code } = transformSync(readFileSync(join(root, file), "utf8"), { loader: "ts", format: "esm" });
  const { body } = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const functions = new Map<string, FunctionNode>();
  const imports: Module["imports"] = new Map();
  for (const statement of body) {
    if (statement.type === "ImportDeclaration" && String(statement.source.value).startsWith(".")) {
      const path = join(dirname(file), String(statement.source.value));
      const target = existsSync(join(root, `${path}.ts`)) ? `${path}.ts` : `${path}/index.ts`;
      for (const specifier of statement.specifiers) {
        if (specifier.type !== "ImportSpecifier" || specifier.imported.type !== "Identifier") continue;
        imports.set(specifier.local.name, { file: target, name: specifier.imported.name });
      }
    }
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type === "FunctionDeclaration" && declaration.id) functions.set(declaration.id.name, declaration);
  }
  return { functions, imports };
}

/** Calls and declarations; a call after the calls in its arguments, as they run. */
function inOrder(body: AnyNode): AnyNode[] {
  const nodes: AnyNode[] = [];
  full(body, (node) => nodes.push(node as AnyNode));
  return nodes;
}

function mentions(node: AnyNode, names: ReadonlySet<string>): boolean {
  let found = false;
  full(node, (inner) => {
    const { type, name } = inner as AnyNode & { name?: string };
    if (type === "Identifier" && name !== undefined && names.has(name)) found = true;
  });
  return found;
}

/** Every name that a pattern binds. */
function add(pattern: Pattern, names: Set<string>): void {
  if (pattern.type === "Identifier") names.add(pattern.name);
  else if (pattern.type === "AssignmentPattern") add(pattern.left, names);
  else if (pattern.type === "RestElement") add(pattern.argument, names);
  else if (pattern.type === "ArrayPattern") for (const element of pattern.elements) element && add(element, names);
  if (pattern.type !== "ObjectPattern") return;
  for (const property of pattern.properties) add(property.type === "RestElement" ? property : property.value, names);
}
