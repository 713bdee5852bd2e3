import type { Context } from "hono";
import { checkLogin, connections, type LoginRequest, type Session } from "../login";
import { type AuthorizeRequest, RefusedRequest, readAuthorizeRequest, UnsafeRequest } from "./authorize-request";
import { browserFrom, sessionOf } from "./cookies";
import { loginRequest } from "./login-request";
import { answerWithOutcome } from "./outcome";
import { respond } from "./respond";
import type { OidcServices } from "./services";
import type { SignIn } from "./sign-in";
import { newKey } from "./vault";
import { errorPage } from "./views/error-page";

/** `/authorize`: straight to an answer where the browser is known, else to the sign-in pages. */
export async function authorize(c: Context, sent: URLSearchParams, services: OidcServices): Promise<Response> {
  try {
    const request = readAuthorizeRequest(sent, services.tenant);
    requireConnection(request, services);
    return await beginSignIn(c, request, services);
  } catch (error) {
    if (error instanceof UnsafeRequest) return errorPage(c, error.message);
    if (error instanceof RefusedRequest) {
      return respond(c, error.target, { error: error.error, error_description: error.message });
    }
    throw error;
  }
}

/** The answer to a request that is in order, or the way to it over the sign-in pages. */
export async function beginSignIn(c: Context, request: AuthorizeRequest, services: OidcServices): Promise<Response> {
  const session = usableSession(c, request, services);
  if (request.prompt === "none") return silently(c, request, session, services);
  if (session && request.prompt !== "login") return knownBrowser(c, request, session, services);
  return signIn(c, request, { sessionId: anySession(c, services)?.id }, services);
}

/** Throws a `RefusedRequest` for a connection that the tenant does not have. */
function requireConnection(request: AuthorizeRequest, { users }: OidcServices): void {
  const { connection } = request;
  if (connection === undefined || Object.hasOwn(connections, connection)) return;
  const known = users().some(({ identities }) => identities.some((identity) => identity.connection === connection));
  if (!known) throw new RefusedRequest(request, "invalid_request", "the connection was not found");
}

async function silently(
  c: Context,
  request: AuthorizeRequest,
  session: Session | undefined,
  services: OidcServices,
): Promise<Response> {
  if (!session) return respond(c, request, { error: "login_required", error_description: "Login required" });
  const options: LoginRequest = { ...loginRequest(request), session: session.id, prompt: "none" };
  checkLogin(options);
  return answerWithOutcome(c, request, await services.startLogin(options), services);
}

/** Single sign-on: the Actions run, and the user sees a page only where one of them asks for MFA. */
async function knownBrowser(
  c: Context,
  request: AuthorizeRequest,
  session: Session,
  services: OidcServices,
): Promise<Response> {
  const options: LoginRequest = { ...loginRequest(request), session: session.id };
  checkLogin(options);
  const login = await services.startLogin(options);
  if (login.outcome) return answerWithOutcome(c, request, login, services);
  return signIn(c, request, { sessionId: session.id, login }, services);
}

function signIn(
  c: Context,
  request: AuthorizeRequest,
  begun: Pick<SignIn, "sessionId" | "login">,
  { state, consoleUrl }: OidcServices,
): Response {
  const id = newKey();
  const untouched = { mfa: {}, busy: Promise.resolve() };
  const fresh: SignIn = { id, browser: browserFrom(c), request, consoleUrl, ...untouched, ...begun };
  state.signIns.put(fresh, id);
  return c.redirect(`/u/login?state=${id}`);
}

function anySession(c: Context, { state, tenant, engine }: OidcServices): Session | undefined {
  return sessionOf(c, state, tenant, engine.sessions);
}

/** The browser's session, unless it is too old for the request. */
function usableSession(c: Context, { maxAge }: AuthorizeRequest, services: OidcServices): Session | undefined {
  const session = anySession(c, services);
  if (!session || maxAge === undefined) return session;
  const signedIn = session.methods.findLast(({ name }) => name !== "mfa")?.timestamp ?? session.createdAt;
  return services.tenant.clock.now() - Date.parse(signedIn) >= maxAge * 1000 ? undefined : session;
}
