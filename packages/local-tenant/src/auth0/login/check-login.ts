import { LoginError } from "./errors";
import type { LoginOptions, LoginRequest } from "./options";

/** Throws a `LoginError` for parts that don't go together: `LoginOptions` says the same in types. */
export function checkLogin(request: LoginRequest): asserts request is LoginRequest & LoginOptions {
  const { grant, method, prompt, session } = request;
  if (prompt === "none" && method) throw new LoginError("prompt=none asks for no first factor; leave method out.");
  if (prompt === "login" && !method)
    throw new LoginError("prompt=login asks for the first factor again; name a method.");
  if (grant === "password" && method !== "password")
    throw new LoginError('The grant "password" needs method "password".');
  if (grant === "passwordless" && method !== "sms" && method !== "voice" && method !== "email")
    throw new LoginError('The grant "passwordless" needs method "sms", "voice" or "email".');
  if (grant === "webauthn" && method !== "passkey")
    throw new LoginError('The grant "webauthn" needs method "passkey".');
  if (request.risk && !isBrowser(request)) {
    throw new LoginError(`The platform assesses no risk in the grant "${grant}"; leave risk out.`);
  }
  if ((grant === "refresh_token" || grant === "token-exchange") && method) {
    throw new LoginError(`The grant "${grant}" has no first factor; leave method out.`);
  }
  if (grant !== undefined && withoutSession.includes(grant) && session !== undefined) {
    throw new LoginError(`The grant "${grant}" has no session; leave session out.`);
  }
  if (isBrowser(request) && !method && session === undefined && prompt !== "none") {
    throw new LoginError("A login needs a method (the first factor), or the session of an earlier login.");
  }
}

const withoutSession: readonly string[] = ["password", "passwordless", "token-exchange", "webauthn"];

export function isBrowser({ grant }: Pick<LoginRequest, "grant">): boolean {
  return grant === undefined || grant === "authorization_code";
}

/** Whether the login can't go on without an existing session. */
export function needsSession(request: Pick<LoginRequest, "grant" | "method">): boolean {
  return isBrowser(request) && request.method === undefined;
}
