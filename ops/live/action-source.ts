import { type AnyNode, type Identifier, type Pattern, type Program, parse } from "acorn";
import { fullAncestor } from "acorn-walk";
import { type Constants, constantsIn } from "./code-constants";
import {
  type FunctionNode,
  isFunction,
  isHandlerName,
  isReference,
  memberName,
  namesIn,
  requiredModule,
} from "./code-syntax";

/**
 * Where a value comes from: a root and the way from it, `()` standing for a call. E.g. `["api", "access", "deny"]`,
 * `["event", "user"]`, `["module twilio", "()", "verify"]`.
 */
export type Origin = readonly string[];

/** One place where a name is used whose origin is known, followed as far as it is used there. */
export interface Use {
  origin: Origin;
  /** The outermost expression that belongs to it. */
  node: AnyNode;
  /** What that stands in, innermost last. */
  ancestors: readonly AnyNode[];
  /** Arguments of the calls on the way, first one first. */
  calls: readonly { origin: Origin; args: readonly AnyNode[] }[];
  /** Whether a member on the way is chosen at run time, as in `api[name]`. */
  computed: boolean;
  /** Whether it ends in a constant or a parameter of this file, whose own uses are followed. */
  followed: boolean;
}

/** An Action's code, read but not run. */
export interface ActionSource {
  uses: Use[];
  /** Names that stand for two things, so that they can't be followed by name. */
  ambiguous: string[];
  /** Uses of names that are declared nowhere: the platform's. `args` where it is called, `member` where one is taken. */
  globals: { name: string; args?: readonly AnyNode[]; member?: string }[];
  /** Texts and names of members, for a look at what the code may be about. */
  words: Set<string>;
  constants: Constants;
  /** The handler is not a function of this file, so what it does is unknown. */
  unread: boolean;
}

/** Stands in an origin for a member that is chosen at run time. */
const CHOSEN = "[…]";

/** @throws SyntaxError for what is not CommonJS. */
export function readSource(code: string): ActionSource {
  const program = parse(code, { ecmaVersion: "latest", sourceType: "script", allowReturnOutsideFunction: true });
  const reader = new Reader(program);
  return reader.read();
}

class Reader {
  readonly #origins = new Map<string, Origin>();
  readonly #functions = new Map<string, FunctionNode>();
  readonly #declarations: Identifier[] = [];
  readonly #bound = new Set<Identifier>();
  readonly #ambiguous = new Set<string>();
  readonly #words = new Set<string>();
  /** Names of functions that may be another at run time. */
  readonly #twice = new Set<string>();
  #unread = false;
  #handled = false;

  readonly #constants: Constants;

  constructor(private readonly program: Program) {
    this.#constants = constantsIn(program);
  }

