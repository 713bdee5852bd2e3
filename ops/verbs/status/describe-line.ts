import type { LogLine } from "../../auth0/read-entry";
import { printable } from "../../support/printable";

/** One entry as one line for people, without a line break. */
export function describeLine({ at, type, what, about, to, why, person }: LogLine): string {
  const who = person && [person.userId, person.ip].filter(Boolean).join(" ");
  const words = [at, what.padEnd(17), type.padEnd(24), about, to && `to ${to}`, why, who && `(${who})`];
  return words
    .filter(Boolean)
    .map((word) => printable(word!))
    .join("  ")
    .trimEnd();
}
