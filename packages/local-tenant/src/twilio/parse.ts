import type { z } from "zod";
import type { Ctx, Deps } from "./context";
import { invalidParameter } from "./errors";

/**
 * The form in a request's body, through its schema.
 *
 * A parameter that the schema doesn't name is ignored, as Twilio does, and warned of.
 * @throws TwilioError 60200 naming the first parameter that is missing or wrong.
 */
export async function parseBody<S extends z.ZodObject>(c: Ctx, deps: Deps, schema: S): Promise<z.output<S>> {
  return parse(c, deps, schema, new URLSearchParams(await c.req.text()));
}

/** The query of a request, through its schema; else like {@link parseBody}. */
export function parseQuery<S extends z.ZodObject>(c: Ctx, deps: Deps, schema: S): z.output<S> {
  return parse(c, deps, schema, new URL(c.req.url).searchParams);
}

function parse<S extends z.ZodObject>(c: Ctx, deps: Deps, schema: S, parameters: URLSearchParams): z.output<S> {
  const given = Object.fromEntries(parameters);
  c.get("entry").parameters = given;
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(schema.shape, name)) continue;
    const { method, route } = c.get("entry");
    deps.warn(
      `Local Twilio Verify: ${method} ${route} ignores the parameter ${JSON.stringify(name)}, which it doesn't know.`,
    );
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const name = String(result.error.issues[0]?.path[0]);
  throw invalidParameter(name, given[name]);
}
