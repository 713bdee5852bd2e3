import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expressionNotSupported, referenceUnknown, stackNotSynthesised, variableMissing } from "./errors";

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON configuration is open-ended
type Block = Record<string, any>;

/** What `cdktf synth` wrote for one stack, as far as the sandbox reads it. */
export interface StackDocument {
  resource?: Record<string, Record<string, Block>>;
  data?: Record<string, Record<string, Block>>;
  variable?: Record<string, Block>;
}

/** Reads `<output>/stacks/<stack>/cdk.tf.json`. Throws a `SandboxError` when it is not there. */
export function readStack(output: string, stack: string): StackDocument {
  const file = join(output, "stacks", stack, "cdk.tf.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as StackDocument;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw stackNotSynthesised(file, stack);
    throw error;
  }
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

/**
 * Evaluates Terraform strings: literals, plain references such as `${auth0_action.a.id}` and `${var.x}`, and
 * `${coalesce(var.x, var.y)}`, whose second may be a reference of any kind.
 */
export class Evaluator {
  constructor(
    private readonly stack: StackDocument,
    private readonly variables: Readonly<Record<string, string>>,
    /** What a reference other than to a variable stands for; `undefined`: not in the stack. */
    private readonly attribute: (reference: string) => string | undefined,
  ) {}

  /** The string's value. `where` is for the error. Throws a `SandboxError` for what only Terraform can evaluate. */
  string(text: string, where: string): string {
    const [, first, second] = /^\$\{coalesce\(var\.(\w+), ([\w.-]+)\)\}$/.exec(text) ?? [];
    if (first && second) return this.given(first) ?? this.string(`\${${second}}`, where);
    const reference = /^\$\{([A-Za-z_][\w.-]*)\}$/.exec(text)?.[1];
    if (reference === undefined) return literal(text, where);
    if (reference.startsWith("var.")) return this.variable(reference.slice(4), where);
    const value = this.attribute(reference);
    if (value === undefined) throw referenceUnknown(where, reference);
    return value;
  }

  private variable(name: string, where: string): string {
    const value = this.given(name);
    if (value === undefined) throw variableMissing(name, where);
    return value;
  }

  private given(name: string): string | undefined {
    const value = this.variables[name] ?? this.stack.variable?.[name]?.default;
    return typeof value === "string" && value !== "" ? value : undefined;
  }
}

/**
 * A template without an expression: `$${` stands for `${`, `%%{` for `%{`, and what looks like a token of cdktf's begins
 * with its first characters in quotation marks.
 */
function literal(text: string, where: string): string {
  return text.replace(/\$\$\{|%%\{|\$\{"([$%#]+)"\}|[$%]\{[^}]*\}?/g, (found, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted;
    if (found !== "$${" && found !== "%%{") throw expressionNotSupported(where, found);
    return found.slice(1);
  });
}
