import type { Clock } from "../support/clock";
import { createPostLoginApi } from "./api";
import type { ActionInstances } from "./instances";
import { type ActionOutcome, emptyOutcome, type TransactionMetadata } from "./outcome";
import type { PendingEffects } from "./pending-effects";
import { type HandlerRun, runHandler } from "./run-handler";
import type { Segment } from "./segment";
import type { DeployedAction, PostLoginEvent } from "./types";

/** One run of an Action, and what it asked for. */
export interface ActionRun extends HandlerRun {
  outcome: ActionOutcome;
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
  const { action, instances } = options;
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
  const run = await runHandler({ ...options, trigger: "post-login", event, api });
  return { ...run, outcome };
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
