import type { Clock } from "../support/clock";
import { cache } from "./api/lookups";
import { watchFloatingPromises } from "./floating-promises";
import type { ActionInstances } from "./instances";
import { limits } from "./limits";
import { failedAction, runHandler } from "./run-handler";
import { Segment } from "./segment";
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
  const segment = new Segment(timeLimitMs, TRIGGER);
  const { failure, stack, ...run } = await runHandler({ action, trigger: TRIGGER, event, api, instances, segment });
  const failed = failure && { result: failure.kind, reason: failure.message, ...(stack !== undefined && { stack }) };
  return withoutSecrets([action], {
    run: { name: action.name, ...run, calls, ...(failed ?? last ?? { result: "sent" as const }) },
    ...(failure && { failed: failedAction(action, failure) }),
  });
}
