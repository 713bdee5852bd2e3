import type { Context } from "hono";
import { html } from "hono/html";
import type { LocalTenant } from "../tenant";
import { logoutUrls } from "./application";
import { forgetSession, sessionOf } from "./cookies";
import type { OidcServices } from "./services";
import { errorPage } from "./views/error-page";
import { page, sourceOf } from "./views/layout";

/** `/v2/logout`: ends the browser's session, and goes where the application, or the tenant, allows. */
export async function logout(c: Context, services: OidcServices) {
  const { client_id: clientId, returnTo } = c.req.query();
  const target = targetOf(returnTo, clientId, services.tenant);
  if (target === "refused") return refuse(c, notAllowed(returnTo));
  endSession(c, services);
  return target === undefined ? signedOut(c) : c.redirect(target);
}

/**
 * `/oidc/logout` (RP-initiated logout): at once with the ID token of the browser's session, else the user is asked, for
 * any page could have sent them here.
 */
export async function oidcLogout(c: Context, parameters: Readonly<Record<string, string>>, services: OidcServices) {
  const { state, tenant, engine } = services;
  const { id_token_hint: hint, post_logout_redirect_uri: asked, client_id, state: given, confirmed } = parameters;
  const claims = hint === undefined ? undefined : await state.key.read(hint);
  if (hint !== undefined && !claims) return refuse(c, "The id_token_hint is not of this tenant.");
  const clientId = typeof claims?.aud === "string" ? claims.aud : client_id;
  if (client_id !== undefined && client_id !== clientId) {
    return refuse(c, "The id_token_hint was issued to another application than client_id names.");
  }
  const target = targetOf(asked, clientId, tenant);
  if (target === "refused") return refuse(c, notAllowed(asked));
  const session = sessionOf(c, state, tenant, engine.sessions);
  const hinted = session && [claims?.sid, parameters.logout_hint].includes(session.id);
  if (session && !hinted && !isConfirmed(c, confirmed, services)) return confirmPage(c, parameters, target);
  endSession(c, services);
  if (target === undefined) return signedOut(c);
  const url = new URL(target);
  if (given !== undefined) url.searchParams.append("state", given);
  return c.redirect(url.href, c.req.method === "POST" ? 303 : 302);
}

/**
 * Where to go: an allowed URL of the application's, by default its first one, or one of the tenant's where no application is
 * named (Authentication API, logout). `undefined`: nowhere.
 */
function targetOf(asked: string | undefined, clientId: string | undefined, { clients, settings }: LocalTenant) {
  const client = clients.find(clientId ?? "");
  const ofTenant = settings.get().allowed_logout_urls;
  const allowed = client ? logoutUrls(client) : clientId === undefined && Array.isArray(ofTenant) ? ofTenant : [];
  if (asked === undefined) return client && allowed[0];
  return allowed.includes(asked) ? asked : "refused";
}

/** Only this tenant's own page can have posted that. */
function isConfirmed(c: Context, confirmed: string | undefined, { tenant }: OidcServices): boolean {
  const origin = c.req.header("origin");
  return c.req.method === "POST" && confirmed === "yes" && origin === new URL(`https://${tenant.domain}`).origin;
}

function endSession(c: Context, { state, tenant, engine }: OidcServices): void {
  const session = sessionOf(c, state, tenant, engine.sessions);
  if (session) engine.sessions.revoke(session.id);
  forgetSession(c, state);
}

function confirmPage(c: Context, parameters: Readonly<Record<string, string>>, target: string | undefined) {
  const title = "Sign out?";
  const fields = Object.entries({ ...parameters, confirmed: "yes" }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const body = html`<h1>${title}</h1>
<p>You will have to sign in again the next time.</p>
<form method="post" action="/oidc/logout">${fields}<button class="primary" autofocus>Sign out</button></form>`;
  return page(c, { title, body }, 200, { formAction: target === undefined ? [] : [sourceOf(target)] });
}

function signedOut(c: Context) {
  const title = "You are signed out";
  return page(c, { title, body: html`<h1>${title}</h1>\n<p>You can close this window.</p>` });
}

function refuse(c: Context, message: string) {
  return errorPage(c, message, 400, "This sign-out can’t continue");
}

function notAllowed(url = ""): string {
  return `The logout URL ${url} is not in the list of allowed logout URLs.`;
}
