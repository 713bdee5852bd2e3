import type { Seen } from "../../live/found-effects";
import { seenInWords } from "../../live/seen-in-words";

/** What speaks for an Action of the tenant being one of ours. */
export interface Evidence {
  seen: Seen[];
  /** It has the name of ours, though not the code. */
  hasOurName?: true;
  /** On which side of the challenge it runs, where that decided. */
  side?: "before" | "after";
}

/** E.g. `has our name, but calls access.deny`, to follow the Action's name. */
export function evidenceInWords({ seen, hasOurName, side }: Evidence): string {
  const name = hasOurName ? `has our name, ${seen.length > 0 ? "but" : "and"} ` : "";
  return `${name}${seenInWords(seen)}${side === undefined ? "" : `, ${side} the challenge`}`;
}
