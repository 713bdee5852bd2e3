import { createHash } from "node:crypto";
import { equalSecrets } from "../../equal-secrets";
import type { TokenChanges } from "../login";
import type { Challenge } from "./authorize-request";

/** What a person let an application have, from which its tokens come. */
export interface Grant {
  clientId: string;
  userId: string;
  /** `undefined` for grants without a session. */
  sessionId: string | undefined;
  scope: readonly string[];
  audience: string | undefined;
  organization: string | undefined;
  /** When the person signed in, in milliseconds since the Unix epoch. */
  authenticatedAt: number;
  /** Whether that took more than one factor. */
  multifactor: boolean;
  /** From then on no token of it is worth anything. */
  revoked: boolean;
}

/** An authorization code's side of a grant. */
export interface Code {
  grant: Grant;
  redirectUri: string;
  nonce: string | undefined;
  challenge: Challenge | undefined;
  changes: TokenChanges;
  used: boolean;
}

/** Whether a code verifier is the one that the challenge was made of. */
export function answers({ value, method }: Challenge, verifier: string): boolean {
  const made = method === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url");
  return equalSecrets(value, made);
}
