import { html } from "hono/html";
import type { SignIn } from "../sign-in";
import type { Markup } from "./layout";

/** A form that posts back to the page it is on. */
export function form({ id }: SignIn, content: Markup): Markup {
  return html`<form method="post">
<input type="hidden" name="state" value="${id}">
${content}
</form>`;
}

/** The outcome of the last step, read out at once. */
export function notice({ notice: shown }: SignIn): Markup | "" {
  if (!shown) return "";
  return html`<div class="${shown.kind}" id="notice" role="${shown.kind === "error" ? "alert" : "status"}">${shown.text}</div>`;
}

/** The attributes of a field that the notice is about. */
export function described({ notice: shown }: SignIn): Markup | "" {
  return shown?.kind === "error" ? html` aria-invalid="true" aria-describedby="notice"` : "";
}

/** A field for a code that was sent or is shown on a device. */
export function codeField(signIn: SignIn, label: string): Markup {
  return html`<div class="field"><label for="code">${label}</label>
<input type="text" id="code" name="code" required autofocus autocomplete="one-time-code" inputmode="numeric" maxlength="10"${described(signIn)}></div>`;
}

export function primary(action: string, label: string): Markup {
  return html`<button class="primary" name="action" value="${action}">${label}</button>`;
}

/** A button besides the main one, which needs no field of the form. */
export function quiet(action: string, label: string): Markup {
  return html`<button class="quiet" name="action" value="${action}" formnovalidate>${label}</button>`;
}

/** Help for whoever tries things out, below the page proper. */
export function localHelp(content: Markup): Markup {
  return html`<aside class="local" aria-label="About this local tenant">${content}</aside>`;
}

/** Where a code that no real device gets can be read, and why one could not be sent. */
export function whereCodesAre({ login, consoleUrl }: SignIn): Markup {
  const last = login?.timeline.findLast(({ kind }) => kind === "code-sent" || kind === "code-not-sent");
  const problem = last?.kind === "code-not-sent" ? `The code was not sent: ${last.reason}` : undefined;
  const place =
    consoleUrl === undefined
      ? "in the inbox (GET /_sandbox/inbox)"
      : html`under <a href="${consoleUrl}#/phone" target="_blank" rel="noopener">Phone in the console</a>`;
  return localHelp(
    html`<p>Local tenant: no real device gets this code. It is ${place}.</p>${problem === undefined ? "" : html`<p><strong>${problem}</strong></p>`}`,
  );
}

/** Where the last code went, as much of it as may be shown. */
export function lastDestination({ login }: SignIn): { channel: string; to: string } {
  const last = login?.timeline.findLast(({ kind }) => kind === "code-sent" || kind === "code-not-sent");
  return last?.kind === "code-sent" || last?.kind === "code-not-sent" ? last : { channel: "sms", to: "" };
}
