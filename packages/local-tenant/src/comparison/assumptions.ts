/** What is assumed of the people; shares are of all visits. */
export const assumptions = {
  hours: 6,
  /** Pumped visits, all to numbers of one prefix within `pumpingMinutes`. */
  pumpingShare: 0.12,
  pumpingMinutes: 90,
  /** Codes that each of those numbers is sent. */
  pumpedEach: 2,
  /** Visits of people who sign in `burst` times within minutes, as somebody does who sets up devices. */
  burstShare: 0.05,
  burst: 7,
  /** Milliseconds between two visits of such a user. */
  burstEveryMs: 60_000,
  /** Visits that a user makes otherwise, on average. */
  visitsEach: 2.5,
  /** People who sign in with a code by SMS; the others have a password, and a phone for MFA. */
  smsShare: 0.6,
} as const;

/**
 * What people do when they are asked for a code, by how often, in percent. Nothing of this is measured; it is what the
 * comparison assumes.
 */
export const habits = {
  /** Types the code in within half a minute. */
  prompt: 74,
  /** Takes up to two and a half minutes. */
  slow: 8,
  /** Mistypes it once. */
  mistypes: 8,
  /** Asks for another code after a while, and types that one in. */
  resends: 6,
  /** Comes back after the code has expired, and asks for another. */
  late: 1,
  /** Closes the window. */
  leaves: 3,
} as const;
