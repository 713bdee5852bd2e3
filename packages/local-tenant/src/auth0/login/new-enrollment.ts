import { randomBytes } from "node:crypto";
import type { FactorType } from "../../pipeline/types";
import type { Enrollment } from "../users";
import { LoginError } from "./errors";
import { toE164 } from "./phone-number";
import { newTotpSecret } from "./totp";

/** An enrolment with secrets of its own. Throws a `LoginError` for a phone without a number. */
export function newEnrollment(factor: FactorType, phoneNumber: string | undefined): Enrollment {
  if (factor === "otp") return { type: factor, secret: newTotpSecret() };
  if (factor === "recovery-code") return { type: factor, recoveryCode: newRecoveryCode() };
  if (factor !== "phone") return { type: factor };
  if (!phoneNumber) throw new LoginError("Enrolling a phone needs a phoneNumber: the profile has none.");
  return { type: factor, phoneNumber: toE164(phoneNumber) };
}

/** 24 characters. */
export function newRecoveryCode(): string {
  return randomBytes(15).toString("hex").slice(0, 24).toUpperCase();
}
