import { LoginError } from "../auth0/login/errors";
import type { Login } from "../auth0/login/login";
import { numbersOf } from "../auth0/login/numbers-of";
import { toE164 } from "../auth0/login/phone-number";
import { totp } from "../auth0/login/totp";
import type { AnswerResult, LoginOutcome } from "../auth0/login/types";
import type { Enrollment, User } from "../auth0/users/types";
import type { FactorType } from "../pipeline/types";
import type { Clock } from "../support/clock";
import type { Behaviour } from "./behaviour";

/** Where a user reads the codes that were sent to them. `since` is in milliseconds since the Unix epoch. */
export interface Mailboxes {
  /** The newest code sent to one of these numbers, E.164, since then; `undefined` when none arrived. */
  newestTo(numbers: readonly string[], since: number): string | undefined;
  /** The newest code sent to that address since then. */
  newestEmailTo(address: string, since: number): string | undefined;
}

/** A user who takes logins to their end: reads codes where they arrive, and types them in. */
export class Person {
  /** Numbers of phones enrolled under this person's hands. */
  readonly #newNumbers: string[] = [];

  constructor(
    private readonly user: User,
    private readonly mailboxes: Mailboxes,
    private readonly clock: Clock,
    private readonly behaviour: Behaviour = {},
  ) {}

  /** Answers until the login is over. A refused answer, or a code that never arrived, makes the user give up. */
  async finish(login: Login): Promise<LoginOutcome> {
    while (!login.outcome) {
      const result = await this.#step(login);
      if (result && !result.accepted && !login.outcome) login.abandon(result.description);
    }
    return login.outcome;
  }

  async #step(login: Login): Promise<AnswerResult | undefined> {
    switch (login.state) {
      case "awaiting-password":
        return refused("wrong_password", "Wrong email or password.");
      case "awaiting-code": {
        const code = this.#codeFor(login, login.awaitsEmail ? "email" : "phone");
        return code === undefined ? noCode() : login.submitCode(code);
      }
      case "awaiting-mfa":
        return login.prompt!.command === "enroll" ? this.#enroll(login) : this.#answer(login);
      default:
        throw new LoginError(`A login that is ${login.state} can't be finished from outside.`);
    }
  }

  async #answer(login: Login): Promise<AnswerResult> {
    const { factors } = login.prompt!;
    const factor = this.#factorOf(factors);
    if (!factor) return refused("rejected", `The prompt offers ${factors.join(", ")}, not ${this.behaviour.mfa}.`);
    if (factor !== factors[0]) await login.select(factor);
    return this.#submit(login, factor, this.#enrollment(factor));
  }

  async #enroll(login: Login): Promise<AnswerResult> {
    const { factors } = login.prompt!;
    const factor = this.#factorOf(factors) ?? factors[0]!;
    const phoneNumber = this.behaviour.phoneNumber ?? this.#numbers()[0] ?? "+12025550199";
    if (factor === "phone") this.#newNumbers.push(toE164(phoneNumber));
    const enrollment = await login.enroll({ factor, ...(factor === "phone" && { phoneNumber }) });
    return this.#submit(login, factor, enrollment);
  }

  async #submit(login: Login, factor: FactorType, enrollment: Enrollment | undefined): Promise<AnswerResult> {
    const code = this.#codeFor(login, factor, enrollment);
    if (code === undefined && (factor === "phone" || factor === "email")) return noCode();
    return login.answer({ factor, ...(code !== undefined && { code }) });
  }

  #factorOf(offered: readonly FactorType[]): FactorType | undefined {
    const { mfa } = this.behaviour;
    return mfa === undefined ? offered[0] : offered.find((factor) => factor === mfa);
  }

  #codeFor(login: Login, factor: FactorType, enrollment?: Enrollment): string | undefined {
    if (this.behaviour.code !== undefined) return this.behaviour.code;
    if (factor === "phone") return this.mailboxes.newestTo(this.#numbers(), login.askedAt);
    if (factor === "email") return this.mailboxes.newestEmailTo(this.user.email ?? "", login.askedAt);
    if (enrollment?.type === "otp") return totp(enrollment.secret, this.clock.now());
    return enrollment?.type === "recovery-code" ? enrollment.recoveryCode : undefined;
  }

  #enrollment(factor: FactorType): Enrollment | undefined {
    return this.user.enrollments.find(({ type }) => type === factor);
  }

  /** Every number at which this person may get a code. */
  #numbers(): string[] {
    return [...numbersOf(this.user), ...this.#newNumbers];
  }
}

function refused(reason: (AnswerResult & { accepted: false })["reason"], description: string): AnswerResult {
  return { accepted: false, reason, description };
}

function noCode(): AnswerResult {
  return refused("code_required", "No code arrived.");
}
