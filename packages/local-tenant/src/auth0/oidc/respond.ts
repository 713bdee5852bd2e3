import type { Context } from "hono";
import type { ResponseTarget } from "./authorize-request";
import { messagePage, postPage } from "./views/response-pages";

/** Sends the answer to an authorization request where it belongs, in the way that the request asked for. */
export function respond(
  c: Context,
  { redirectUri, responseMode, state, client }: ResponseTarget,
  answer: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  const parameters = { ...answer, ...(state !== undefined && { state }) };
  c.header("cache-control", "no-store");
  if (responseMode === "web_message") return messagePage(c, redirectUri, client, parameters);
  if (responseMode === "form_post") return postPage(c, redirectUri, parameters);
  const url = new URL(redirectUri);
  if (responseMode === "fragment") url.hash = new URLSearchParams(parameters).toString();
  else for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value);
  return c.redirect(url.href, c.req.method === "POST" ? 303 : 302);
}
