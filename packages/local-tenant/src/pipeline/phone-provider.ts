import type { Clock } from "../clock";
import { cache } from "./api/lookups";
import { ConsoleCapture, currentExecution } from "./console-capture";
import { watchFloatingPromises } from "./floating-promises";
import type { ActionInstances } from "./instances";
import { limits } from "./limits";
import { thrown } from "./run-action";
import { Segment, TimeLimitError } from "./segment";
import { snapshot, withoutSecrets } from "./timeline";
import type { DeployedAction, FailedAction, PhoneProviderEntry } from "./types";

/** One run of a phone provider Action. Secret values are blanked. */
export interface PhoneRun {
  /** For the timeline, without what the tenant knows about the message. */
  run: Omit<PhoneProviderEntry, "kind" | "at" | "attempt">;
  /** `undefined` when the handler resolved. */
  failed?: FailedAction;
}

export interface PhoneRunOptions {
  action: DeployedAction;
  /** The event without `secrets`; the Action gets a deep copy. */
  event: Readonly<Record<string, unknown>>;
  instances: ActionInstances;
  clock: Clock;
  /** Milliseconds of real time. Default: the same as for post-login; the platform documents no other. */
  timeLimitMs?: number;
}

const TRIGGER = "custom-phone-provider";

/** Runs the Action for one message. Never rejects for what the Action does. */
export async function runPhoneProvider(options: PhoneRunOptions): Promise<PhoneRun> {
  const { action, instances, clock, timeLimitMs = instances.timeLimitMs } = options;
  watchFloatingPromises();
  const event = { ...structuredClone(options.event), secrets: { ...action.secrets } };
  const calls: PhoneProviderEntry["calls"][number][] = [];
  let last: { result: "drop" | "retry"; reason: string } | undefined;
  const ask = (result: "drop" | "retry") => (reason: unknown) => {
    last = { result, reason: String(reason).slice(0, limits.notificationReasonCharacters) };
    calls.push({ method: `notification.${result}`, args: [snapshot(reason)] });
  };
  const api = {
    notification: { drop: ask("drop"), retry: ask("retry") },
    cache: cache({ cache: instances.cache(TRIGGER), clock }),
  };
  const console = new ConsoleCapture();
  const started = performance.now();
  let failed: FailedAction | undefined;
  try {
    const work = currentExecution.run({ console, floating: () => {} }, async () =>
      instances.get(action).handler(TRIGGER)(event, api),
    );
    await new Segment(timeLimitMs, TRIGGER).within(work);
  } catch (error) {
    const kind = error instanceof TimeLimitError ? "timeout" : "error";
    failed = { id: action.id, name: action.name, versionId: action.versionId, kind, error: thrown(error) };
  }
  const failure = failed && {
    result: failed.kind,
    reason: failed.error.message,
    ...(failed.kind === "error" && { stack: instances.get(action).stackOf(failed.error) }),
  };
  const outcome = failure ?? last ?? { result: "sent" as const };
  const run = { name: action.name, ms: performance.now() - started, console: [...console.lines], calls: [...calls] };
  return withoutSecrets([action], { run: { ...run, ...outcome }, ...(failed && { failed }) });
}
