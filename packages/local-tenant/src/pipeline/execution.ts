import { CommandQueue, type Interruption } from "./command-queue";
import { deferredMfa } from "./deferred-mfa";
import { watchFloatingPromises } from "./floating-promises";
import type { ActionInstances } from "./instances";
import type { TransactionMetadata } from "./outcome";
import { PendingEffects } from "./pending-effects";
import { type ActionRun, runAction } from "./run-action";
import { failedAction, messageOf } from "./run-handler";
import { Segment } from "./segment";
import { Timeline } from "./timeline";
import type {
  DeployedAction,
  FactorType,
  FailedAction,
  MfaPrompt,
  PipelineOptions,
  PipelineStep,
  TimelineEntry,
} from "./types";
import { whenNotInteractive } from "./when-not-interactive";

type FinalStep = Exclude<PipelineStep, { status: "paused" }>;

type State = { name: "new" | "running" | "over" } | { name: "paused"; prompt: MfaPrompt };

/**
 * One login's walk through the post-login Actions: each runs to its end, then its commands are answered one after the
 * other, then the next one runs. Create one per login; `run` once, then `resume` after each pause.
 */
export class PipelineExecution {
  readonly #options: PipelineOptions & { instances: ActionInstances };
  readonly #timeline: Timeline;
  readonly #commands: CommandQueue;
  readonly #pending = new PendingEffects();
  #state: State = { name: "new" };
  #next = 0;
  #metadata: TransactionMetadata = {};
  #multifactorProvider: string | undefined;

  constructor(options: PipelineOptions & { instances: ActionInstances }) {
    this.#options = options;
    this.#timeline = new Timeline(options.actions, options.onTimeline);
    this.#commands = new CommandQueue(options.context, (description) => this.#tenantLog("w", description));
    watchFloatingPromises();
  }

  /** Everything that has happened so far, in order. */
  get timeline(): readonly TimelineEntry[] {
    return this.#timeline.entries;
  }

  /**
   * Runs Actions until a prompt holds the login, something ends it, or all is done.
   * @throws {Error} when it was called before
   */
  async run(): Promise<PipelineStep> {
    if (this.#state.name !== "new") {
      throw new Error(`PipelineExecution.run() is called once per login; this one is ${this.#state.name}.`);
    }
    return this.#proceed();
  }

  /**
   * Goes on after a pause with the factor that the user used or enrolled. For a prompt that nobody answers, or not
   * rightly, it is not called: no Action hears of that.
   * @throws {Error} when the pipeline is not paused, or the factor is none of those that the prompt offers
   */
  async resume({ factor }: { factor: FactorType }): Promise<PipelineStep> {
    const state = this.#state;
    if (state.name !== "paused") {
      throw new Error(`PipelineExecution.resume() needs a paused login; this one is ${state.name}.`);
    }
    const { prompt } = state;
    if (!prompt.factors.includes(factor)) {
      throw new Error(`PipelineExecution.resume() got ${factor}; the prompt offers ${prompt.factors.join(", ")}.`);
    }
    this.#commands.satisfied.add(factor);
    this.#timeline.push({ kind: "resume", at: this.#now(), command: prompt.command, factor });
    return prompt.origin === "action" ? this.#proceed() : this.#end({ status: "completed" });
  }

  /** Commands first, then the next Action, until something holds the login; one time segment. */
  async #proceed(): Promise<PipelineStep> {
    this.#state = { name: "running" };
    const segment = new Segment(this.#options.timeLimitMs ?? this.#options.instances.timeLimitMs);
    for (;;) {
      const hold = this.#commands.next();
      if (hold) return this.#hold(hold);
      const action = this.#options.actions[this.#next++];
      if (!action) return this.#afterLastAction();
      const ended = await this.#runAction(action, segment);
      if (ended) return ended;
    }
  }

