import type { Context } from "hono";
import type { z } from "zod";
import { PlatformError } from "../store/errors";

type Issue = z.core.$ZodIssue;

function article(issue: Extract<Issue, { code: "too_small" | "too_big" }>): string {
  const limit = issue.code === "too_small" ? `minimum ${issue.minimum}` : `maximum ${issue.maximum}`;
  const size = issue.code === "too_small" ? "short" : "long";
  if (issue.origin === "string") return `String is too ${size}, ${limit}`;
  if (issue.origin === "array") return `Array is too ${size}, ${limit}`;
  return `Value is out of range, ${limit}`;
}

/** The platform's sentence for what is wrong. `undefined` in the input is a property that is missing. */
function complaint(issue: Issue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `Additional properties not allowed: ${issue.keys.join(",")}`;
    case "invalid_type":
      return issue.input === undefined && issue.path.length > 0
        ? `Missing required property: ${String(issue.path.at(-1))}`
        : `Expected type ${issue.expected} but found type ${typeName(issue.input)}`;
    case "invalid_value":
      return noMatch(issue.input, issue.path);
    case "invalid_union": {
      const { discriminator } = issue as { discriminator?: string };
      if (discriminator === undefined) return "Data does not match any schemas from 'oneOf'";
      return noMatch((issue.input as Record<string, unknown> | undefined)?.[discriminator], issue.path);
    }
    case "too_small":
    case "too_big":
      return article(issue);
    default:
      return issue.message;
  }
}

function noMatch(input: unknown, path: readonly PropertyKey[]): string {
  return input === undefined
    ? `Missing required property: ${String(path.at(-1))}`
    : `No enum match for: ${String(input)}`;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function propertyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

/** A missing property is reported on the object that should have had it. */
function describe(issue: Issue): string {
  const text = complaint(issue);
  const path = propertyPath(text.startsWith("Missing required") ? issue.path.slice(0, -1) : issue.path);
  return path === "" ? `'${text}'` : `'${text}' on property ${path}`;
}

function check<S extends z.ZodType>(schema: S, value: unknown, what: string, errorCode: string): z.infer<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new PlatformError(400, `${what} validation error: ${issue ? describe(issue) : "unknown"}`, errorCode);
}

/**
 * The request's JSON body, checked. An empty body counts as `{}`.
 * @throws PlatformError 400 `invalid_body` in the platform's words, for unknown properties too.
 */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S>> {
  const text = await c.req.text();
  return check(schema, text === "" ? {} : parseJson(text), "Payload", "invalid_body");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PlatformError(400, "Invalid request payload JSON format", "invalid_body");
  }
}

/** The request's query, checked. @throws PlatformError 400 `invalid_query_string`. */
export function readQuery<S extends z.ZodType>(c: Context, schema: S): z.infer<S> {
  return check(schema, c.req.query(), "Query", "invalid_query_string");
}
