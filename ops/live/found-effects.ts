/** A call that makes MFA happen. */
export interface MfaCall {
  /** E.g. `authentication.challengeWith`. */
  name: string;
  /** Types of the factors that it asks for; `undefined` when they are chosen at run time. */
  factors: string[] | undefined;
}

/** What an Action's code does besides reading and deciding. */
export interface Effects {
  mfa: MfaCall[];
  /** Whether it tells Verify `approved`. */
  reports: boolean;
  /** What pauses the login, e.g. `redirect.sendUserTo`. */
  pauses: string[];
  /** Anything else that it does, in words that complete "it …". */
  others: string[];
  /** Why reading the code does not show what it does, likewise; empty if it does. */
  doubts: string[];
  /** What it reads of the event, e.g. `user.app_metadata`; not what it only logs. */
  reads: string[];
}
