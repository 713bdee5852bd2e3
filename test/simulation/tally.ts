import { UNSEEN, type Verdict } from "./judge";
import type { World } from "./world";

/**
 * What is counted apart: an ordinary login, a hostile one of somebody with a proven number, or of somebody without; and
 * those of tenants that look the number up.
 */
export const groups = ["ordinary", "hostile, number proven", "hostile, none proven"] as const;
export const lookedUpGroups = ["ordinary, looked up", "hostile, looked up"] as const;
export type Group = (typeof groups)[number] | (typeof lookedUpGroups)[number];

/** How often each cause was seen. */
export type Counts = Record<string, number>;

export interface Totals {
  logins: number;
  sent: number;
  typed: number;
  reported: number;
  limits: Counts;
  missed: number;
  wrong: Counts;
  needless: Counts;
  leaks: Counts;
  untrue: Counts;
  broken: Counts;
  challenge: Counts;
  /** The longest that our Actions held one login, in ms. */
  longestHoldMs: number;
}

export interface Failure {
  /** The login's index. */
  login: number;
  what: string;
}

/** How long a login may be held in all, in ms. */
export const MOST_HOLD_MS = 3_000;

/** Adds up verdicts, and keeps the first failures. */
export class Tally {
  readonly totals = Object.fromEntries([...groups, ...lookedUpGroups].map((group) => [group, none()])) as Record<
    Group,
    Totals
  >;
  /** The first of each kind. */
  readonly failures: Failure[] = [];
  failed = 0;

  add({ population, looksUp }: Pick<World, "population" | "looksUp">, verdict: Verdict): void {
    const { login } = verdict;
    const totals = this.totals[groupOf(population, looksUp, verdict)];
    totals.logins++;
    totals.sent += verdict.sent;
    totals.typed += verdict.typed;
    totals.reported += verdict.reported;
    totals.missed += verdict.missed.length;
    for (const kind of ["limits", "wrong", "needless", "leaks", "untrue", "broken", "challenge"] as const) {
      for (const cause of verdict[kind]) totals[kind][cause] = (totals[kind][cause] ?? 0) + 1;
    }
    totals.longestHoldMs = Math.max(totals.longestHoldMs, verdict.heldMs);
    for (const what of failuresOf(population, verdict)) {
      this.failed++;
      const kind = kindOf(what);
      if (!this.failures.some((known) => kindOf(known.what) === kind)) this.failures.push({ login: login.index, what });
    }
  }
}

function groupOf(population: World["population"], looksUp: boolean, { login }: Verdict): Group {
  if (looksUp) return `${population}, looked up`;
  return population === "ordinary"
    ? population
    : `hostile, ${login.person.proven.length > 0 ? "number" : "none"} proven`;
}

function failuresOf(population: World["population"], verdict: Verdict): string[] {
  const { missed, wrong, needless, leaks, untrue, broken, challenge, heldMs } = verdict;
  const mayBeWrong = (cause: string) => population === "hostile" && cause === UNSEEN;
  return [
    ...(population === "ordinary" ? missed : []),
    ...wrong.filter((cause) => !mayBeWrong(cause)).map((cause) => `approved, and nobody typed it: ${cause}`),
    ...needless,
    ...leaks,
    ...untrue,
    ...broken.map((what) => `broken: ${what}`),
    ...challenge,
    ...(heldMs > MOST_HOLD_MS ? [`held for ${Math.round(heldMs)} ms`] : []),
  ];
}

/** Failures that differ in a number of milliseconds are of one kind. */
function kindOf(what: string): string {
  return what.replace(/\d+/g, "");
}

function none(): Totals {
  const counts = { limits: {}, wrong: {}, needless: {}, leaks: {}, untrue: {}, broken: {}, challenge: {} };
  return { logins: 0, sent: 0, typed: 0, reported: 0, missed: 0, longestHoldMs: 0, ...counts };
}