  read(): ActionSource {
    fullAncestor(this.program, (node) => this.#declare(node as AnyNode));
    fullAncestor(this.program, (node) => this.#findHandler(node as AnyNode));
    // A name may be used above the line that says where it comes from.
    for (let known = -1; known !== this.#origins.size; ) {
      known = this.#origins.size;
      fullAncestor(this.program, (node) => this.#follow(node as AnyNode));
    }
    for (const declaration of this.#declarations) {
      if (this.#origins.has(declaration.name) && !this.#bound.has(declaration)) this.#ambiguous.add(declaration.name);
    }
    const declared = new Set(this.#declarations.map(({ name }) => name));
    const uses: Use[] = [];
    const globals: ActionSource["globals"] = [];
    fullAncestor(this.program, (node, _, ancestors) => {
      this.#collectWord(node as AnyNode);
      if (node.type !== "Identifier" || !isReference(node as Identifier, ancestors as AnyNode[])) return;
      const { name } = node as Identifier;
      const parent = ancestors.at(-2) as AnyNode | undefined;
      if (this.#originOf(node as AnyNode)) uses.push(this.#use(ancestors as AnyNode[]));
      else if (declared.has(name)) return;
      else if (parent?.type === "CallExpression" && parent.callee === node) {
        globals.push({ name, args: parent.arguments as AnyNode[] });
      } else if (parent?.type === "MemberExpression" && !parent.computed) {
        globals.push({ name, member: memberName(parent.property as AnyNode) ?? "" });
      } else globals.push({ name });
    });
    // What `require` gives is used where it stands, too: `require("twilio")(sid, token)`.
    fullAncestor(this.program, (node, _, ancestors) => {
      if (requiredModule(node as AnyNode) !== undefined) uses.push(this.#use(ancestors as AnyNode[]));
    });
    return {
      uses,
      ambiguous: [...this.#ambiguous],
      globals,
      words: this.#words,
      constants: this.#constants,
      unread: this.#unread || (!this.#handled && this.program.body.length > 0),
    };
  }

  #declare(node: AnyNode): void {
    if (node.type === "VariableDeclarator") {
      this.#declarations.push(...namesIn(node.id));
      if (node.id.type === "Identifier" && node.init) {
        if (isFunction(node.init)) this.#addFunction(node.id.name, node.init);
      }
    } else if (isFunction(node)) {
      if (node.type === "FunctionDeclaration" && node.id) {
        this.#declarations.push(node.id);
        this.#addFunction(node.id.name, node);
      }
      this.#declarations.push(...node.params.flatMap(namesIn));
    } else if (node.type === "ClassDeclaration" && node.id) this.#declarations.push(node.id);
    else if (node.type === "CatchClause" && node.param) this.#declarations.push(...namesIn(node.param));
    else if (node.type === "AssignmentExpression" && node.left.type === "Identifier") this.#twice.add(node.left.name);
  }

  #addFunction(name: string, node: FunctionNode): void {
    if (this.#functions.has(name)) this.#twice.add(name);
    this.#functions.set(name, node);
  }

  /** `exports.onExecutePostLogin = …`, or as a member of `module.exports`. */
  #findHandler(node: AnyNode): void {
    const handler =
      node.type === "AssignmentExpression" && node.left.type === "MemberExpression" && isHandlerName(node.left.property)
        ? node.right
        : node.type === "Property" && isHandlerName(node.key)
          ? node.value
          : undefined;
    // What a compiler writes ahead of the real one: `exports.onExecutePostLogin = void 0`.
    if (!handler || handler.type === "UnaryExpression") return;
    const found = this.#functionOf(handler as AnyNode);
    if (!found) {
      this.#unread = true;
      return;
    }
    this.#handled = true;
    const [event, api, ...more] = found.params;
    if (event) this.#bind(event, ["event"]);
    if (api) this.#bind(api, ["api"]);
    if (more.length > 0 || event?.type === "RestElement" || api?.type === "RestElement") this.#unread = true;
  }

  /** A function of the file, by name or where it stands; a bundler wraps it into `() => name`. */
  #functionOf(node: AnyNode): FunctionNode | undefined {
    if (node.type === "Identifier") return this.#twice.has(node.name) ? undefined : this.#functions.get(node.name);
    if (!isFunction(node)) return undefined;
    const named =
      node.type === "ArrowFunctionExpression" && node.params.length === 0 && node.body.type === "Identifier";
    return named ? this.#functionOf(node.body as AnyNode) : node;
  }

  /** Names that get what is known: constants, and parameters of functions of this file. */
  #follow(node: AnyNode): void {
    if (node.type === "VariableDeclarator" && node.init) {
      const origin = this.#originOf(node.init);
      if (origin) this.#bind(node.id, origin);
    }
    if (node.type === "AssignmentExpression" && node.left.type === "Identifier") {
      const origin = this.#originOf(node.right);
      if (origin) this.#bind(node.left, origin);
      else if (this.#origins.has(node.left.name)) this.#ambiguous.add(node.left.name);
    }
    if (node.type === "CallExpression" && node.callee.type === "Identifier") {
      const called = this.#functionOf(node.callee);
      node.arguments.forEach((argument, index) => {
        const origin = this.#originOf(argument as AnyNode);
        const parameter = called?.params[index];
        if (origin && parameter) this.#bind(parameter, origin);
      });
    }
  }

  #bind(pattern: Pattern, origin: Origin): void {
    if (pattern.type === "AssignmentPattern") this.#bind(pattern.left, origin);
    else if (pattern.type === "Identifier") {
      const known = this.#origins.get(pattern.name);
      if (known && known.join() !== origin.join()) this.#ambiguous.add(pattern.name);
      else this.#origins.set(pattern.name, origin);
      this.#bound.add(pattern);
    } else if (pattern.type === "ObjectPattern") {
      for (const property of pattern.properties) {
        if (property.type === "RestElement") this.#bind(property.argument, origin);
        else {
          const key = property.computed ? undefined : memberName(property.key as AnyNode);
          this.#bind(property.value, [...origin, key ?? CHOSEN]);
        }
      }
    }
  }

  #originOf(node: AnyNode): Origin | undefined {
    switch (node.type) {
      case "Identifier":
        return this.#origins.get(node.name);
      case "AwaitExpression":
        return this.#originOf(node.argument as AnyNode);
      case "ChainExpression":
        return this.#originOf(node.expression as AnyNode);
      case "ParenthesizedExpression":
        return this.#originOf(node.expression as AnyNode);
      case "MemberExpression": {
        const origin = this.#originOf(node.object as AnyNode);
        const name =
          node.computed && node.property.type !== "Literal" ? undefined : memberName(node.property as AnyNode);
        return origin && [...origin, name ?? CHOSEN];
      }
      case "NewExpression":
      case "CallExpression": {
        const required = requiredModule(node);
        if (required !== undefined) return [`module ${required}`];
        const origin = this.#originOf(node.callee as AnyNode);
        return origin && [...origin, "()"];
      }
      default:
        return undefined;
    }
  }

  /** Climbs from a name to the whole expression that it begins. */
  #use(ancestors: readonly AnyNode[]): Use {
    let at = ancestors.length - 1;
    const calls: Use["calls"][number][] = [];
    for (;;) {
      const [node, parent] = [ancestors[at]!, ancestors[at - 1]];
      const member = parent?.type === "MemberExpression" && parent.object === node;
      const called = (parent?.type === "CallExpression" || parent?.type === "NewExpression") && parent.callee === node;
      const wrapped = parent?.type === "ChainExpression";
      if (called) calls.push({ origin: this.#originOf(node) ?? [], args: parent.arguments as AnyNode[] });
      if (!member && !called && !wrapped) break;
      at -= 1;
    }
    const node = ancestors[at]!;
    const origin = this.#originOf(node) ?? [];
    const around = ancestors.slice(0, at);
    const followed = this.#isFollowed(node, around);
    return { origin, node, ancestors: around, calls, computed: origin.includes(CHOSEN), followed };
  }

  #isFollowed(node: AnyNode, ancestors: readonly AnyNode[]): boolean {
    const parent = ancestors.at(-1);
    if (parent?.type === "VariableDeclarator") return parent.init === node && parent.id.type !== "ArrayPattern";
    if (parent?.type === "AwaitExpression") return this.#isFollowed(parent, ancestors.slice(0, -1));
    if (parent?.type === "AssignmentExpression") return parent.right === node && parent.left.type === "Identifier";
    if (parent?.type !== "CallExpression" || parent.callee.type !== "Identifier") return false;
    const called = this.#functionOf(parent.callee);
    const parameter = called?.params[parent.arguments.indexOf(node as never)];
    return parameter !== undefined && !["RestElement", "ArrayPattern"].includes(parameter.type);
  }

  #collectWord(node: AnyNode): void {
    if (node.type === "ImportExpression") this.#words.add("import()");
    if (node.type === "Literal" && typeof node.value === "string") this.#words.add(node.value);
    if (node.type === "TemplateElement") this.#words.add(node.value.cooked ?? "");
    if (node.type === "MemberExpression" && !node.computed) this.#words.add(memberName(node.property as AnyNode) ?? "");
    if (node.type === "Property" && !node.computed) this.#words.add(memberName(node.key as AnyNode) ?? "");
  }
}
