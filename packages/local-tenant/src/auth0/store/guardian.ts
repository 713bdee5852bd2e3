import type { FactorType } from "../../pipeline/types";
import type { Document } from "./settings";

/** The eight factors a tenant can switch on, by the platform's names and in its order. */
export const FACTORS = [
  "sms",
  "push-notification",
  "otp",
  "email",
  "duo",
  "webauthn-roaming",
  "webauthn-platform",
  "recovery-code",
] as const;

export type Factor = (typeof FACTORS)[number];

export type Policy = "all-applications" | "confidence-score";

/** The tenant's MFA: policy, factors that are on, and how phone messages go out. */
export class GuardianStore {
  /** Empty: never. The platform allows at most one. */
  policies: readonly Policy[] = [];
  readonly #enabled = new Set<Factor>();
  /** `sms`, `voice` or both. */
  messageTypes: readonly string[] = [];
  /** Per-factor settings under the platform's keys (`phone/selected-provider`, `sms/templates`, `duo/settings`, …). */
  readonly documents = new Map<string, Document>();

  isEnabled(factor: Factor): boolean {
    return this.#enabled.has(factor);
  }

  setEnabled(factor: Factor, enabled: boolean): void {
    if (enabled) this.#enabled.add(factor);
    else this.#enabled.delete(factor);
  }

  /** The policy as the pipeline asks for it. */
  policy(): "never" | Policy {
    return this.policies[0] ?? "never";
  }

  /** The factors that are on, by the names that Actions use: `sms` is `phone`, and `duo`, which no Action can ask for, is left out. */
  enabledFactors(): FactorType[] {
    return FACTORS.filter((factor) => factor !== "duo" && this.#enabled.has(factor)).map((factor) =>
      factor === "sms" ? "phone" : (factor as FactorType),
    );
  }
}
