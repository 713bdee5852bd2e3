import type { MessageDocument } from "../../lib/documents";
import { duration, timeOfDay } from "../../lib/format";

/** A stage of a code's life. */
export interface Step {
  name: string;
  /** When it was, or how much later than the stage before. */
  when?: string;
  state: "done" | "open" | "failed";
}

/** Sent, typed in, reported, converted: how far a code came. */
export function steps(message: MessageDocument): Step[] {
  const { at, fate, usedAt, verification, channel } = message;
  if (fate === "not-sent") return [{ name: "Not sent", when: timeOfDay(at), state: "failed" }];
  const sent: Step = { name: channel === "call" ? "Called" : "Sent", when: timeOfDay(at), state: "done" };
  if (usedAt === undefined) return [sent, ...unused(message)];
  const used: Step = { name: "Typed in", when: later(usedAt - at), state: "done" };
  if (verification === undefined) return [sent, used];
  if (fate !== "reported") {
    const name = verification.status === "approved" ? "Not counted" : "Not reported";
    return [sent, used, { name, state: "failed" }];
  }
  const reportedIn = (verification.endedAt ?? 0) - usedAt;
  const reported: Step = { name: "Reported", state: "done", ...(reportedIn >= 0 && { when: later(reportedIn) }) };
  return [sent, used, reported, { name: "Converted", state: "done" }];
}

function unused({ fate, purpose, verification }: MessageDocument): Step[] {
  if (fate === "reported") return [{ name: "Approved", state: "done" }];
  if (purpose === "message") return [];
  if (fate !== "waiting") return [{ name: "Not typed in", state: "failed" }];
  const typedIn: Step = { name: "Typed in", state: "open" };
  if (verification === undefined) return [typedIn];
  return [typedIn, { name: "Reported", state: "open" }, { name: "Converted", state: "open" }];
}

const later = (ms: number) => `+${duration(ms)}`;
