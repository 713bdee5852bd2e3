import { percent } from "../../lib/format";

interface ShareProps {
  name: string;
  part: number;
  whole: number;
  /** What a large share is. */
  tone: "good" | "bad";
  says: string;
}

/** A share of a whole, as a figure and as a bar. */
export function Share({ name, part, whole, tone, says }: ShareProps) {
  const share = whole === 0 ? 0 : part / whole;
  return (
    <div class="figure">
      <h3>{name}</h3>
      <p class={`figure-value ${tone === "bad" && share > 0.05 ? "bad" : ""}`}>{percent(part, whole)}</p>
      <div class="bar" aria-hidden="true">
        <div class={tone} style={{ width: `${100 * share}%` }} />
      </div>
      <p class="soft small">{says}</p>
    </div>
  );
}
