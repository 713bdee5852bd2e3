import { randomUUID } from "node:crypto";

/** The kinds of thing that the local Verify gives SIDs, by the two letters that they start with; `RQ` is a request. */
export type SidPrefix = "VA" | "VE" | "VL" | "RK" | "GN" | "SM" | "RQ";

/** A new SID: two letters and 32 hexadecimal digits. */
export function newSid(prefix: SidPrefix): string {
  return prefix + randomUUID().replaceAll("-", "");
}

/** Whether `value` has the form of a SID of that kind. */
export function isSid(prefix: SidPrefix, value: string): boolean {
  return value.startsWith(prefix) && /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(value);
}
