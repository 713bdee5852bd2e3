import type { Context } from "hono";
import { z } from "zod";

/** Parameters of a token request by name, as strings. */
const parametersOf = z.record(z.string(), z.string());

export type TokenRequest = Readonly<Record<string, string | undefined>>;

/** The parameters of a request, or what is wrong with them. */
export async function readTokenRequest(c: Context): Promise<TokenRequest | string> {
  const parsed = parametersOf.safeParse(await readParameters(c));
  return parsed.success ? parsed.data : `Parameter ${parsed.error.issues[0]?.path.join(".")} must be a string.`;
}

/** A form or a JSON object; anything else reads as no parameters. */
async function readParameters(c: Context): Promise<object> {
  const sent = await c.req.text();
  if (!c.req.header("content-type")?.startsWith("application/json")) {
    return Object.fromEntries(new URLSearchParams(sent));
  }
  try {
    const body: unknown = JSON.parse(sent);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
  } catch {
    return {};
  }
}
