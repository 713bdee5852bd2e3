import type { Clock } from "../support/clock";
import { cache } from "./api/lookups";
import { watchFloatingPromises } from "./floating-promises";
import type { ActionInstances } from "./instances";
import { type ActionFailure, failedAction, runHandler } from "./run-handler";
import { Segment } from "./segment";
import { snapshot, withoutSecrets } from "./timeline";
import type { DeployedAction, FailedAction, TimelineEntry } from "./types";

const TRIGGER = "password-reset-post-challenge";

type ActionEntry = TimelineEntry & { kind: "action" };

/** How the trigger's Actions came out; the reason is the user's to read. */
export type PostChallengeEnd = { status: "completed" } | { status: "denied"; reason: string };

export interface PostChallengeOptions {
  /** In the trigger's order. */
  actions: readonly DeployedAction[];
  /** The event without `secrets`; each Action gets a deep copy. */
  event: Readonly<Record<string, unknown>>;
  instances: ActionInstances;
  clock: Clock;
  /** Called for each run; `failed` if the Action did not finish. Secret values are masked. */
  onRun(entry: ActionEntry, failed?: FailedAction): void;
}

/**
 * Runs the Actions of a password reset after its first challenge, within the time limit of `instances` for all of them. The first that
 * denies, throws or takes too long ends the reset. Of `api` there are `access.deny` and `cache` alone.
 */
export async function runPostChallenge(options: PostChallengeOptions): Promise<PostChallengeEnd> {
  watchFloatingPromises();
  const segment = new Segment(options.instances.timeLimitMs, TRIGGER);
  for (const action of options.actions) {
    const reason = await runOne(action, segment, options);
    if (reason !== undefined) return { status: "denied", reason };
  }
  return { status: "completed" };
}

/** Why the reset ends here; `undefined` where it goes on. */
async function runOne(
  action: DeployedAction,
  segment: Segment,
  { event, instances, clock, onRun }: PostChallengeOptions,
): Promise<string | undefined> {
  const calls: ActionEntry["calls"][number][] = [];
  let denied: string | undefined;
  const api = {
    access: {
      deny(reason: unknown) {
        denied = String(reason);
        calls.push({ method: "access.deny", args: [snapshot(reason)] });
        return api;
      },
    },
    cache: cache({ cache: instances.cache(TRIGGER), clock }),
  };
  const own = { ...structuredClone(event), secrets: { ...action.secrets } };
  const at = clock.now();
  const { failure, stack, ...run } = await runHandler({
    action,
    trigger: TRIGGER,
    event: own,
    api,
    instances,
    segment,
  });
  const error = failure?.message ?? denied;
  const shown = withoutSecrets([action], {
    entry: {
      kind: "action" as const,
      at,
      name: action.name,
      ...run,
      calls,
      result: resultOf(failure, denied),
      ...(error !== undefined && { error }),
      ...(stack !== undefined && { stack }),
    },
    ...(failure && { failed: failedAction(action, failure) }),
  });
  onRun(shown.entry, shown.failed);
  return error;
}

function resultOf(failure: ActionFailure | undefined, denied: string | undefined): ActionEntry["result"] {
  return failure?.kind ?? (denied === undefined ? "ok" : "denied");
}
