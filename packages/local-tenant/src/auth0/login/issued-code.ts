import type { OneTimeCode } from "./codes";
import type { CodeChannel, CodePurpose } from "./types";

/** A code that the tenant generated, and its recipient. The engine keeps them to show what became of each. */
export interface IssuedCode {
  readonly code: OneTimeCode;
  /** E.164 number or e-mail address. Personal: never print it. */
  readonly to: string;
  readonly channel: CodeChannel | "email";
  /** `message`: sent outside of any login; it opens nothing. */
  readonly purpose: CodePurpose | "password-reset" | "message";
  /** `user_id`. */
  readonly userId: string;
  /** The login that takes it; `undefined` for a password reset and a message. */
  readonly loginId: string | undefined;
  /** Why it was not handed over, as of the last attempt; `undefined`: it was. */
  problem: string | undefined;
}
