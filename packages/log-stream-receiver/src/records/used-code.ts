import type { RecordNumber } from "./number-of";

/** A code that a user typed in, as a log record shows it. */
export interface UsedCode {
  e164: string;
  /** No later than this was the code completed, in ms since the epoch. */
  usedAt: number;
}

export type NotCounted =
  | (RecordNumber & { notCounted: string })["notCounted"]
  | "other-type"
  | "other-factor"
  | "unknown-factor"
  | "no-phone-code"
  | "unknown-passwordless-amr"
  | "other-connection"
  | "no-date";
