import type { Context } from "hono";
import type { Login } from "../login";
import type { AuthorizeRequest } from "./authorize-request";
import { keepSession } from "./cookies";
import type { Grant } from "./grant";
import { respond } from "./respond";
import type { OidcServices } from "./services";

/** Tells the application how a login came out: a code, or the error that ended it. A device learns it when it next asks. */
export function answerWithOutcome(
  c: Context,
  request: AuthorizeRequest,
  login: Login,
  { state, engine, tenant }: OidcServices,
) {
  const { outcome } = login;
  if (!outcome) throw new Error("The login is not over.");
  const { device } = request;
  if (outcome.status === "ended") {
    if (!device) return respond(c, request, { error: outcome.error, error_description: outcome.description });
    device.result = { error: outcome.error, description: outcome.description };
    return c.redirect("/device/failure", 303);
  }
  const { sessionId } = outcome;
  if (sessionId !== undefined) keepSession(c, state, sessionId);
  const methods = engine.sessions.get(sessionId ?? "")?.methods ?? [];
  const firstFactor = methods.findLast(({ name }) => name !== "mfa");
  const grant: Grant = {
    clientId: request.client.clientId,
    userId: outcome.userId,
    sessionId,
    scope: request.scope,
    audience: request.audience,
    organization: request.organization,
    authenticatedAt: firstFactor ? Date.parse(firstFactor.timestamp) : tenant.clock.now(),
    givenAt: tenant.clock.now(),
    multifactor: methods.some(({ name }) => name === "mfa"),
    revoked: false,
  };
  if (device) {
    device.result = { grant, changes: login.tokenChanges };
    return c.redirect("/device/success", 303);
  }
  const { redirectUri, nonce, challenge, parameters } = request;
  const code = state.codes.put({
    grant,
    redirectUri,
    redirectUriNamed: parameters.redirect_uri !== undefined,
    nonce,
    challenge,
    changes: login.tokenChanges,
    used: false,
  });
  return respond(c, request, { code });
}
