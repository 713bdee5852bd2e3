import { randomInt } from "node:crypto";
import type { Clock } from "../../clock";

export interface CodeLimits {
  lifetimeMs: number;
  /** Wrong guesses after which the code is void. */
  tries: number;
}

/** Passwordless: three tries within three minutes (Auth0 docs, passwordless with SMS). */
export const firstFactorLimits: CodeLimits = { lifetimeMs: 3 * 60_000, tries: 3 };

/** MFA: five minutes. Guesses are counted per login, not per code. */
export const mfaLimits: CodeLimits = { lifetimeMs: 5 * 60_000, tries: Number.POSITIVE_INFINITY };

export type CodeCheck = "ok" | "wrong_code" | "code_expired" | "too_many_attempts";

/** One six-digit code on its way to a person. A new code replaces it; the old one is then worth nothing. */
export class OneTimeCode {
  readonly value = String(randomInt(1_000_000)).padStart(6, "0");
  private readonly expiresAt: number;
  private wrong = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limits: CodeLimits,
  ) {
    this.expiresAt = clock.now() + limits.lifetimeMs;
  }

  check(guess: string): CodeCheck {
    if (this.wrong >= this.limits.tries) return "too_many_attempts";
    if (this.clock.now() > this.expiresAt) return "code_expired";
    if (guess === this.value) return "ok";
    this.wrong += 1;
    return "wrong_code";
  }
}
