import type { Context } from "hono";
import { html } from "hono/html";
import { page } from "./layout";

/** For errors that can't be sent to the application. */
export function errorPage(
  c: Context,
  message: string,
  status: 400 | 403 | 500 = 403,
  title = "This sign-in can’t continue",
) {
  return page(c, { title, body: html`<h1>${title}</h1>\n<p>${message}</p>` }, status);
}
