import type { ActionKey } from "../../stacks/actions";

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
  /** Anything else that it does. */
  others: Seen[];
  /** Why reading the code does not show what it does; empty if it does. */
  doubts: Seen[];
  /** What it reads of the event, e.g. `user.app_metadata`; not what it only logs. */
  reads: string[];
}

/** One thing that was seen in an Action's code. `seen-in-words.ts` puts it into words. */
export type Seen =
  /** Methods of `api`, e.g. `access.deny`. */
  | { kind: "api-calls"; names: string[] }
  /** E.g. `messages.create`. */
  | { kind: "twilio-call"; name: string }
  | { kind: "package"; name: string }
  /** `undefined`: chosen at run time. */
  | { kind: "request"; host: string | undefined }
  /** What Verify is told of a verification, other than `approved`; `undefined`: chosen at run time. */
  | { kind: "verify-status"; status: string | undefined }
  /** A request to Verify that is no approval. */
  | { kind: "verify-request" }
  /** What is called or required is chosen at run time. */
  | { kind: "chosen"; of: "api" | "twilio" | "packages" }
  /** Is given to code that is not looked into. `of` is `api`, `twilio` for a client, or a package. */
  | { kind: "passed-on"; of: string }
  /** A handler that is no function of the file. */
  | { kind: "unknown-handler" }
  /** A client of an HTTP package with settings of its own. */
  | { kind: "own-client"; of: string }
  /** A name of the platform's that may do anything. */
  | { kind: "global"; name: string }
  /** Makes code run that is not there to be read: `constructor`, `import()`. */
  | { kind: "evaluation"; name: string }
  | { kind: "ambiguous-names"; names: string[] }
  /** MFA without the phone; `[]`: without any factor. */
  | { kind: "other-factors"; factors: string[] }
  /** `multifactor.enable`, depending on these members of the event. */
  | { kind: "conditional-mfa"; reads: string[] }
  /** What MFA is made to depend on. */
  | { kind: "reads"; paths: string[] }
  /** Approvals at Verify, and which factors the code looks at. */
  | { kind: "reports"; mfa: boolean; firstFactor: boolean }
  | { kind: "own-source"; key: ActionKey }
  | { kind: "not-commonjs" };
