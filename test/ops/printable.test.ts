import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { paint, withColours } from "../../ops/support/paint";
import { printable, printableJson, printableLines } from "../../ops/support/printable";
import { parseTenantJson, withLineBreaks, withoutLineBreaks } from "../../ops/support/tenant-text";
import { hostileText, obeyed } from "../../packages/local-tenant/test/support/hostile-text";
import { repoRoot } from "../../stacks/repo-root";

const cases: [string, string, string][] = [
  ["a line break", "sent\nAll is well.", "sent\\nAll is well."],
  ["a carriage return", "failed\rpassed", "failed\\rpassed"],
  ["a colour", "\u001b[31mred", "\\u{1b}[31mred"],
  ["a one-byte control sequence", "\u009b2J", "\\u{9b}2J"],
  ["a backspace", "bad\b\b\bgood", "bad\\u{8}\\u{8}\\u{8}good"],
  ["a bidi override", "\u202etxt.exe", "\\u{202e}txt.exe"],
  ["a bidi isolate", "\u2066a\u2069", "\\u{2066}a\\u{2069}"],
  ["a zero width", "Verify\u200bfeedback", "Verify\\u{200b}feedback"],
  ["a line separator", "a\u2028b", "a\\u{2028}b"],
  ["an invisible tag", "a\u{e0041}b", "a\\u{e0041}b"],
  ["half a character", "a\ud800b", "a\\u{d800}b"],
  ["letters of any language", "Prüfung – 確認 🔐", "Prüfung – 確認 🔐"],
];

it.each(cases)("shows %s and does not obey it", (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it.each(cases)("writes %s in JSON so that a terminal does not obey it and a script reads the same", (_what, text) => {
  const json = printableJson({ text }, 2);
  expect(JSON.parse(json)).toEqual({ text });
  expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
});

it("reads a tenant's document so that no text but an Action's code can add a line, and gives it back as it was", () => {
  const name = hostileText("Risk check");
  const document = { actions: [{ name, code: "first\nsecond", [name]: 1 }] };
  const read = parseTenantJson(JSON.stringify(document)) as typeof document;
  expect(obeyed(printableLines(`Order: ${read.actions[0]!.name} → ours\n`))).toEqual([]);
  expect(read.actions[0]!.code).toBe("first\nsecond");
  expect(read.actions[0]!.name).toBe(withoutLineBreaks(name));
  expect(withLineBreaks(read.actions[0]!.name)).toBe(name);
  expect(JSON.parse(printableJson(read.actions[0]!.name))).toBe(name);
});

it("lets our own colours through on a terminal, and nobody else's", () => {
  const { isTTY } = process.stdout;
  const { NO_COLOR } = process.env;
  delete process.env.NO_COLOR;
  Object.assign(process.stdout, { isTTY: true });
  try {
    const line = `${paint("red", "- \u001b[32mgreen")} \u001b[8mhidden`;
    expect(withColours(printableLines(line))).toBe(`\u001b[31m- \\u{1b}[32mgreen\u001b[39m \\u{1b}[8mhidden`);
  } finally {
    Object.assign(process.stdout, { isTTY });
    if (NO_COLOR !== undefined) process.env.NO_COLOR = NO_COLOR;
  }
});

it("is what every module of ops prints through", () => {
  const files = readdirSync(join(repoRoot, "ops"), { recursive: true, encoding: "utf8" });
  const writing = files
    .filter((file) => file.endsWith(".ts"))
    .filter((file) =>
      /std(out|err)\S*\.write\(|console\.(log|info|warn|error)/.test(readFileSync(join(repoRoot, "ops", file), "utf8")),
    );
  expect(writing.sort()).toEqual([join("support", "print.ts")]);
});
