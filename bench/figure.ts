/** One line of the result. */
export interface Figure {
  what: string;
  /** With its unit. */
  ours: string;
  /** What it is compared to, with its unit; `-` where there is nothing of the kind. */
  otherwise: string;
  /** `undefined` where there is nothing to compare with. */
  ratio?: number;
  goal: string;
  met: boolean;
}

/** The figures as a Markdown table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, ours, otherwise, ratio, goal, met }) => [
    what,
    ours,
    otherwise,
    ratio === undefined ? "-" : ratio.toFixed(2),
    goal,
    met ? "yes" : "no",
  ]);
  const all = [["what", "ours", "compared to", "ratio", "goal", "met"], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const lines = all.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`);
  lines.splice(1, 0, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
  return lines.join("\n");
}
