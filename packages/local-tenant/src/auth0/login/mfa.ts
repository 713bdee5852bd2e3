import type { FactorType, MfaPrompt } from "../../pipeline/types";
import type { Enrollment, PhoneEnrollment } from "../users";
import { mfaLimits, type OneTimeCode } from "./codes";
import { LoginError } from "./errors";
import { codeRefusals } from "./first-factor";
import { type LoggedFactor, logGuardian, refusedRequest } from "./guardian-log";
import type { MfaAnswer } from "./mfa-answer";
import { newEnrollment, newRecoveryCode } from "./new-enrollment";
import { sendEmailCode, sendPhoneCode } from "./send-code";
import { isTotp } from "./totp";
import type { Transaction } from "./transaction";
import type { AnswerResult, CodeChannel } from "./types";

/** Wrong answers in one login after which no answer is accepted (Auth0 docs, MFA rate limits). */
export const wrongAnswerLimit = 10;

/** One prompt while the user deals with it. */
export class MfaScreen {
  #code: OneTimeCode | undefined;
  #enrollment: Enrollment | undefined;
  /** How the last code went to the phone. */
  #channel: CodeChannel | undefined;

  constructor(
    private readonly transaction: Transaction,
    readonly prompt: MfaPrompt,
    /** Shared by all prompts of a login. */
    private readonly attempts: { wrong: number },
  ) {}

  /** Shows the prompt: a challenge by the first factor begins at once, an enrolment waits for `enroll`. */
  async show(): Promise<void> {
    const [first] = this.prompt.factors;
    if (this.prompt.command === "challenge" && first) await this.select(first);
  }

  /** Chooses a factor of a challenge; sends the code where the factor needs one. */
  async select(factor: FactorType, channel?: CodeChannel): Promise<void> {
    this.#requireOffered(factor);
    const { transaction } = this;
    const enrollment = this.#findEnrolled(factor);
    const logged = { factor, enrollment, channel: this.#channelFor(channel) };
    logGuardian(transaction, "gd_start_auth", "Second factor authentication started", logged);
    if (factor === "email") this.#code = sendEmailCode(transaction, "challenge", mfaLimits);
    if (factor === "phone") await this.#sendCode(this.#enrolled("phone"), "challenge", channel);
    if (factor === "push-notification") logGuardian(transaction, "gd_send_pn", "Push notification sent", logged);
  }

  /** Begins an enrolment. For `otp` and `recovery-code` the result holds what the user notes down. */
  async enroll(factor: FactorType, phoneNumber?: string, channel?: CodeChannel): Promise<Enrollment> {
    if (this.prompt.command !== "enroll") throw new LoginError("This login waits for a challenge; use answer().");
    this.#requireOffered(factor);
    const enrollment = newEnrollment(factor, phoneNumber ?? this.transaction.user.phone_number);
    this.#enrollment = enrollment;
    const logged = { factor, enrollment, channel: this.#channelFor(channel) };
    logGuardian(this.transaction, "gd_start_enroll", "Enrollment started", logged);
    if (enrollment.type === "phone") await this.#sendCode(enrollment, "enrollment", channel);
    return enrollment;
  }

  answer(answer: MfaAnswer): AnswerResult {
    this.#requireOffered(answer.factor);
    const enrollment = this.prompt.command === "enroll" ? this.#pendingEnrollment(answer.factor) : undefined;
    const result = this.#check(answer, enrollment);
    const { transaction } = this;
    const reason = result.accepted ? undefined : result.reason;
    transaction.record({ kind: "answer", factor: answer.factor, accepted: result.accepted, ...(reason && { reason }) });
    if (result.accepted) this.#pass(answer.factor, enrollment);
    else this.#logRefusal(result.reason, answer);
    return result;
  }

  #check({ factor, code, reject }: MfaAnswer, enrollment: Enrollment | undefined): AnswerResult {
    if (this.attempts.wrong >= wrongAnswerLimit) return refusal("too_many_attempts", codeRefusals.too_many_attempts);
    if (!needsCode(factor)) {
      return reject ? refusal("rejected", "The request was rejected on the device.") : { accepted: true };
    }
    if (code === undefined) return refusal("code_required", `The factor ${factor} needs a code.`);
    const check = this.#checkCode(factor, code, enrollment);
    if (check === "ok") return { accepted: true };
    if (check === "wrong_code") this.attempts.wrong += 1;
    return refusal(check, codeRefusals[check]);
  }

  #checkCode(factor: FactorType, code: string, enrollment: Enrollment | undefined) {
    if (factor === "phone" || factor === "email") return this.#code?.check(code) ?? "code_expired";
    const { clock } = this.transaction.services;
    return isCodeOf(enrollment ?? this.#enrolled(factor), code, clock.now()) ? "ok" : "wrong_code";
  }

  #pass(factor: FactorType, enrollment: Enrollment | undefined): void {
    const { transaction } = this;
    transaction.addMethod({ name: "mfa", type: factor });
    if (enrollment) {
      const createdAt = new Date(transaction.services.clock.now()).toISOString();
      transaction.user.enrollments.push(Object.assign(enrollment, { createdAt }));
      logGuardian(transaction, "gd_enrollment_complete", "Enrollment complete", this.#logged(factor));
      if (!transaction.options.event?.enrollmentSucceeds) return;
    }
    const used = this.#findEnrolled(factor);
    if (used?.type === "recovery-code") {
      logGuardian(transaction, "gd_recovery_succeed", "Recovery succeeded", this.#logged(factor));
      used.recoveryCode = newRecoveryCode();
      return;
    }
    logGuardian(transaction, "gd_auth_succeed", "Second factor authentication succeeded", this.#logged(factor));
  }

  #logRefusal(reason: Refusal["reason"], { factor, code }: MfaAnswer): void {
    const type = refusalType(reason, factor);
    const text = `Second factor authentication failed: ${reason}`;
    const more = type === "gd_auth_failed" ? refusedRequest(code) : undefined;
    logGuardian(this.transaction, type, text, this.#logged(factor), more);
  }

  /** The factor as it stands, for the log. */
  #logged(factor: FactorType): LoggedFactor {
    const pending = this.#enrollment?.type === factor ? this.#enrollment : undefined;
    return { factor, enrollment: pending ?? this.#findEnrolled(factor), channel: this.#channel };
  }

  async #sendCode(
    enrollment: PhoneEnrollment,
    purpose: "challenge" | "enrollment",
    channel?: CodeChannel,
  ): Promise<void> {
    this.#channel = this.#channelFor(channel);
    this.#code = await sendPhoneCode(this.transaction, {
      to: enrollment.phoneNumber,
      purpose,
      channel: this.#channel,
      limits: mfaLimits,
      enrollment,
    });
  }

