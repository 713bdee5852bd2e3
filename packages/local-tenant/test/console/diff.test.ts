import fc from "fast-check";
import { type DiffRow, diffOf } from "../../console/panes/actions/diff";
import { tokens } from "../../console/panes/actions/tokens";

const text = fc
  .array(fc.constantFrom("a", "b", "c", "", "d  "), { maxLength: 30 })
  .map((lines) => `${lines.join("\n")}\n`);

/** The text that a comparison leads to, or came from: what is skipped is the same in both. */
function rebuilt(rows: readonly DiffRow[], other: string, side: "before" | "after"): string {
  const lines = other.replace(/\n$/, "").split("\n");
  let at = 0;
  const built = rows.flatMap((row) => {
    if (row.kind === "skipped") {
      at += row.lines;
      return lines.slice(at - row.lines, at);
    }
    const isOfOther = row[side === "after" ? "before" : "after"] !== undefined;
    if (isOfOther) at += 1;
    return row[side] === undefined ? [] : [row.text];
  });
  return `${built.join("\n")}\n`;
}

test("a comparison makes each text of the other", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { rows } = diffOf(before, after);
      if (before === after) return expect(rows).toEqual([]);
      expect(rebuilt(rows, before, "after")).toBe(after);
      expect(rebuilt(rows, after, "before")).toBe(before);
    }),
  );
});

test("lines have the numbers that they have in their text", () => {
  const lines = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
  const changed = lines.with(5, "SIX").toSpliced(1, 0, "one and a half");
  expect(diffOf(lines.join("\n"), changed.join("\n")).rows.filter(({ kind }) => kind !== "same")).toEqual([
    { kind: "added", text: "one and a half", before: undefined, after: 2 },
    { kind: "removed", text: "six", before: 6, after: undefined },
    { kind: "added", text: "SIX", before: undefined, after: 7 },
  ]);
});

test("texts that have little in common are compared in time, all but their ends", () => {
  const long = (salt: string) =>
    ["first", ...Array.from({ length: 20_000 }, (_, index) => `${salt} ${index}`), "last"].join("\n");
  const started = performance.now();
  const { rows, added, removed } = diffOf(long("a"), long("b"));
  expect(performance.now() - started).toBeLessThan(5000);
  expect([added, removed]).toEqual([20_000, 20_000]);
  expect([rows[0], rows.at(-1)]).toEqual([
    { kind: "skipped", lines: 1 },
    { kind: "skipped", lines: 1 },
  ]);
});

describe("code in colours", () => {
  test("is the code, whatever it is", () => {
    const code = fc.string({ unit: fc.constantFrom(..."/*\"'`\\\n const{}0a. "), maxLength: 60 });
    fc.assert(
      fc.property(code, (each) =>
        expect(
          tokens(each)
            .map((token) => token.text)
            .join(""),
        ).toBe(each),
      ),
    );
  });

  test("tells comments, strings, words and numbers apart", () => {
    const found = tokens('const url = "https://a"; // "not" 12\nobject.new = `${1}` + 0x1f; /* end');
    expect(found.filter(({ kind }) => kind !== "plain")).toEqual([
      { kind: "keyword", text: "const" },
      { kind: "string", text: '"https://a"' },
      { kind: "comment", text: '// "not" 12' },
      { kind: "string", text: "`${1}`" },
      { kind: "number", text: "0x1f" },
      { kind: "comment", text: "/* end" },
    ]);
  });
});
