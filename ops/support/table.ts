import { printable } from "./printable";

/** Lines of equal columns, two spaces apart. Columns whose number is in `right` are set to the right. Cells may come from a tenant. */
export function table(cells: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const rows = cells.map((row) => row.map(printable));
  const widths = rows.reduce<number[]>((widest, row) => {
    return row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length));
  }, []);
  return rows.map((row) =>
    row
      .map((cell, column) => (right.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}
