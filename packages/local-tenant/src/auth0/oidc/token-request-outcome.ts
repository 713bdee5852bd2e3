import type { TokenChanges } from "../login";
import type { User } from "../users";
import type { Grant } from "./grant";

/** What the tokens of a request are made of. */
export interface TokenRequestOutcome {
  grant: Grant;
  user: User;
  changes: TokenChanges;
  nonce?: string | undefined;
  /** Narrower than the grant's, where the application asked for that. */
  scope?: readonly string[];
  /** What the access token's `gty` says; `undefined` for a code. */
  gty?: string;
  /** The refresh token that goes along, where there is one. */
  refreshToken?: string | undefined;
  /** The new one, after the old one was used. */
  recoveryCode?: string;
}
