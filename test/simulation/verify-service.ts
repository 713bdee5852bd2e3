import type { VirtualClock } from "./clock";
import type { Behaviour } from "./faults";
import type { ActionRun } from "./login";
import type { Verify } from "./verify";
import type { Server } from "./verify-server";

export interface VerifyServiceParts {
  clock: VirtualClock;
  verify: Verify;
  /** The Actions' runs by their ids. */
  runs: ReadonlyMap<number, ActionRun>;
  realTime: boolean;
  behaviourOf: (run: ActionRun, number: string) => Behaviour;
}

/** Takes reports, approves what is pending, and writes both into the run that they came from. */
export function verifyService({ clock, verify, runs, realTime, behaviourOf }: VerifyServiceParts): Server {
  return {
    wait: realTime ? (ms, then) => void setTimeout(then, ms) : (ms, then) => void clock.setTimeout(then, ms),
    take: ({ number, run }) => {
      const sender = runs.get(run);
      if (!sender) throw new Error(`A report of no Action: ${run}`);
      const behaviour = behaviourOf(sender, number);
      const pending = verify.isPending(clock.now, number);
      const approved = behaviour.acts ? verify.approve(clock.now, number) : undefined;
      sender.requests.push({ at: clock.now, number, behaviour, approved, pending });
      return { ...behaviour, answer: behaviour.answer ?? twilioAnswer(approved !== undefined) };
    },
  };
}

function twilioAnswer(found: boolean): { status: number; body: string } {
  const document = found
    ? { sid: `VE${"0".repeat(32)}`, status: "approved", valid: true }
    : { code: 20404, message: "The requested resource was not found", status: 404 };
  return { status: found ? 200 : 404, body: JSON.stringify(document) };
}
