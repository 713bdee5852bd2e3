import type { FactorType } from "../../pipeline";
import type { CodeChannel, Login } from "../login";
import type { Enrollment } from "../users";
import type { Account } from "./accounts";
import type { AuthorizeRequest } from "./authorize-request";

/** A user at the sign-in pages, on their way through one authorization request. */
export interface SignIn {
  /** Stands in the pages' address and forms. */
  id: string;
  /** The browser that began it, by its cookie; no other one can go on. */
  browser: string;
  request: AuthorizeRequest;
  /** What the user says they are. */
  identifier?: string;
  /** `undefined` for an identifier that nobody has, which only shows after the password. */
  account?: Account | undefined;
  /** From the first factor on. */
  login?: Login;
  /** The session that the browser already has. */
  sessionId: string | undefined;
  /** Of the console, which shows what arrives at phones; `undefined`: there is none. */
  consoleUrl: string | undefined;
  /** The outcome of the last step, to be shown once. */
  notice?: Notice | undefined;
  mfa: MfaChoice;
  /** Ends with the step that is under way: steps wait for each other. */
  busy: Promise<unknown>;
}

export interface Notice {
  kind: "error" | "info";
  text: string;
}

/** Where the user is within an MFA prompt. */
export interface MfaChoice {
  /** The list of methods is on screen. */
  choosing?: boolean;
  /** Default: the prompt's first. */
  factor?: FactorType;
  channel?: CodeChannel;
  /** An enrolment that waits for its code. */
  enrolling?: Enrollment;
}

/** The factor that the user deals with; `undefined`: they are still to choose. */
export function currentFactor({ login, mfa }: SignIn): FactorType | undefined {
  const factors = login?.prompt?.factors ?? [];
  if (mfa.choosing) return undefined;
  if (mfa.factor !== undefined && factors.includes(mfa.factor)) return mfa.factor;
  return login?.prompt?.command === "enroll" && factors.length > 1 ? undefined : factors[0];
}
