import type { ComponentChildren } from "preact";

/** The colour of a badge; its text says the same. */
export type Tone = "good" | "bad" | "warn" | "info" | "plain";

/** A state in a word or two. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
