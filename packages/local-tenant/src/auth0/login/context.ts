import type { Effect, Interaction, LoginContext } from "../../pipeline";
import type { UserStore } from "../users";
import { confirmedFactors, postLoginEvent } from "./event";
import { failedExecution } from "./execution-log";
import { restrictedClaims } from "./token-changes";
import type { Transaction } from "./transaction";

/** What the pipeline is told about a login, and where its effects go. */
export function loginContext(transaction: Transaction, users: UserStore): LoginContext {
  const { tenant } = transaction.services;
  return {
    interaction: interactionOf(transaction),
    event: () => postLoginEvent(transaction),
    enrolledFactors: () => confirmedFactors(transaction.user, tenant.guardian.enabledFactors()),
    enabledFactors: () => tenant.guardian.enabledFactors(),
    policy: () => tenant.guardian.policy(),
    customizeMfa: () => tenant.settings.customizeMfa,
    apply: (effect) => apply(effect, transaction, users),
  };
}

function interactionOf({ options }: Transaction): Interaction {
  if (options.grant === "token-exchange") return "token-exchange";
  if (options.grant && options.grant !== "authorization_code") return options.mfaApi ? "mfa-api" : "api";
  return options.prompt === "none" ? "silent" : "interactive";
}

function apply(effect: Effect, transaction: Transaction, users: UserStore): void {
  const { user, session, services } = transaction;
  switch (effect.kind) {
    case "user_metadata":
    case "app_metadata":
      set(user[effect.kind], effect.key, effect.value);
      user.updated_at = transaction.timestamp();
      break;
    case "session_metadata":
      if (session) set(session.metadata, effect.key, effect.value);
      break;
    case "id_token_claim":
      setClaim(transaction.tokenChanges.idToken, effect.key, effect.value);
      break;
    case "access_token_claim":
      setClaim(transaction.tokenChanges.accessToken, effect.key, effect.value);
      break;
    case "scope":
      transaction.tokenChanges.scopes[effect.key] = effect.value;
      break;
    case "session_revoked":
      if (session) services.sessions.revoke(session.id);
      if (session && !effect.preserveRefreshTokens) services.revokeRefreshTokens(session.id);
      transaction.session = undefined;
      break;
    case "refresh_token_revoked":
      transaction.refreshTokenRevoked = true;
      break;
    case "primary_user":
      transaction.user = users.get(effect.userId);
      break;
    case "tenant_log":
      transaction.log(effect.type, effect.description, tenantLogDetails(effect, transaction));
      break;
  }
}

/** Auth0 publishes details for each of these but `mfar`, which may have none. */
function tenantLogDetails({ type, failed }: Extract<Effect, { kind: "tenant_log" }>, transaction: Transaction) {
  if (!failed) return type === "w" ? {} : undefined;
  return failedExecution(failed, "post-login", transaction);
}

function setClaim(claims: Record<string, unknown>, name: string, value: unknown): void {
  if (!restrictedClaims.has(name)) set(claims, name, value);
}

function set(metadata: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined || value === null) delete metadata[key];
  else metadata[key] = value;
}
