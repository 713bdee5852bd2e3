import { randomInt } from "node:crypto";
import type { Clock } from "../../support/clock";

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

/**
 * One six-digit code on its way to a user. A new code replaces it; the old one is then worth nothing. Times are in
 * milliseconds since the Unix epoch.
 */
export class OneTimeCode {
  readonly value = String(randomInt(1_000_000)).padStart(6, "0");
  readonly madeAt: number;
  readonly expiresAt: number;
  readonly #clock: Clock;
  readonly #limits: CodeLimits;
  #wrong = 0;
  #usedAt: number | undefined;

  constructor(clock: Clock, limits: CodeLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.madeAt = clock.now();
    this.expiresAt = this.madeAt + limits.lifetimeMs;
  }

  /** How often something else was typed in. */
  get wrongGuesses(): number {
    return this.#wrong;
  }

  /** When it was typed in; `undefined`: it was not. */
  get usedAt(): number | undefined {
    return this.#usedAt;
  }

  /** What `check` would answer to the right code now. */
  get standing(): Exclude<CodeCheck, "wrong_code"> {
    if (this.#wrong >= this.#limits.tries) return "too_many_attempts";
    return this.#clock.now() > this.expiresAt ? "code_expired" : "ok";
  }

  check(guess: string): CodeCheck {
    const { standing } = this;
    if (standing !== "ok") return standing;
    if (guess === this.value) {
      this.#usedAt ??= this.#clock.now();
      return "ok";
    }
    this.#wrong += 1;
    return "wrong_code";
  }
}
