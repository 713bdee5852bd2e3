import {
  type ActionInstances,
  type DeployedAction,
  type FactorType,
  type LoginContext,
  type MfaPrompt,
  PipelineExecution,
  type PipelineStep,
  type PostLoginEvent,
  withoutSecrets,
} from "../../pipeline";
import type { Enrollment, User } from "../users";
import { LoginError } from "./errors";
import { FirstFactorCheck } from "./first-factor";
import { MfaScreen } from "./mfa";
import type { MfaAnswer } from "./mfa-answer";
import type { LoginRequest } from "./options";
import { logMfaRequired } from "./outcome-log";
import type { TokenChanges } from "./token-changes";
import type { Transaction } from "./transaction";
import type { AnswerResult, Client, CodeChannel, LoginOutcome, LoginState, LoginTimelineEntry } from "./types";

type State =
  | { name: "running" }
  | { name: "awaiting-password" | "awaiting-code"; factor: FirstFactorCheck }
  | { name: "awaiting-mfa"; screen: MfaScreen; execution: PipelineExecution }
  | { name: "over"; outcome: LoginOutcome };

/** What one Action was handed. */
export interface ActionEvent {
  /** The Action's name. */
  action: string;
  event: PostLoginEvent;
}

/** One login, which a program takes through step by step. Made by `LoginEngine.startLogin`. */
export class Login {
  #state: State = { name: "running" };
  #askedAt: number;
  readonly #wrongAnswers = { wrong: 0 };
  readonly #transaction: Transaction;
  readonly #context: LoginContext;
  readonly #instances: ActionInstances;
  readonly #finished: (outcome: LoginOutcome) => void;
  /** As text: most are never looked at. */
  readonly #events: { actions: readonly DeployedAction[]; name: string; json: string }[] = [];

  /** @internal */
  constructor(
    transaction: Transaction,
    context: LoginContext,
    instances: ActionInstances,
    finished: (outcome: LoginOutcome) => void,
  ) {
    this.#transaction = transaction;
    this.#context = context;
    this.#instances = instances;
    this.#finished = finished;
    this.#askedAt = transaction.services.clock.now();
  }

  get id(): string {
    return this.#transaction.id;
  }

  /** The user's id, also before the login is over. */
  get userId(): string {
    return this.#transaction.user.user_id;
  }

  /** Whose login it is; an Action may make another user the primary one. */
  get user(): User {
    return this.#transaction.user;
  }

  /** The application that asked for it. */
  get client(): Client {
    return this.#transaction.client;
  }

  /** How it was asked for. */
  get request(): LoginRequest {
    return this.#transaction.options;
  }

  /** Milliseconds since the Unix epoch. */
  get startedAt(): number {
    return this.#transaction.startedAt;
  }

