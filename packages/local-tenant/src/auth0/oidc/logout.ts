import type { Context } from "hono";
import { html } from "hono/html";
import { logoutUrls } from "./application";
import { forgetSession, sessionOf } from "./cookies";
import type { OidcServices } from "./services";
import { errorPage } from "./views/error-page";
import { page, sourceOf } from "./views/layout";

/** `/v2/logout`: ends the browser's session, and goes where the application, or the tenant, allows. */
export async function logout(c: Context, services: OidcServices) {
  const { client_id: clientId, returnTo } = c.req.query();
  const { tenant } = services;
  if (returnTo !== undefined) {
    const client = clientId === undefined ? undefined : tenant.clients.find(clientId);
    const ofTenant = tenant.settings.get().allowed_logout_urls;
    const allowed = client ? logoutUrls(client) : Array.isArray(ofTenant) ? (ofTenant as unknown[]) : [];
    if (!allowed.includes(returnTo)) return errorPage(c, notAllowed(returnTo), 400);
  }
  endSession(c, services);
  return returnTo === undefined ? signedOut(c) : c.redirect(returnTo);
}

/**
 * `/oidc/logout` (RP-initiated logout): at once with the ID token of the browser's session, else the person is asked, for
 * any page could have sent them here.
 */
export async function oidcLogout(c: Context, parameters: Readonly<Record<string, string>>, services: OidcServices) {
  const { state, tenant, engine } = services;
  const { id_token_hint: hint, post_logout_redirect_uri: target, client_id, state: given, confirmed } = parameters;
  const claims = hint === undefined ? undefined : await state.key.read(hint);
  if (hint !== undefined && !claims) return errorPage(c, "The id_token_hint is not of this tenant.", 400);
  const clientId = typeof claims?.aud === "string" ? claims.aud : client_id;
  if (client_id !== undefined && client_id !== clientId) {
    return errorPage(c, "The id_token_hint is another application’s than client_id.", 400);
  }
  const client = clientId === undefined ? undefined : tenant.clients.find(clientId);
  if (target !== undefined && !(client && logoutUrls(client).includes(target))) {
    return errorPage(c, notAllowed(target), 400);
  }
  const session = sessionOf(c, state, tenant, engine.sessions);
  const sure = (claims !== undefined && (!session || claims.sid === session.id)) || isConfirmed(c, confirmed, services);
  if (session && !sure) return confirmPage(c, parameters, target);
  endSession(c, services);
  if (target === undefined) return signedOut(c);
  const url = new URL(target);
  if (given !== undefined) url.searchParams.append("state", given);
  return c.redirect(url.href, c.req.method === "POST" ? 303 : 302);
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

function notAllowed(url: string): string {
  return `The logout URL ${url} is not in the list of allowed ones.`;
}
