import {
  type ActionInstances,
  type FactorType,
  type LoginContext,
  type MfaPrompt,
  PipelineExecution,
  type PipelineStep,
} from "../../pipeline";
import type { Enrollment } from "../users";
import { LoginError } from "./errors";
import { FirstFactorCheck } from "./first-factor";
import { type MfaAnswer, MfaScreen } from "./mfa";
import type { Transaction } from "./transaction";
import type { AnswerResult, CodeChannel, LoginOutcome, LoginState, LoginTimelineEntry } from "./types";

/** One login, which a program takes through step by step. Made by `LoginEngine.startLogin`. */
export class Login {
  private current: LoginState = "running";
  private result: LoginOutcome | undefined;
  private asked: number;
  private screen: MfaScreen | undefined;
  private execution: PipelineExecution | undefined;
  private readonly wrongAnswers = { wrong: 0 };
  private readonly firstFactor: FirstFactorCheck | undefined;

  /** @internal */
  constructor(
    private readonly transaction: Transaction,
    private readonly context: LoginContext,
    private readonly instances: ActionInstances,
    private readonly finished: (outcome: LoginOutcome) => void,
  ) {
    const { method } = transaction.options;
    this.asked = transaction.services.clock.now();
    this.firstFactor = method && new FirstFactorCheck(transaction, method);
  }

  get id(): string {
    return this.transaction.id;
  }

  /** The user's id, also before the login is over. */
  get userId(): string {
    return this.transaction.user.user_id;
  }

  /** What the login waits for, or that it is over. */
  get state(): LoginState {
    return this.current;
  }

  /** `undefined` until the state is `completed` or `ended`. */
  get outcome(): LoginOutcome | undefined {
    return this.result;
  }

  /** The challenge or enrolment on screen; `undefined` unless the state is `awaiting-mfa`. */
  get prompt(): MfaPrompt | undefined {
    return this.current === "awaiting-mfa" ? this.screen?.prompt : undefined;
  }

  /**
   * When the person was asked for the first factor, or for the MFA that is on screen, in milliseconds since the Unix epoch;
   * a code that was sent before answers nothing.
   */
  get askedAt(): number {
    return this.asked;
  }

  /** Whether the code that is awaited went out by e-mail rather than to a phone. */
  get awaitsEmail(): boolean {
    return this.current === "awaiting-code" && this.transaction.options.method === "email";
  }

  /** What happened so far, in order. */
  get timeline(): readonly LoginTimelineEntry[] {
    return this.transaction.timeline;
  }

  /** @internal Goes as far as it can without the person. */
  async begin(): Promise<void> {
    const { options, user } = this.transaction;
    if (!this.firstFactor) return this.runPipeline();
    if (this.firstFactor.usesCode) {
      await this.firstFactor.sendCode();
      this.current = "awaiting-code";
    } else if (options.method === "password") {
      this.current = "awaiting-password";
      const result = await this.submitPassword(options.password ?? user.password ?? "");
      if (!result.accepted && options.grant === "password") this.end("invalid_grant", result.description);
    } else {
      this.firstFactor.pass();
      await this.runPipeline();
    }
  }

  /** Types in a password. A wrong one leaves the login waiting, until the account is blocked. */
  async submitPassword(password: string): Promise<AnswerResult> {
    this.require("awaiting-password");
    const result = this.firstFactor!.checkPassword(password);
    if (result.accepted) await this.runPipeline();
    else if (result.reason === "too_many_attempts") this.end("access_denied", result.description);
    return result;
  }

  /** Types in the first factor's code. A wrong one leaves the login waiting. */
  async submitCode(code: string): Promise<AnswerResult> {
    this.require("awaiting-code");
    const result = this.firstFactor!.checkCode(code);
    if (result.accepted) await this.runPipeline();
    return result;
  }

  /** Asks for the first factor's code again; the earlier code is then worth nothing. */
  async resendCode(): Promise<void> {
    this.require("awaiting-code");
    await this.firstFactor!.sendCode();
  }

  /** Tries another factor of a challenge, or the same again; sends a new code where the factor needs one. */
  async select(factor: FactorType, channel?: CodeChannel): Promise<void> {
    await this.mfa().select(factor, channel);
  }

  /** Begins an enrolment, which `answer` then confirms. `phoneNumber` undefined: the number of the profile. */
  async enroll(request: { factor: FactorType; phoneNumber?: string }): Promise<Enrollment> {
    return this.mfa().enroll(request.factor, request.phoneNumber);
  }

  /** Answers the prompt. A wrong answer leaves the login waiting; a right one goes on at the next Action. */
  async answer(answer: MfaAnswer): Promise<AnswerResult> {
    const result = this.mfa().answer(answer);
    if (result.accepted) {
      this.current = "running";
      this.transaction.requests += 1;
      await this.follow(await this.execution!.resume({ factor: answer.factor }));
    }
    return result;
  }

  /** The person closes the browser: no later Action runs, and no session is left. */
  abandon(why = "The user gave up."): void {
    if (!this.current.startsWith("awaiting")) throw new LoginError(`This login is ${this.current}.`);
    this.end("abandoned", why);
  }

  private async runPipeline(): Promise<void> {
    this.current = "running";
    const { services } = this.transaction;
    this.execution = new PipelineExecution({
      actions: services.tenant.deployedActions("post-login"),
      context: this.context,
      clock: services.clock,
      instances: this.instances,
      onTimeline: (entry) => this.transaction.record(entry),
    });
    await this.follow(await this.execution.run());
  }

  private async follow(step: PipelineStep): Promise<void> {
    if (step.status === "ended") return this.end(step.error, step.description);
    if (step.status === "completed") return this.finish({ status: "completed", ...this.identity() });
    this.asked = this.transaction.services.clock.now();
    this.screen = new MfaScreen(this.transaction, step.prompt, this.wrongAnswers);
    await this.screen.show();
    this.current = "awaiting-mfa";
  }

  /** @internal Ends the login without a pipeline, as for a silent login without a session. */
  end(error: string, description: string): void {
    this.finish({ status: "ended", userId: this.transaction.user.user_id, error, description });
  }

  private finish(outcome: LoginOutcome): void {
    this.current = outcome.status;
    this.result = outcome;
    this.transaction.record({ kind: "outcome", outcome });
    this.finished(outcome);
  }

  private identity(): { userId: string; sessionId?: string } {
    const { user, session } = this.transaction;
    return { userId: user.user_id, ...(session && { sessionId: session.id }) };
  }

  private mfa(): MfaScreen {
    this.require("awaiting-mfa");
    return this.screen!;
  }

  private require(state: LoginState): void {
    if (this.current !== state) throw new LoginError(`This login is not ${state} but ${this.current}.`);
  }
}
