import type { FactorType } from "../../pipeline/types";

/** An answer to an MFA prompt. */
export interface MfaAnswer {
  factor: FactorType;
  /** Needed for `phone`, `email`, `otp` and `recovery-code`. */
  code?: string;
  /** For the others, which the user approves on a device: `true` is a refusal there. */
  reject?: boolean;
}
