import type { Context } from "hono";
import type { z } from "zod";
import { RequestError } from "./request-error";

/** A request's query. Throws a `RequestError` of status 400 that names each parameter that does not fit. */
export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(c.req.query());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "query"}: ${message}`);
  throw new RequestError(400, `${c.req.method} ${c.req.path}: ${problems.join("; ")}.`);
}
