import type { TokenRequest } from "../../management/token-request";
import type { Application } from "../../store/entities";
import type { OidcServices } from "../services";
import type { TokenRequestOutcome } from "../token-request-outcome";

/** A grant type: what the tokens are made of, or a `TokenError`. */
export type GrantType = (
  parameters: TokenRequest,
  client: Application,
  services: OidcServices,
  userAgent: string | undefined,
) => Promise<TokenRequestOutcome>;
