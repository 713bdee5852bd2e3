import { type MfaCommand, resolveCommand } from "./commands";
import { deferredMfa } from "./deferred-mfa";
import { watchFloatingPromises } from "./floating-promises";
import type { ActionInstances } from "./instances";
import { limits } from "./limits";
import type { TransactionMetadata } from "./outcome";
import { PendingEffects } from "./pending-effects";
import { type ActionRun, messageOf, runAction } from "./run-action";
import { Segment } from "./segment";
import { Timeline } from "./timeline";
import type { DeployedAction, FactorType, MfaPrompt, PipelineOptions, PipelineStep, TimelineEntry } from "./types";
import { unanswerable } from "./unanswerable";

type Final = Exclude<PipelineStep, { status: "paused" }>;

/**
 * One login's walk through the post-login Actions: each runs to its end, then its commands are answered one after the
 * other, then the next one runs. Create one per login; `run` once, then `resume` after each pause.
 */
export class PipelineExecution {
  readonly #options: PipelineOptions & { instances: ActionInstances };
  readonly #timeline: Timeline;
  readonly #pending = new PendingEffects();
  readonly #satisfied = new Set<FactorType>();
  #state: "new" | "running" | "paused" | "over" = "new";
  #next = 0;
  #queue: MfaCommand[] = [];
  #commands = 0;
  #metadata: TransactionMetadata = {};
  #multifactorProvider: string | undefined;
  #prompt: MfaPrompt | undefined;

  constructor(options: PipelineOptions & { instances: ActionInstances }) {
    this.#options = options;
    this.#timeline = new Timeline(options.actions, options.onTimeline);
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
    if (this.#state !== "new")
      throw new Error(`PipelineExecution.run() is called once per login; this one is ${this.#state}.`);
    return this.#step();
  }

  /**
   * Goes on after a pause with the factor that the person used or enrolled; a failed answer is simply not reported here.
   * @throws {Error} when the pipeline is not paused, or the factor is none of those that the prompt offers
   */
  async resume({ factor }: { factor: FactorType }): Promise<PipelineStep> {
    const prompt = this.#prompt;
    if (this.#state !== "paused" || !prompt) {
      throw new Error(`PipelineExecution.resume() needs a paused login; this one is ${this.#state}.`);
    }
    if (!prompt.factors.includes(factor)) {
      throw new Error(`PipelineExecution.resume() got ${factor}; the prompt offers ${prompt.factors.join(", ")}.`);
    }
    this.#prompt = undefined;
    this.#satisfied.add(factor);
    this.#timeline.push({ kind: "resume", at: this.#now(), command: prompt.command, factor });
    if (prompt.origin !== "action") return this.#end({ status: "completed" });
    return this.#step();
  }

  async #step(): Promise<PipelineStep> {
    this.#state = "running";
    const segment = new Segment(this.#options.timeLimitMs ?? limits.segmentMs);
    for (;;) {
      const held = this.#carryOutCommands();
      if (held) return held;
      const action = this.#options.actions[this.#next++];
      if (!action) return this.#afterLastAction();
      const ended = await this.#runAction(action, segment);
      if (ended) return ended;
    }
  }

  async #runAction(action: DeployedAction, segment: Segment): Promise<PipelineStep | undefined> {
    const { context, instances, clock } = this.#options;
    const at = this.#now();
    const event = context.event();
    const onFloating = (reason: unknown) =>
      this.#log(
        "floating_promise",
        `The Action "${action.name}" did not await a promise that was rejected: ${messageOf(reason)}`,
      );
    const { pending, metadata } = { pending: this.#pending, metadata: this.#metadata };
    const run = await runAction({ action, event, metadata, pending, instances, clock, segment, onFloating });
    this.#timeline.push(actionEntry(action.name, at, run));
    return this.#take(action, run);
  }