  #channelFor(wanted?: CodeChannel): CodeChannel {
    return wanted ?? this.transaction.channelFor(this.prompt.preferredMethod);
  }

  #findEnrolled<Factor extends FactorType>(factor: Factor): EnrollmentOf<Factor> | undefined {
    const { enrollments } = this.transaction.user;
    return enrollments.find((enrollment): enrollment is EnrollmentOf<Factor> => enrollment.type === factor);
  }

  #enrolled<Factor extends FactorType>(factor: Factor): EnrollmentOf<Factor> {
    const found = this.#findEnrolled(factor);
    if (!found) throw new LoginError(`User "${this.transaction.user.handle}" has no ${factor} enrolled.`);
    return found;
  }

  #pendingEnrollment(factor: FactorType): Enrollment {
    if (this.#enrollment?.type === factor) return this.#enrollment;
    throw new LoginError(`This login waits for an enrollment; call enroll({ factor: "${factor}" }) before answer().`);
  }

  #requireOffered(factor: FactorType): void {
    if (this.prompt.factors.includes(factor)) return;
    throw new LoginError(`This prompt does not offer ${factor}; it offers ${this.prompt.factors.join(", ")}.`);
  }
}

type EnrollmentOf<Factor> = Extract<Enrollment, { type: Factor }>;

type Refusal = Extract<AnswerResult, { accepted: false }>;

/** The log event of a refused answer. */
function refusalType(reason: Refusal["reason"], factor: FactorType): string {
  if (reason === "too_many_attempts") return "gd_otp_rate_limit_exceed";
  if (factor === "recovery-code") return "gd_recovery_failed";
  if (reason !== "rejected") return "gd_auth_failed";
  return factor.startsWith("webauthn") ? "gd_webauthn_challenge_failed" : "gd_auth_rejected";
}

function refusal(reason: Refusal["reason"], description: string): AnswerResult {
  return { accepted: false, reason, description };
}

function needsCode(factor: FactorType): boolean {
  return factor === "phone" || factor === "email" || factor === "otp" || factor === "recovery-code";
}

function isCodeOf(enrollment: Enrollment, code: string, now: number): boolean {
  switch (enrollment.type) {
    case "otp":
      return isTotp(enrollment.secret, code, now);
    case "recovery-code":
      return code === enrollment.recoveryCode;
    default:
      return false;
  }
}
