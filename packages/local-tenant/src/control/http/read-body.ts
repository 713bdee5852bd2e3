import type { Context } from "hono";
import type { z } from "zod";
import { RequestError } from "./request-error";

/** A request's body. Throws a `RequestError` of status 400 that names each field that does not fit. */
export async function readBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [path.join(".") || "body", message] as const);
  const text = problems.map(([field, message]) => `${field}: ${message}`).join("; ");
  throw new RequestError(400, `${c.req.method} ${c.req.path}: ${text}.`, Object.fromEntries(problems));
}
