import type { Transaction } from "./transaction";

const protocols = {
  authorization_code: "oidc-basic-profile",
  refresh_token: "oauth2-refresh-token",
  password: "oauth2-password",
  "token-exchange": "oauth2-token-exchange",
  webauthn: "oauth2-webauthn",
} as const;

/** The kind of token that a token exchange starts from. */
export const subjectTokenType = "urn:sandbox:legacy-token";

/** `event.transaction` of this login, without the metadata that the pipeline keeps. `id` exists in browser flows only. */
export function transactionOf({ id, correlationId, options }: Transaction): Record<string, unknown> {
  const grant = options.grant ?? "authorization_code";
  const common = {
    protocol: protocols[grant],
    requested_scopes: ["openid", "profile", "email"],
    locale: "en",
    correlation_id: correlationId,
  };
  if (grant === "token-exchange") return { ...common, subject_token_type: subjectTokenType };
  if (grant !== "authorization_code") return common;
  return {
    id,
    ...common,
    acr_values: options.acrValues ?? [],
    prompt: options.prompt ? [options.prompt] : [],
    redirect_uri: "http://localhost:3000/callback",
    response_mode: "query",
    response_type: ["code"],
    state: id,
    ui_locales: [],
  };
}
