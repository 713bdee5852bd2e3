import { html } from "hono/html";
import type { DeviceFlow } from "../device/device-flow";
import type { PageContent } from "./layout";
import { primary, quiet } from "./parts";

/** Asks for the code that a device shows. `problem`: what is wrong with the one that was typed in. */
export function activatePage(typed = "", problem?: string): PageContent {
  const title = "Connect a device";
  const notice = problem === undefined ? "" : html`<div class="error" id="notice" role="alert">${problem}</div>`;
  const described = problem === undefined ? "" : html` aria-invalid="true" aria-describedby="notice"`;
  const body = html`<h1>${title}</h1>
<p>Enter the code that your device shows.</p>
${notice}
<form method="post" action="/activate">
<div class="field"><label for="user_code">Code</label>
<input type="text" id="user_code" name="user_code" value="${typed}" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="20"${described}></div>
${primary("activate", "Continue")}
</form>`;
  return { title: problem === undefined ? title : `Error: ${title}`, body };
}

/** Asks whether it is the user's own device, before they sign in for it. */
export function confirmPage({ client, userCode }: DeviceFlow, activation: string): PageContent {
  const title = "Is this your device?";
  const body = html`<h1>${title}</h1>
<p>Continue only if your device with <strong>${client.name}</strong> shows this code. Whoever sent you the code would be signed in as you.</p>
<code class="secret">${userCode}</code>
<form method="post" action="/activate">
<input type="hidden" name="activation" value="${activation}">
${primary("confirm", "Confirm")}
<div class="row">${quiet("cancel", "Cancel")}</div>
</form>`;
  return { title, body };
}

/** The end, in the browser. The device learns it by itself. */
export function resultPage(result: "success" | "failure"): PageContent {
  const [title, text] =
    result === "success"
      ? ["Your device is connected", "You can close this window and continue on your device."]
      : ["Your device is not connected", "You can close this window. To try again, start over on your device."];
  return { title, body: html`<h1>${title}</h1>\n<p>${text}</p>` };
}
