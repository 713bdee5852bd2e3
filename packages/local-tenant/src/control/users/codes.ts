import { totp } from "../../auth0/login";
import type { User } from "../../auth0/users";

/** What a user reads off an authenticator app or a sheet of paper. */
export interface UserCodes {
  /** `expires_in`: in milliseconds. */
  otp?: { code: string; expires_in: number };
  recovery_code?: string;
}

const otpStepMs = 30_000;

/** `now`: in milliseconds since the Unix epoch. */
export function userCodes({ enrollments }: User, now: number): UserCodes {
  const codes: UserCodes = {};
  for (const each of enrollments) {
    if (each.type === "otp") codes.otp = { code: totp(each.secret, now), expires_in: otpStepMs - (now % otpStepMs) };
    if (each.type === "recovery-code") codes.recovery_code = each.recoveryCode;
  }
  return codes;
}
