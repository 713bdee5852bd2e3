import type { RequestDocument } from "./request-document";
import type { VerificationDocument } from "./verification-document";

/** The newest verifications, newest first. */
export interface VerificationList {
  /** Milliseconds since the Unix epoch, by the tenant's clock. */
  now: number;
  /** How many there are. */
  total: number;
  verifications: VerificationDocument[];
}

/** The newest requests to Verify, newest first. */
export interface RequestList {
  /** How many there are. */
  total: number;
  requests: RequestDocument[];
}
