import { type Limit, limits } from "./limits";
import type { ActionRun, Login, ReadRequest } from "./login";
import type { Code } from "./verify";
import type { World } from "./world";

/** How long no token is asked for after a 429, and how long an answer may be under way, in ms. */
const AFTERMATH_MS = 14_000;

/** Clocks are at most so far apart in an ordinary tenant, in ms. */
const APART_MS = 2_000;

/** The limit that kept a code from being reported whose number, or whose last send, had to be asked for. */
export function limitOfLooking(world: World, login: Login, run: ActionRun, code: Code): Limit | undefined {
  if (run.action !== "mfaFeedback") return undefined;
  const { checkLastSend, deadlineMs } = world.settings.mfaFeedback;
  if (!world.looksUp && !checkLastSend) return undefined;
  const faulty = run.reads.filter((read, index) => read.behaviour.fault !== "none" && !isMended(run.reads, index));
  if (faulty.some(({ what }) => what !== "verification") || hadNoToken(world, run)) return limits.untold;
  if (faulty.length > 0) return limits.unread;
  if (anotherCodeMeanwhile(world, login, run, code)) return limits.unclear;
  return run.endedAt - run.startedAt >= timeLeft(login, deadlineMs) - 20 ? limits.late : undefined;
}

/** A token that is refused has to be replaced. */
function isMended(reads: readonly ReadRequest[], index: number): boolean {
  const { what, behaviour } = reads[index]!;
  return what === "methods" && behaviour.fault === "unauthorized" && index < reads.length - 1;
}

/** The token was asked for by another login in the same instance, or nobody asks for one for a while after a 429. */
function hadNoToken({ looksUp, management }: World, run: ActionRun): boolean {
  if (!looksUp || run.reads.at(-1)?.what === "token") return false;
  return management.tokenRequests.some(
    ({ at, instance, behaviour }) =>
      instance === run.instance && behaviour.fault !== "none" && at <= run.endedAt && at > run.startedAt - AFTERMATH_MS,
  );
}

function anotherCodeMeanwhile({ verify }: World, { person, runs }: Login, run: ActionRun, code: Code): boolean {
  const challengedAt = runs.find(({ action }) => action === "mfaChallenge")!.startedAt;
  const numbers = [code.to, person.enrolledPhone, ...person.otherPhones];
  return numbers.some((to) =>
    verify.sentTo(to).some((sent) => sent !== code && sent.sentAt >= since(sent) && sent.sentAt <= run.endedAt),
  );
  function since({ to }: Code): number {
    return to === code.to ? code.sentAt : challengedAt - APART_MS;
  }
}

/** What the first report left of the time, in ms. */
function timeLeft({ runs }: Login, deadlineMs: number): number {
  const first = runs.find(({ action }) => action === "passwordlessFeedback")!;
  return Math.max(deadlineMs - (first.endedAt - first.startedAt), 400);
}
