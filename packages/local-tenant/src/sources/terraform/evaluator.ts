import { expressionNotSupported, referenceUnknown, variableMissing } from "./errors";
import type { StackDocument } from "./stack-document";

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

  /** The string's value. `where` is for the error. Throws a `LocalTenantError` for what only Terraform can evaluate. */
  string(text: string, where: string): string {
    const reference = this.reference(text);
    if (reference === undefined) return literal(text, where);
    if (reference.startsWith("var.")) return this.#variable(reference.slice(4), where);
    const value = this.attribute(reference);
    if (value === undefined) throw referenceUnknown(where, reference);
    return value;
  }

  /** A value with each string in it evaluated. Throws where `string` does. */
  strings(value: unknown, where: string): unknown {
    if (typeof value === "string") return this.string(value, where);
    if (Array.isArray(value)) return value.map((part) => this.strings(part, where));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.strings(part, where)]));
  }

  /** What a string that is one reference refers to; `undefined` for every other string. */
  reference(text: string): string | undefined {
    const [, first, second] = /^\$\{coalesce\(var\.(\w+), ([\w.-]+)\)\}$/.exec(text) ?? [];
    if (first && second) return this.#given(first) === undefined ? second : `var.${first}`;
    return /^\$\{([A-Za-z_][\w.-]*)\}$/.exec(text)?.[1];
  }

  #variable(name: string, where: string): string {
    const value = this.#given(name);
    if (value === undefined) throw variableMissing(name, where);
    return value;
  }

  #given(name: string): string | undefined {
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
