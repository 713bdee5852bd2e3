import type { Tenant } from "../../../stacks/tenant-schema";
import type { Problem } from "../../live/problem";
import type { Readings, Subject } from "./readings";

/** What a check found; `{}` when all is well. */
export interface Findings {
  problems?: Problem[];
  /** What works, and may not be meant. Nothing stops at it. */
  warnings?: Problem[];
  /** Why it could not be made whole. */
  skipped?: string | undefined;
}

/** One thing that is looked at before a tenant is changed. */
export interface Check<Name extends string = string, Need extends keyof Readings = keyof Readings> {
  /** Stable, for scripts. */
  name: Name;
  /** What is true of a tenant that passes. */
  passed: string;
  /** What is wrong with one that does not. */
  failed: string;
  /** What has to be read first. Where that was not possible, the check is skipped, and says why. */
  needs: readonly Need[];
  /** False for a tenant that has nothing of the kind, which so passes. Absent: every tenant has. */
  when?(tenant: Tenant): boolean;
  run(subject: Subject, read: Pick<Readings, Need>): Findings | Promise<Findings>;
}

/** The same, with its name and needs as types. */
export function defineCheck<const Name extends string, Need extends keyof Readings>(
  check: Check<Name, Need>,
): Check<Name, Need> {
  return check;
}
