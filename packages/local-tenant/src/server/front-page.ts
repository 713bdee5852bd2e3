import type { Context } from "hono";
import { html } from "hono/html";
import { page } from "../auth0/oidc/views/layout";

/** What a user sees who opens the tenant's address: that it runs, and where the console is. */
export function frontPage(c: Context, consoleUrl: string | undefined): Response | Promise<Response> {
  const title = "The local tenant is running";
  const console_ =
    consoleUrl === undefined
      ? html`<p>This one was started without a console.</p>`
      : html`<p>Its console shows logins, codes and Actions: <a href="${consoleUrl}">${consoleUrl}</a></p>
<p>Open it with the link that was printed at the start: it holds the token.</p>`;
  const body = html`<h1>${title}</h1>
<p>Applications sign in and programs call the Management API at this address.</p>
${console_}`;
  return page(c, { title, body });
}
