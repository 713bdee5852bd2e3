import type { LoginTimelineEntry } from "../auth0/login/types";

/** What one Action did in a login. */
export interface ActionReport {
  name: string;
  /** `denied`: it called `api.access.deny` or the like. */
  result: "ok" | "denied" | "error" | "timeout";
  /** What it threw. */
  error?: string;
  /** Real milliseconds. */
  ms: number;
  /** The lines that it printed. */
  console: readonly string[];
  /** Its calls of `api`, such as `idToken.setCustomClaim`, in order. Values of its secrets are blanked out. */
  calls: readonly { method: string; args: readonly unknown[] }[];
}

/** The runs of Actions among a login's entries, in order. */
export function actionReports(timeline: readonly LoginTimelineEntry[]): ActionReport[] {
  return timeline.flatMap((entry): ActionReport[] => {
    if (entry.kind !== "action") return [];
    const { name, result, error, ms, calls } = entry;
    const console = entry.console.map(({ text }) => text);
    return [{ name, result, ...(error !== undefined && { error }), ms, console, calls }];
  });
}
