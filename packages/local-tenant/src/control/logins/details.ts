import type { Login, LoginSummary, TokenChanges } from "../../auth0/login";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { type LoginDocument, loginDocument } from "./document";

/** All about one login. */
export interface LoginDetails extends LoginDocument {
  summary: LoginSummary;
  /** What its Actions want in the tokens. */
  tokens: TokenChanges;
  /** The code that arrived for what it waits for; `undefined`: none did. */
  arrived?: string;
}

export function loginDetails({ engine }: LocalTenantServer, login: Login): LoginDetails {
  const sent = engine.codes.findLast(({ loginId }) => loginId === login.id);
  const isOpen = login.outcome === undefined && sent?.problem === undefined && sent?.code.usedAt === undefined;
  const arrived = isOpen ? sent?.code.value : undefined;
  return {
    ...loginDocument(login),
    summary: engine.logins.summary(login.id)!,
    tokens: login.tokenChanges,
    ...(arrived !== undefined && { arrived }),
  };
}
