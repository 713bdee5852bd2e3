import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { Application } from "../../store/entities";
import { webOrigins } from "../application";
import { page, secure, sourceOf } from "./layout";

type Parameters = Readonly<Record<string, string>>;

/** Hands the answer to the page that holds this one in a frame, or opened it: that of the callback's origin and no other. */
export function messagePage(c: Context, redirectUri: string, client: Application, response: Parameters) {
  const nonce = randomBytes(16).toString("base64");
  secure(c, { script: nonce, frameAncestors: webOrigins(client) });
  const message = inScript({ type: "authorization_response", response });
  const origin = inScript(new URL(redirectUri).origin);
  return c.html(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Signed in</title></head>
<body><script nonce="${nonce}">(window.opener || window.parent).postMessage(${raw(message)}, ${raw(origin)});</script></body>
</html>`);
}

/** Posts the answer to the callback; without JavaScript the user presses the button. */
export function postPage(c: Context, redirectUri: string, parameters: Parameters) {
  const nonce = randomBytes(16).toString("base64");
  const fields = Object.entries(parameters).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const body = html`<h1>Signed in</h1>
<form method="post" action="${redirectUri}">
${fields}
<button class="primary">Continue</button>
</form>
<script nonce="${nonce}">document.forms[0].submit();</script>`;
  return page(c, { title: "Signed in", body }, 200, { script: nonce, formAction: [sourceOf(redirectUri)] });
}

/** JSON that can't end the script that contains it. */
function inScript(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[<>&]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}
