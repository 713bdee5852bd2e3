import type { Context } from "hono";
import { printableJson } from "../../support/printable";

/** Sets a JSON answer as a user at a terminal reads it: indented, with a line feed at its end, and nothing in it that a terminal obeys. */
export async function readableJson(c: Context, next: () => Promise<void>): Promise<void> {
  await next();
  if (!c.res.headers.get("content-type")?.startsWith("application/json")) return;
  const { status, headers } = c.res;
  const text = `${printableJson(await c.res.json(), 2)}\n`;
  // The header of the answer's length is of the text before.
  headers.delete("content-length");
  c.res = undefined;
  c.res = new Response(text, { status, headers });
}