  /** Takes over what an Action asked for, in the platform's order: failure, denial, then what goes on. */
  #take(action: DeployedAction, { outcome, failure }: ActionRun): PipelineStep | undefined {
    if (failure) {
      this.#tenantLog("actions_execution_failed", `${action.name}: action_${failure.kind}: ${failure.message}`);
      return this.#deny(failure.message);
    }
    this.#pending.add(outcome.effects);
    if (outcome.denied !== undefined) {
      this.#pending.flush((effect) => this.#options.context.apply(effect));
      return this.#deny(outcome.denied);
    }
    if (outcome.unsupported) {
      return this.#deny(
        `The local tenant does not support ${outcome.unsupported}, which the Action "${action.name}" called.`,
      );
    }
    this.#metadata = { ...outcome.metadata };
    this.#multifactorProvider = outcome.multifactorProvider ?? this.#multifactorProvider;
    this.#queue = [...outcome.commands];
    return undefined;
  }

  #carryOutCommands(): PipelineStep | undefined {
    for (let command = this.#queue.shift(); command; command = this.#queue.shift()) {
      const held = this.#carryOut(command);
      if (held) return held;
    }
    return undefined;
  }

  /** `undefined` when the command is ignored because its factors were used in this transaction. */
  #carryOut(command: MfaCommand): PipelineStep | undefined {
    const { context } = this.#options;
    this.#commands += 1;
    if (this.#commands > limits.commandsPerFlow) {
      return this.#deny(
        `The Action "${command.action}" called ${command.method}, the fifth challenge or enrollment of this login; ` +
          `a login may have ${limits.commandsPerFlow}.`,
      );
    }
    if (!context.customizeMfa()) return this.#mfaFailure(customizeMfaIsOff(command));
    if (context.interaction === "token-exchange") return this.#end(unanswerable("token-exchange")!);
    const resolution = resolveCommand(command, {
      satisfied: this.#satisfied,
      enrolledFactors: () => context.enrolledFactors(),
      enabledFactors: () => context.enabledFactors(),
    });
    if (resolution.kind === "fail") return this.#mfaFailure(resolution.description);
    for (const warning of resolution.warnings) this.#tenantLog("w", warning);
    return resolution.kind === "prompt" ? this.#pause(resolution.prompt) : undefined;
  }

  #afterLastAction(): PipelineStep {
    const { context } = this.#options;
    this.#pending.flush((effect) => context.apply(effect));
    // The answered command of an Action overrides api.multifactor.enable and the policy.
    const prompt = this.#satisfied.size > 0 ? undefined : deferredMfa(context, this.#multifactorProvider);
    if (!prompt) return this.#end({ status: "completed" });
    if (prompt.factors.length === 0)
      return this.#mfaFailure("MFA is required, but the tenant has no factor that is switched on.");
    return this.#pause(prompt);
  }

  #pause(prompt: MfaPrompt): PipelineStep {
    const refused = unanswerable(this.#options.context.interaction);
    if (refused) return this.#end(refused);
    this.#state = "paused";
    this.#prompt = prompt;
    this.#timeline.push({ kind: "pause", at: this.#now(), prompt });
    return { status: "paused", prompt };
  }

  #mfaFailure(description: string): PipelineStep {
    this.#tenantLog("mfar", description);
    return this.#deny(description);
  }

  #deny(description: string): PipelineStep {
    return this.#end({ status: "ended", error: "access_denied", description });
  }

  #end(step: Final): PipelineStep {
    this.#state = "over";
    this.#timeline.push({ kind: "end", at: this.#now(), step });
    return step;
  }

  #tenantLog(type: string, description: string): void {
    this.#log(type, description);
    this.#options.context.apply({ kind: "tenant_log", type, description: this.#timeline.redact(description) });
  }

  #log(type: string, description: string): void {
    this.#timeline.push({ kind: "log", at: this.#now(), type, description });
  }

  #now(): number {
    return this.#options.clock.now();
  }
}

function actionEntry(name: string, at: number, { outcome, console, ms, failure }: ActionRun): TimelineEntry {
  const refused = outcome.denied !== undefined ? "denied" : "ok";
  return {
    kind: "action",
    at,
    name,
    ms,
    console,
    calls: outcome.calls,
    result: failure?.kind ?? refused,
    ...(failure && { error: failure.message }),
  };
}

/** The docs only say that flows "will not work properly" then; a login that silently went on would be worse. */
function customizeMfaIsOff({ action, method }: MfaCommand): string {
  return (
    `The Action "${action}" called ${method}, but the tenant setting customize_mfa_in_postlogin_action ` +
    '("Customize MFA Factors using Actions") is off. Switch it on.'
  );
}
