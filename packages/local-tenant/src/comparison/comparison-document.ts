import type { assumptions, habits } from "./assumptions";
import type { fraudGuardRule } from "./fraud-guard-model";

/** Answer of `GET /_sandbox/comparison`: what a comparison would do without, and the newest one. */
export interface ComparisonDocument {
  /** Names of the Actions that report to Verify: those that one of both tenants is without. Empty: there are none. */
  reporting: string[];
  /** What is assumed, and the rule in figures. */
  model: { assumptions: typeof assumptions; habits: typeof habits; fraudGuardRule: typeof fraudGuardRule };
  /** `null`: none was begun. */
  newest: ComparisonRun | null;
}

/** A comparison that runs or ran. */
export type ComparisonRun = ComparisonRequest & {
  /** Visits that are over, in each of both. */
  progress: Record<Side, number>;
} & ({ state: "running" } | (ComparisonEnd & { /** Milliseconds of real time. */ tookMs: number }));

/** What is compared. */
export interface ComparisonRequest {
  /** How many logins there are in each tenant. */
  logins: number;
  seed: number;
  /** Names of the Actions that one of both tenants is without. */
  without: string[];
}

/** How a comparison came out; `error` says why it failed. */
export type ComparisonEnd =
  | { state: "done"; result: Record<Side, SideResult> }
  | { state: "cancelled" }
  | { state: "failed"; error: string };

/** The tenant with the reporting Actions, and the one without. */
export type Side = "with" | "without";

/** What came of everybody's visits to one tenant. */
export interface SideResult {
  /** Honest people's visits, by how they came out. */
  visits: { completed: number; gaveUp: number; refused: number; broken: number };
  /** Honest people who were refused a sixth code by Verify at least once. */
  refusedPeople: number;
  /** Why visits broke, the most frequent first. */
  brokenBecause: { reason: string; visits: number }[];
  /** Codes that were sent, and those that Verify was told were used. */
  codes: { sent: number; used: number };
  fraudGuard: {
    /** Codes of honest people, and those of them that the rule would have blocked. */
    honest: { codes: number; blocked: number };
    /** The same of those that were sent for their fee. */
    pumped: { codes: number; blocked: number };
    /** By prefix, the most codes first. */
    prefixes: { prefix: string; codes: number; used: number; blocked: number; pumped: number }[];
  };
  /** The share of used codes, by when they were sent: one entry for each ten minutes. */
  conversion: { minute: number; sent: number; used: number }[];
}
