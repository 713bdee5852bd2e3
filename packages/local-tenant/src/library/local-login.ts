import type { Login } from "../auth0/login/login";
import type { MfaAnswer } from "../auth0/login/mfa-answer";
import type { TokenChanges } from "../auth0/login/token-changes";
import type { AnswerResult, CodeChannel, LoginOutcome, LoginState, LoginTimelineEntry } from "../auth0/login/types";
import type { Enrollment, OtpEnrollment, PhoneEnrollment, RecoveryCodeEnrollment } from "../auth0/users/types";
import type { FactorType, MfaPrompt } from "../pipeline/types";
import type { Behaviour } from "../running/behaviour";
import { formatTimeline } from "../terminal/timeline";
import { type ActionReport, actionReports } from "./action-report";

/** A login that is over. */
export type FinishedLogin = LocalLogin & { readonly outcome: LoginOutcome };

/** A login of a `RunningTenant`, which a test takes through step by step, or to its end by `finish`. */
export class LocalLogin {
  readonly #login: Login;
  readonly #finish: (login: Login, behaviour?: Behaviour) => Promise<LoginOutcome>;

  /** @internal */
  constructor(login: Login, finish: (login: Login, behaviour?: Behaviour) => Promise<LoginOutcome>) {
    this.#login = login;
    this.#finish = finish;
  }

  get id(): string {
    return this.#login.id;
  }

  /** What the login waits for, or that it is `completed` or `ended`. */
  get state(): LoginState {
    return this.#login.state;
  }

  /** The challenge or enrolment on screen; `undefined` unless the state is `awaiting-mfa`. */
  get prompt(): MfaPrompt | undefined {
    return this.#login.prompt;
  }

  /** How the login came out, with its session or its error; `undefined` before its end. */
  get outcome(): LoginOutcome | undefined {
    return this.#login.outcome;
  }

  /** What the Actions put into the tokens of the application; `undefined` unless the login completed. */
  get tokens(): TokenChanges | undefined {
    return this.outcome?.status === "completed" ? this.#login.tokenChanges : undefined;
  }

  /** What each Action did so far, in order. */
  get actions(): ActionReport[] {
    return actionReports(this.#login.timeline);
  }

  /** Everything that happened so far, in order. */
  get timeline(): readonly LoginTimelineEntry[] {
    return this.#login.timeline;
  }

  /** Types in a password. A wrong one leaves the login waiting, until the account is blocked. */
  submitPassword(password: string): Promise<AnswerResult> {
    return this.#login.submitPassword(password);
  }

  /** Types in the first factor's code. A wrong one leaves the login waiting. */
  submitCode(code: string): Promise<AnswerResult> {
    return this.#login.submitCode(code);
  }

  /** Asks for the first factor's code again; the earlier one is then worth nothing. */
  resendCode(): Promise<void> {
    return this.#login.resendCode();
  }

  /** Chooses another factor of a challenge, or the same again; a new code goes out where the factor needs one. */
  select(factor: FactorType, channel?: CodeChannel): Promise<void> {
    return this.#login.select(factor, channel);
  }

  /**
   * Begins an enrolment, which `answer` then confirms. A phone gets a code; without `phoneNumber` it is that of the user's
   * profile. An authenticator's codes are those of `totp(secret, Date.now())`.
   */
  enroll(request: { factor: "phone"; phoneNumber?: string }): Promise<PhoneEnrollment>;
  enroll(request: { factor: "otp" }): Promise<OtpEnrollment>;
  enroll(request: { factor: "recovery-code" }): Promise<RecoveryCodeEnrollment>;
  enroll(request: { factor: FactorType; phoneNumber?: string }): Promise<Enrollment>;
  enroll(request: { factor: FactorType; phoneNumber?: string }): Promise<Enrollment> {
    return this.#login.enroll(request);
  }

  /** Answers the challenge or enrolment. A wrong answer leaves the login waiting; a right one goes on at the next Action. */
  answer(answer: MfaAnswer): Promise<AnswerResult> {
    return this.#login.answer(answer);
  }

  /** The user closes the browser: no later Action runs, and no session is left. */
  abandon(): void {
    this.#login.abandon();
  }

  /** Lets the user do the rest: read each code where it arrives and type it in. A refused answer makes them give up. */
  finish(behaviour?: Behaviour): Promise<LoginOutcome> {
    return this.#finish(this.#login, behaviour);
  }

  /** The timeline as text: one line an entry, with durations, console lines and calls of `api`. */
  toString(): string {
    return formatTimeline(this.timeline, (_colour, text) => text);
  }
}
