import type { Action, Build, BuildStatus, Dependency, Instant } from "./entities";

/**
 * What decides whether, and how fast, drafts get built and deployed. A change acts on builds and deploys that begin
 * afterwards.
 */
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

/** Begins the build of a draft. */
export function beginBuild(draft: BuildInput, settings: BuildSettings, now: Instant): Build {
  return { startedAt: now, ms: settings.ms, fails: settings.fails(draft) };
}

/** The status of a build at `now`: pending for its first tenth (half a second at most), building, then its end. */
export function buildStatus({ startedAt, ms, fails }: Build, now: Instant): BuildStatus {
  const elapsed = now - startedAt;
  if (elapsed >= ms) return fails ? "failed" : "built";
  return elapsed < Math.min(ms / 10, QUEUE) ? "pending" : "building";
}
