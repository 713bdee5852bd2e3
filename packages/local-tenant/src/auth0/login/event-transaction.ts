import { listed, parametersOf } from "./application-request";
import type { Transaction } from "./transaction";

const protocols = {
  authorization_code: "oidc-basic-profile",
  refresh_token: "oauth2-refresh-token",
  password: "oauth2-password",
  passwordless: "oauth2-resource-owner",
  "token-exchange": "oauth2-token-exchange",
  webauthn: "oauth2-webauthn",
} as const;

/** The kind of token that a token exchange starts from. */
export const subjectTokenType = "urn:sandbox:legacy-token";

/** `event.transaction` of this login, without the metadata that the pipeline keeps. `id` exists in browser flows only. */
export function transactionOf({ id, correlationId, options }: Transaction): Record<string, unknown> {
  const grant = options.grant ?? "authorization_code";
  const parameters = parametersOf(options);
  const common = {
    protocol: options.request?.protocol ?? protocols[grant],
    requested_scopes: listed(parameters.scope),
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
    redirect_uri: parameters.redirect_uri,
    response_mode: parameters.response_mode ?? "query",
    response_type: listed(parameters.response_type),
    state: parameters.state ?? id,
    ...(parameters.login_hint !== undefined && { login_hint: parameters.login_hint }),
    ui_locales: listed(parameters.ui_locales),
  };
}
