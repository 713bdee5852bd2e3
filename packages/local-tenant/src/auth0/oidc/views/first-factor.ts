import { html } from "hono/html";
import { seedPassword, type User } from "../../users";
import { identifiers } from "../accounts";
import type { SignIn } from "../sign-in";
import type { Markup, PageContent } from "./layout";
import { codeField, described, form, lastDestination, localHelp, notice, primary, quiet, whereCodesAre } from "./parts";

/** Asks who the user is. */
export function identifierPage(signIn: SignIn, users: readonly User[]): PageContent {
  const { request, identifier } = signIn;
  const { connection, client } = request;
  const { label, field } = identifierField(connection);
  const title = "Welcome";
  const body = html`<h1>${title}</h1>
<p>Sign in to continue to <strong>${client.name}</strong>.</p>
${notice(signIn)}
${form(
  signIn,
  html`<div class="field"><label for="identifier">${label}</label>
<input ${field} id="identifier" name="identifier" value="${identifier ?? request.loginHint ?? ""}" required autofocus autocapitalize="none" spellcheck="false"${described(signIn)}></div>
${primary("identifier", "Continue")}`,
)}`;
  return { title, body, local: testUsers(signIn, users) };
}

/** Asks for the password of whoever they say they are. */
export function passwordPage(signIn: SignIn): PageContent {
  const title = "Enter your password";
  const { identifier = "", account, request } = signIn;
  const seeded = account?.user.password === seedPassword;
  const body = html`<h1>${title}</h1>
<p>Sign in to continue to <strong>${request.client.name}</strong>.</p>
${notice(signIn)}
${form(signIn, html`<div class="who"><span>${identifier}</span>${quiet("restart", "Edit")}</div>`)}
${form(
  signIn,
  html`<input class="hidden" type="text" name="username" value="${identifier}" autocomplete="username" tabindex="-1" aria-hidden="true" readonly>
<div class="field"><label for="password">Password</label>
<input type="password" id="password" name="password" required autofocus autocomplete="current-password"${described(signIn)}></div>
${primary("password", "Continue")}`,
)}`;
  const local = seeded
    ? localHelp(html`<p>Local tenant: the password of every seeded user is <code>${seedPassword}</code></p>`)
    : undefined;
  return { title, body, local };
}

/** Asks for the code of a passwordless sign-in. */
export function codePage(signIn: SignIn): PageContent {
  const { channel } = lastDestination(signIn);
  const title = channel === "email" ? "Check your email" : "Check your phone";
  const where = signIn.account?.phoneNumber ?? signIn.account?.user.email ?? "";
  const body = html`<h1>${title}</h1>
<p>Enter the code that we sent to <strong>${where}</strong>.</p>
${notice(signIn)}
${form(
  signIn,
  html`${codeField(signIn, "Code")}
${primary("code", "Continue")}
<div class="row">${quiet("resend", "Send the code again")}${quiet("restart", "Use another account")}</div>`,
)}`;
  return { title, body, local: whereCodesAre(signIn) };
}

function identifierField(connection: string | undefined): { label: string; field: Markup } {
  if (connection === "sms") return { label: "Phone number", field: html`type="tel" autocomplete="tel"` };
  if (connection === "email") return { label: "Email address", field: html`type="email" autocomplete="email"` };
  return { label: "Email address or phone number", field: html`type="text" autocomplete="username"` };
}

function testUsers(signIn: SignIn, users: readonly User[]): Markup | undefined {
  const known = identifiers(users, signIn.request.connection);
  if (known.length === 0) return undefined;
  const buttons = known.slice(0, 12).map(
    (each) => html`<li><form method="post"><input type="hidden" name="state" value="${signIn.id}">
<input type="hidden" name="action" value="identifier"><button class="quiet" name="identifier" value="${each}">${each}</button></form></li>`,
  );
  return localHelp(html`<details><summary>Local tenant: sign in as …</summary><ul>${buttons}</ul></details>`);
}
