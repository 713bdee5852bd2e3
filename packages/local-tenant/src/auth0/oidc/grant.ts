import { createHash } from "node:crypto";
import { equalSecrets } from "../../support/equal-secrets";
import type { TokenChanges } from "../login";

/** What a user let an application have, from which its tokens come. */
export interface Grant {
  clientId: string;
  userId: string;
  /** `undefined` for grants without a session. */
  sessionId: string | undefined;
  scope: readonly string[];
  audience: string | undefined;
  organization: string | undefined;
  /** When the user signed in, in milliseconds since the Unix epoch. */
  authenticatedAt: number;
  /** When the application got it; a single sign-on gives a new one. In milliseconds since the Unix epoch. */
  givenAt: number;
  /** Whether that took more than one factor. */
  multifactor: boolean;
  /** From then on no token of it is worth anything. */
  revoked: boolean;
}

/** An authorization code's side of a grant. */
export interface Code {
  grant: Grant;
  redirectUri: string;
  /** Whether the request named that address; the application then has to repeat it. */
  redirectUriNamed: boolean;
  nonce: string | undefined;
  /** PKCE; `undefined`: the request had none. */
  challenge: string | undefined;
  changes: TokenChanges;
  used: boolean;
}

/** Whether a code verifier is the one that the challenge (PKCE, `S256`) was made of. */
export function answers(challenge: string, verifier: string): boolean {
  return equalSecrets(challenge, createHash("sha256").update(verifier).digest("base64url"));
}
