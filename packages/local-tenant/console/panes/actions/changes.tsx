import { useMemo } from "preact/hooks";
import type { TenantAction } from "../../lib/documents";
import { count } from "../../lib/format";
import { type Diff, type DiffRow, diffOf } from "./diff";
import { otherChanges } from "./other-changes";

interface Revised {
  name: string;
  code: string;
  contents: TenantAction["draft"];
}

/** What differs between two revisions: code line by line, and runtime, packages and secrets. */
export function Changes({ before, after }: { before: Revised; after: Revised }) {
  const diff = useMemo(() => diffOf(before.code, after.code), [before.code, after.code]);
  const others = otherChanges(before.contents, after.contents);
  return (
    <>
      <div class="card-body changes">
        <p>{summary(diff, before.name, after.name)}</p>
        {others.length > 0 && (
          <ul>
            {others.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        )}
      </div>
      {diff.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard by it
        <section class="code diff" tabIndex={0} aria-label={`Changes from ${before.name} to ${after.name}`}>
          <table>
            <tbody>{diff.rows.map(Row)}</tbody>
          </table>
        </section>
      )}
    </>
  );
}

function Row(row: DiffRow, index: number) {
  if (row.kind === "skipped") {
    return (
      <tr key={index} class="skipped">
        <td colSpan={2} />
        <td />
        <td>{count(row.lines, "unchanged line")}</td>
      </tr>
    );
  }
  const sign = { added: "+", removed: "−", same: "" }[row.kind];
  const Text = { added: "ins", removed: "del", same: "span" } as const;
  const Tag = Text[row.kind];
  return (
    <tr key={index} class={row.kind}>
      <td class="line">{row.before ?? ""}</td>
      <td class="line">{row.after ?? ""}</td>
      <td class="sign">{sign}</td>
      <td>
        <Tag>{row.text}</Tag>
      </td>
    </tr>
  );
}

function summary(diff: Diff, from: string, to: string): string {
  if (diff.rows.length === 0) return `The code of ${from} and ${to} is the same.`;
  return `From ${from} to ${to}: ${count(diff.added, "line")} added, ${count(diff.removed, "line")} removed.`;
}
