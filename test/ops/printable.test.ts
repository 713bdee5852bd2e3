import { printable, printableJson } from "../../ops/printable";

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
