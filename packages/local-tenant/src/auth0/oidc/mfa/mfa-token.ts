import type { FactorType } from "../../../pipeline";
import type { Login } from "../../login";
import type { Application } from "../../store/entities";
import type { OidcState } from "../oidc-state";
import { TokenError } from "../token-error";
import type { TokenRequestOutcome } from "../token-request-outcome";
import type { PendingMfa } from "./pending-mfa";

/** Ten minutes (Auth0 docs, Resource Owner Password Flow with MFA). */
const lifetimeMs = 10 * 60_000;

/** The application has to answer MFA before it gets tokens. */
class MfaRequired extends TokenError {
  constructor(
    private readonly mfaToken: string,
    private readonly requirements: object,
  ) {
    super("mfa_required", "Multifactor authentication required");
  }

  override get body(): object {
    return { ...super.body, mfa_token: this.mfaToken, mfa_requirements: this.requirements };
  }
}

/** What the MFA API can do (Auth0 docs, MFA API); it has no WebAuthn. */
const supported: readonly FactorType[] = ["phone", "otp", "email", "push-notification", "recovery-code"];

/**
 * What a login without a browser comes to. Throws a `TokenError` for one that was refused; for one that waits for MFA it is
 * `mfa_required`, with an `mfa_token`.
 */
export function concluded(
  login: Login,
  client: Application,
  { state, now }: { state: OidcState; now: number },
  outcome: () => TokenRequestOutcome,
): TokenRequestOutcome {
  if (login.outcome?.status === "completed") return outcome();
  if (!login.prompt) {
    throw new TokenError(
      login.outcome?.error ?? "access_denied",
      login.outcome?.description ?? "The login is not over.",
    );
  }
  const { command, factors } = login.prompt;
  const types = factors.filter((factor) => supported.includes(factor)).map((type) => ({ type }));
  const pending = { login, clientId: client.clientId, expiresAt: now + lifetimeMs, outcome };
  throw new MfaRequired(state.mfa.put(pending), { [command]: types });
}

/** The token request of an `mfa_token`. Throws a `TokenError` for one that is unknown, expired, or of another application. */
export function pendingMfa(
  mfaToken: string | undefined,
  { state, now }: { state: OidcState; now: number },
  client?: Application,
): PendingMfa {
  const pending = state.mfa.get(mfaToken);
  if (!pending) throw new TokenError("invalid_grant", "Malformed mfa_token");
  if (now >= pending.expiresAt) throw new TokenError("expired_token", "mfa_token is expired");
  if (client && client.clientId !== pending.clientId) {
    throw new TokenError("invalid_request", "mfa_token not issued to this client", 400);
  }
  return pending;
}
