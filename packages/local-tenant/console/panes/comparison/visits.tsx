import type { SideResult } from "../../lib/documents";
import { count } from "../../lib/format";

const outcomes = [
  ["completed", "signed in", "good"],
  ["gaveUp", "left by themselves", "plain"],
  ["refused", "refused a code, and not signed in", "bad"],
  ["broken", "broken", "warn"],
] as const;

/** Honest people's visits by how they ended, as one bar and in words. */
export function Visits({ result: { visits, brokenBecause } }: { result: SideResult }) {
  const all = Object.values(visits).reduce((sum, number) => sum + number, 0);
  return (
    <>
      <div class="bar tall" aria-hidden="true">
        {outcomes.map(([id, , tone]) => (
          <div key={id} class={tone} style={{ width: `${(100 * visits[id]) / Math.max(1, all)}%` }} />
        ))}
      </div>
      <ul class="legend">
        {outcomes.map(([id, says, tone]) => (
          <li key={id}>
            <span class={`swatch ${tone}`} /> <strong>{visits[id].toLocaleString("en")}</strong> {says}
          </li>
        ))}
      </ul>
      {brokenBecause.length > 0 && (
        <ul class="reasons soft small">
          {brokenBecause.slice(0, 5).map(({ reason, visits: number }) => (
            <li key={reason}>
              {count(number, "login")}: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