  async #runAction(action: DeployedAction, segment: Segment): Promise<PipelineStep | undefined> {
    const { context, instances, clock } = this.#options;
    const at = this.#now();
    const run = await runAction({
      action,
      event: context.event(),
      metadata: this.#metadata,
      pending: this.#pending,
      instances,
      clock,
      segment,
      onEvent: (event) => this.#options.onEvent?.(action, event),
      onFloating: (reason) => this.#log("floating_promise", floatingPromise(action, reason)),
    });
    this.#timeline.push(actionEntry(action, at, run));
    return this.#takeOver(action, run);
  }

  /** Takes over what an Action asked for. A failure discards it all, a denial keeps what is to be written. */
  #takeOver(action: DeployedAction, { outcome, failure }: ActionRun): PipelineStep | undefined {
    if (failure) {
      const description = `${action.name}: action_${failure.kind}: ${failure.message}`;
      this.#tenantLog("actions_execution_failed", description, failedAction(action, failure));
      return this.#deny(failure.message);
    }
    this.#pending.add(outcome.effects);
    if (outcome.denied !== undefined) return this.#writeEffects() ?? this.#deny(outcome.denied);
    if (outcome.unsupported) return this.#deny(notSupported(action, outcome.unsupported));
    this.#metadata = outcome.metadata;
    this.#multifactorProvider = outcome.multifactorProvider ?? this.#multifactorProvider;
    this.#commands.add(outcome.commands);
    return undefined;
  }

  #afterLastAction(): PipelineStep {
    const refused = this.#writeEffects();
    if (refused) return refused;
    // An Action's command that was answered overrides api.multifactor.enable and the policy.
    if (this.#commands.satisfied.size > 0) return this.#end({ status: "completed" });
    const prompt = deferredMfa(this.#options.context, this.#multifactorProvider);
    if (!prompt) return this.#end({ status: "completed" });
    if (prompt.factors.length > 0) return this.#pause(prompt);
    const description = "MFA is required, but the tenant has no factor that is switched on.";
    return this.#hold({ kind: "end", description, logType: "mfar" });
  }

  #hold(hold: Interruption): PipelineStep {
    if (hold.kind === "prompt") return this.#pause(hold.prompt);
    if (hold.logType) this.#tenantLog(hold.logType, hold.description);
    return this.#deny(hold.description);
  }

  #pause(prompt: MfaPrompt): PipelineStep {
    const refused = whenNotInteractive(this.#options.context.interaction);
    if (refused) return this.#end(refused);
    this.#state = { name: "paused", prompt };
    this.#timeline.push({ kind: "pause", at: this.#now(), prompt });
    return { status: "paused", prompt };
  }

  /** The description goes to the tenant log and on the user's screen, so it names secrets instead of holding them. */
  #deny(description: string): PipelineStep {
    return this.#end({ status: "ended", error: "access_denied", description: this.#timeline.redact(description) });
  }

  #end(step: FinalStep): PipelineStep {
    this.#state = { name: "over" };
    this.#timeline.push({ kind: "end", at: this.#now(), step });
    return step;
  }

  /** What the tenant can't write, such as a primary user that does not exist, ends the login. */
  #writeEffects(): PipelineStep | undefined {
    try {
      this.#pending.flush((effect) => this.#options.context.apply(effect));
      return undefined;
    } catch (error) {
      return this.#deny(messageOf(error));
    }
  }

  #tenantLog(type: string, description: string, failed?: FailedAction): void {
    this.#log(type, description);
    const entry = this.#timeline.redact({ description, ...(failed && { failed }) });
    this.#options.context.apply({ kind: "tenant_log", type, ...entry });
  }

  #log(type: string, description: string): void {
    this.#timeline.push({ kind: "log", at: this.#now(), type, description });
  }

  #now(): number {
    return this.#options.clock.now();
  }
}

function actionEntry(
  action: DeployedAction,
  at: number,
  { outcome, console, ms, failure, stack }: ActionRun,
): TimelineEntry {
  const result = outcome.denied === undefined ? "ok" : "denied";
  const entry = { kind: "action", at, name: action.name, ms, console, calls: outcome.calls } as const;
  if (!failure) return { ...entry, result };
  return { ...entry, result: failure.kind, error: failure.message, ...(stack !== undefined && { stack }) };
}

function floatingPromise(action: DeployedAction, reason: unknown): string {
  return `The Action "${action.name}" did not await a promise that was rejected: ${messageOf(reason)}`;
}

function notSupported(action: DeployedAction, call: string): string {
  return `The local tenant does not support ${call}, which the Action "${action.name}" called.`;
}