  /** What each Action was handed as its event, in the order of the timeline's Actions, with the names of secrets alone. */
  get events(): ActionEvent[] {
    return this.#events.map(({ actions, name, json }) => ({
      action: name,
      event: withoutSecrets(actions, JSON.parse(json)),
    }));
  }

  /** What the login waits for, or that it is over. */
  get state(): LoginState {
    return this.#state.name === "over" ? this.#state.outcome.status : this.#state.name;
  }

  /** `undefined` until the state is `completed` or `ended`. */
  get outcome(): LoginOutcome | undefined {
    return this.#state.name === "over" ? this.#state.outcome : undefined;
  }

  /** The challenge or enrolment on screen; `undefined` unless the state is `awaiting-mfa`. */
  get prompt(): MfaPrompt | undefined {
    return this.#state.name === "awaiting-mfa" ? this.#state.screen.prompt : undefined;
  }

  /**
   * When the user was asked for the first factor, or for the MFA that is on screen, in milliseconds since the Unix epoch;
   * a code that was sent before answers nothing.
   */
  get askedAt(): number {
    return this.#askedAt;
  }

  /** Whether the code that is awaited went out by e-mail rather than to a phone. */
  get awaitsEmail(): boolean {
    return this.#state.name === "awaiting-code" && this.#transaction.options.method === "email";
  }

  /** Whether the user passed MFA in this login. */
  get passedMfa(): boolean {
    return this.#transaction.passed.some(({ name }) => name === "mfa");
  }

  /** Whether an Action revoked the refresh token that the login exchanges. */
  get refreshTokenRevoked(): boolean {
    return this.#transaction.refreshTokenRevoked;
  }

  /** What the Actions want in the tokens of this login; complete once the state is `completed`. */
  get tokenChanges(): TokenChanges {
    return this.#transaction.tokenChanges;
  }

  /** What happened so far, in order. */
  get timeline(): readonly LoginTimelineEntry[] {
    return this.#transaction.timeline;
  }

  /** @internal Goes as far as it can without the user. */
  async begin(): Promise<void> {
    const { method } = this.#transaction.options;
    if (!method) return this.#runPipeline();
    const factor = new FirstFactorCheck(this.#transaction, method);
    if (factor.usesCode) {
      await factor.sendCode();
      this.#state = { name: "awaiting-code", factor };
    } else if (method === "password") {
      await this.#beginWithPassword(factor);
    } else {
      factor.pass();
      await this.#runPipeline();
    }
  }

  /** Types in a password. A wrong one leaves the login waiting, until the account is blocked. */
  async submitPassword(password: string): Promise<AnswerResult> {
    const { factor } = this.#require("awaiting-password");
    const result = factor.checkPassword(password);
    if (result.accepted) await this.#runPipeline();
    else if (result.reason === "too_many_attempts") this.end("access_denied", result.description);
    return result;
  }

  /** Types in the first factor's code. A wrong one leaves the login waiting. */
  async submitCode(code: string): Promise<AnswerResult> {
    const { factor } = this.#require("awaiting-code");
    const result = factor.checkCode(code);
    if (result.accepted) await this.#runPipeline();
    return result;
  }

  /** Asks for the first factor's code again; the earlier code is then worth nothing. */
  async resendCode(): Promise<void> {
    await this.#require("awaiting-code").factor.sendCode();
  }

  /** Tries another factor of a challenge, or the same again; sends a new code where the factor needs one. */
  async select(factor: FactorType, channel?: CodeChannel): Promise<void> {
    await this.#require("awaiting-mfa").screen.select(factor, channel);
  }

  /** Begins an enrolment, which `answer` then confirms. `phoneNumber` undefined: the number of the profile. */
  async enroll(request: { factor: FactorType; phoneNumber?: string; channel?: CodeChannel }): Promise<Enrollment> {
    return this.#require("awaiting-mfa").screen.enroll(request.factor, request.phoneNumber, request.channel);
  }

  /** Answers the prompt. A wrong answer leaves the login waiting; a right one continues at the next Action. */
  async answer(answer: MfaAnswer): Promise<AnswerResult> {
    const { screen, execution } = this.#require("awaiting-mfa");
    const result = screen.answer(answer);
    if (result.accepted) {
      this.#state = { name: "running" };
      this.#transaction.requests += 1;
      await this.#follow(execution, await execution.resume({ factor: answer.factor }));
    }
    return result;
  }

  /** The user closes the browser: no later Action runs, and no session is left. */
  abandon(why = "The user gave up."): void {
    if (!this.state.startsWith("awaiting")) throw new LoginError(`This login is ${this.state}.`);
    this.end("abandoned", why);
  }

  /** @internal Ends the login without a pipeline, as for a silent login without a session. */
  end(error: string, description: string): void {
    this.#finish({ status: "ended", userId: this.userId, error, description });
  }

  async #beginWithPassword(factor: FirstFactorCheck): Promise<void> {
    this.#state = { name: "awaiting-password", factor };
    const { options, user } = this.#transaction;
    const result = await this.submitPassword(options.password ?? user.password ?? "");
    if (!result.accepted && options.grant === "password") this.end("invalid_grant", result.description);
  }

  async #runPipeline(): Promise<void> {
    const { services, user } = this.#transaction;
    // Whoever knows the password or code learns it; no Action runs (Auth0 docs, Block and Unblock Users).
    if (user.blocked) return this.end("unauthorized", "user is blocked");
    this.#state = { name: "running" };
    const actions = services.tenant.deployedActions("post-login");
    const execution = new PipelineExecution({
      actions,
      context: this.#context,
      clock: services.clock,
      instances: this.#instances,
      onTimeline: (entry) => this.#transaction.record(entry),
      onEvent: ({ name }, event) => this.#events.push({ actions, name, json: JSON.stringify(event) }),
    });
    await this.#follow(execution, await execution.run());
  }

  async #follow(execution: PipelineExecution, step: PipelineStep): Promise<void> {
    if (step.status === "ended") return this.end(step.error, step.description);
    if (step.status === "completed") return this.#complete();
    this.#askedAt = this.#transaction.services.clock.now();
    const screen = new MfaScreen(this.#transaction, step.prompt, this.#wrongAnswers);
    if (this.#transaction.options.mfaApi) logMfaRequired(this.#transaction);
    else await screen.show();
    this.#state = { name: "awaiting-mfa", screen, execution };
  }

  #complete(): void {
    const { session } = this.#transaction;
    if (session?.revoked) this.end("login_required", "The session has ended meanwhile. Log in again.");
    else this.#finish({ status: "completed", userId: this.userId, ...(session && { sessionId: session.id }) });
  }

  #finish(outcome: LoginOutcome): void {
    this.#state = { name: "over", outcome };
    this.#transaction.record({ kind: "outcome", outcome });
    this.#finished(outcome);
  }

  #require<Name extends State["name"]>(name: Name): State & { name: Name } {
    const state = this.#state;
    if (!isIn(state, name)) throw new LoginError(`This login is not ${name} but ${this.state}.`);
    return state;
  }
}

function isIn<Name extends State["name"]>(state: State, name: Name): state is State & { name: Name } {
  return state.name === name;
}
