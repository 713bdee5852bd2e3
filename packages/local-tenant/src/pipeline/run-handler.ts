import { ConsoleCapture, type ConsoleLine, currentExecution } from "./console-capture";
import type { ActionInstances } from "./instances";
import type { RunTrigger } from "./load";
import { type Segment, TimeLimitError } from "./segment";
import type { DeployedAction, FailedAction } from "./types";

/** What a handler threw, or that it took too long. */
export interface ActionFailure {
  kind: "error" | "timeout";
  name: string;
  message: string;
  stack: string;
}

/** What became of one call of an Action's handler. */
export interface HandlerRun {
  console: readonly ConsoleLine[];
  /** Milliseconds of real time. */
  ms: number;
  /** Why the Action failed, `undefined` when its handler resolved. */
  failure?: ActionFailure;
  /** Of what the handler threw, with the places of the Action's sources; `undefined` when it threw nothing. */
  stack?: string;
}

export interface HandlerOptions {
  action: DeployedAction;
  trigger: RunTrigger;
  /** Handed over as it is: the caller makes the copy. */
  event: object;
  api: object;
  instances: ActionInstances;
  segment: Segment;
  /** Told of each rejection that nobody handled, also after the Action has finished. Default: nobody is. */
  onFloating?(reason: unknown): void;
}

/** Calls an Action's handler, within what is left of the segment. Never rejects for what the Action does. */
export async function runHandler(options: HandlerOptions): Promise<HandlerRun> {
  const { action, trigger, event, api, instances, segment, onFloating: floating = () => {} } = options;
  const console = new ConsoleCapture();
  const started = performance.now();
  let failure: ActionFailure | undefined;
  try {
    const work = currentExecution.run({ console, floating }, async () =>
      instances.get(action).handler(trigger)(event, api),
    );
    await segment.within(work);
  } catch (error) {
    failure = { kind: error instanceof TimeLimitError ? "timeout" : "error", ...thrown(error) };
  }
  const ms = performance.now() - started;
  const stack = failure?.kind === "error" ? instances.get(action).stackOf(failure) : undefined;
  return { console: console.lines, ms, ...(failure && { failure }), ...(stack !== undefined && { stack }) };
}

/** The failure as the tenant log tells it. */
export function failedAction({ id, name, versionId }: DeployedAction, failure: ActionFailure): FailedAction {
  const { kind, ...error } = failure;
  return { id, name, versionId, kind, error };
}

/** What `actions_execution_failed` says of a thrown value. */
function thrown(error: unknown) {
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
