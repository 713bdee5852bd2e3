import type { Clock } from "../clock";
import { createPostLoginApi } from "./api";
import { ConsoleCapture, type ConsoleLine, currentExecution } from "./console-capture";
import type { ActionInstances } from "./instances";
import { type ActionOutcome, emptyOutcome, type TransactionMetadata } from "./outcome";
import type { PendingEffects } from "./pending-effects";
import { type Segment, TimeLimitError } from "./segment";
import type { DeployedAction, PostLoginEvent } from "./types";

/** What a handler threw, or that it took too long. */
export interface ActionFailure {
  kind: "error" | "timeout";
  name: string;
  message: string;
  stack: string;
}

export interface ActionRun {
  outcome: ActionOutcome;
  console: readonly ConsoleLine[];
  ms: number;
  /** Why the Action failed, `undefined` when its handler resolved. */
  failure?: ActionFailure;
  /** Of what the handler threw, with the places of the Action's sources; `undefined` when it threw nothing. */
  stack?: string;
}

export interface ActionRunOptions {
  action: DeployedAction;
  /** The tenant's event; the Action gets a deep copy. */
  event: PostLoginEvent;
  metadata: TransactionMetadata;
  pending: PendingEffects;
  instances: ActionInstances;
  clock: Clock;
  segment: Segment;
  /** Called with the event as the Action receives it, with `[secret NAME]` for each secret. */
  onEvent(event: PostLoginEvent): void;
  /** Called for each unhandled rejection, also after the Action has finished. */
  onFloating(reason: unknown): void;
}

/** Runs one Action with an event and an `api` of its own. Never rejects for what the Action does. */
export async function runAction(options: ActionRunOptions): Promise<ActionRun> {
  const { action, instances, segment } = options;
  const event = actionEvent(options);
  options.onEvent({ ...event, secrets: secretNames(action) });
  const outcome = emptyOutcome(options.metadata);
  const primaryUserChanged = options.pending.has("primary_user");
  const cache = instances.cache("post-login");
  const api = createPostLoginApi({
    action: action.name,
    event,
    outcome,
    cache,
    clock: options.clock,
    primaryUserChanged,
  });
  const console = new ConsoleCapture();
  const started = performance.now();
  let failure: ActionRun["failure"];
  try {
    const work = currentExecution.run({ console, floating: options.onFloating }, async () =>
      instances.get(action).handler()(event, api),
    );
    await segment.within(work);
  } catch (error) {
    failure = { kind: error instanceof TimeLimitError ? "timeout" : "error", ...thrown(error) };
  }
  const ms = performance.now() - started;
  const stack = failure?.kind === "error" ? instances.get(action).stackOf(failure) : undefined;
  return { outcome, console: console.lines, ms, ...(failure && { failure }), ...(stack !== undefined && { stack }) };
}

function actionEvent({ action, event, metadata, pending }: ActionRunOptions): PostLoginEvent {
  const copy = structuredClone(event);
  pending.showOn(copy);
  copy.secrets = { ...action.secrets };
  copy.transaction = { ...copy.transaction, metadata: { ...metadata } };
  return copy;
}

function secretNames({ secrets }: DeployedAction): Record<string, string> {
  return Object.fromEntries(Object.keys(secrets).map((name) => [name, `[secret ${name}]`]));
}

/** What `actions_execution_failed` says of a thrown value. */
export function thrown(error: unknown) {
  const { name, stack } = (error ?? {}) as { name?: unknown; stack?: unknown };
  const message = messageOf(error);
  return {
    name: typeof name === "string" ? name : "Error",
    message,
    stack: typeof stack === "string" ? stack : message,
  };
}

/** What a thrown value says; Actions may throw anything. */
export function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null | undefined)?.message;
  return typeof message === "string" ? message : String(error ?? "Unknown error");
}
