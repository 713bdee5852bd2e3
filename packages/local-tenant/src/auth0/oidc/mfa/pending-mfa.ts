import type { FactorType } from "../../../pipeline";
import type { Login } from "../../login";
import type { TokenRequestOutcome } from "../token-request-outcome";

/** A token request that waits until its application has answered MFA, under the name of its `mfa_token`. */
export interface PendingMfa {
  login: Login;
  clientId: string;
  /** Milliseconds since the Unix epoch. */
  expiresAt: number;
  /** What the tokens will be made of, once the login is completed. */
  outcome(): TokenRequestOutcome;
  /** The challenge or enrolment out of band that was begun last. */
  outOfBand?: { code: string; factor: FactorType };
}
