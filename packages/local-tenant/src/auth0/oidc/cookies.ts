import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { hasRunOut, type Session, type SessionStore } from "../login";
import type { LocalTenant } from "../tenant";
import type { OidcState } from "./oidc-state";
import { newKey } from "./vault";

/** Browsers share cookies between the ports of a host, and another local tenant may be at one of them. */
const named = (name: string) => (c: Context) => `${name}_${new URL(c.req.url).port || 443}`;
const sessionCookie = named("auth0");
const browserCookie = named("auth0_browser");

/** The single sign-on session of a browser, while it lives; `undefined`: none. */
export function sessionOf(
  c: Context,
  { browsers }: OidcState,
  tenant: LocalTenant,
  sessions: SessionStore,
): Session | undefined {
  const session = sessions.get(browsers.get(getCookie(c, sessionCookie(c))) ?? "");
  return session && !hasRunOut(session, tenant) ? session : undefined;
}

/**
 * Gives the browser its session, under a key that it did not have before. A frame of an application has to send it, so
 * it is of no site.
 */
export function keepSession(c: Context, { browsers }: OidcState, sessionId: string): void {
  forgetSession(c, { browsers });
  setCookie(c, sessionCookie(c), browsers.put(sessionId), { ...common, sameSite: "None", maxAge: 30 * 86_400 });
}

/** Takes the session from the browser. */
export function forgetSession(c: Context, { browsers }: Pick<OidcState, "browsers">): void {
  const key = getCookie(c, sessionCookie(c));
  if (key !== undefined) browsers.delete(key);
  deleteCookie(c, sessionCookie(c), { ...common, sameSite: "None" });
}

/** What a browser is known by while it signs in. `undefined`: it sent nothing. */
export function browserOf(c: Context): string | undefined {
  return getCookie(c, browserCookie(c));
}

/** The same, for a browser that begins to sign in. */
export function browserFrom(c: Context): string {
  const known = browserOf(c);
  if (known !== undefined && /^[\w-]{43}$/.test(known)) return known;
  const made = newKey();
  setCookie(c, browserCookie(c), made, { ...common, sameSite: "Lax" });
  return made;
}

const common = { httpOnly: true, secure: true, path: "/" };
