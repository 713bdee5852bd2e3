import type { Action, BuildStatus, Dependency, Instant } from "./entities";

/** What decides whether, and how fast, drafts get built and deployed. A test may change it at any time. */
export interface BuildSettings {
  /** Milliseconds from a write of a draft to its build; 0 means the very next read finds it built. */
  ms: number;
  /** Milliseconds from a deploy until logins run the new version; 0 means at once. */
  deployMs: number;
  /** Says which drafts fail to build. */
  fails(draft: BuildInput): boolean;
}

export type BuildInput = Readonly<Pick<Action, "name" | "code" | "runtime" | "dependencies">>;

export const instantBuild: BuildSettings = { ms: 0, deployMs: 0, fails: () => false };

/** A `fails` for one dependency that can't be installed; `version` undefined means any version of it. */
export function dependencyFails(name: string, version?: string): BuildSettings["fails"] {
  const hits = (dependency: Dependency) =>
    dependency.name === name && (version === undefined || dependency.version === version);
  return (draft) => draft.dependencies.some(hits);
}

/** Milliseconds that a build is pending, at most, before it is building. */
const QUEUE = 500;

/** The status of a draft's build at `now`: pending for its first tenth (half a second at most), building, then its end. */
export function buildStatus(action: Action, settings: BuildSettings, now: Instant): BuildStatus {
  const elapsed = now - action.buildStartedAt;
  if (elapsed >= settings.ms) return settings.fails(action) ? "failed" : "built";
  return elapsed < Math.min(settings.ms / 10, QUEUE) ? "pending" : "building";
}
