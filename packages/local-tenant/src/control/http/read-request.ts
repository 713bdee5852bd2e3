import type { Context } from "hono";
import type { z } from "zod";
import { RequestError } from "./request-error";

/** A request's body. Throws a `RequestError` of status 400 that names each field that does not fit. */
export async function readBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  return fitting(c, schema, await c.req.json().catch(() => undefined), "body");
}

/** A request's query. Throws a `RequestError` of status 400 that names each parameter that does not fit. */
export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  return fitting(c, schema, c.req.query(), "query");
}

/** @param whole what a problem is with that is not one field's */
function fitting<Schema extends z.ZodType>(c: Context, schema: Schema, given: unknown, whole: string) {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [path.join(".") || whole, message] as const);
  const text = problems.map(([field, message]) => `${field}: ${message}`).join("; ");
  throw new RequestError(400, `${c.req.method} ${c.req.path}: ${text}.`, Object.fromEntries(problems));
}
