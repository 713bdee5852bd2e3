import type { ComponentChildren } from "preact";

/** The colour of a badge; what it means stands in its words as well. */
export type Tone = "good" | "bad" | "warn" | "info" | "plain";

/** A short state in a word or two. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
