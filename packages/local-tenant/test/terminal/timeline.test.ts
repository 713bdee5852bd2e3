import { printableJson } from "../../src/support/printable";
import { painter } from "../../src/terminal/paint";
import { formatTable } from "../../src/terminal/table";
import { formatTimeline } from "../../src/terminal/timeline";
import { FORGED, hostileText, obeyed } from "../support/hostile-text";

const plain = painter({ isTTY: false });

test("on a terminal, what is too long goes on below between words, indented", () => {
  const text = "it waited for an answer that never came";
  const timeline = [
    {
      kind: "action",
      at: 0,
      name: "An Action whose name alone takes up a whole line",
      ms: 3,
      calls: [{ method: "user.setMetadata", args: ["a", "x".repeat(40)] }],
      console: [{ level: "log", text }],
      result: "ok",
    },
  ] as const;
  expect(formatTimeline(timeline, plain, 60).split("\n")).toEqual([
    "     0 ms  Action          An Action whose name alone takes",
    "                             up a whole line  3 ms",
    '                           user.setMetadata("a",',
    `                             "${"x".repeat(40)}")`,
    "                           it waited for an answer that",
    "                             never came",
  ]);
  expect(formatTimeline(timeline, plain)).toContain(text);
});

test("a timeline has one line an entry, with the time since the first, and an Action's calls and logs below it", () => {
  const text = formatTimeline(
    [
      { kind: "first-factor", at: 1000, method: "pwd", connection: "db" },
      {
        kind: "action",
        at: 1002,
        name: "Challenge",
        ms: 3.4,
        calls: [{ method: "authentication.challengeWith", args: [{ type: "phone" }] }],
        console: [{ level: "log", text: "challenged" }],
        result: "ok",
      },
      {
        kind: "pause",
        at: 1006,
        prompt: { command: "challenge", factors: ["phone", "otp"], origin: "action", action: "Challenge" },
      },
      { kind: "outcome", at: 11_006, outcome: { status: "completed", userId: "auth0|1" } },
    ],
    plain,
  );
  expect(text.split("\n")).toEqual([
    "     0 ms  first factor    pwd, connection db",
    "     2 ms  Action          Challenge  3 ms",
    '                           authentication.challengeWith({"type":"phone"})',
    "                           challenged",
    "     6 ms  pause           challenge: phone or otp, asked for by Challenge",
    " 10006 ms  completed",
  ]);
});

test("an Action that failed says how, and the login's end says why", () => {
  const text = formatTimeline(
    [
      { kind: "action", at: 0, name: "A", ms: 1, calls: [], console: [], result: "error", error: "boom" },
      { kind: "end", at: 1, step: { status: "ended", error: "access_denied", description: "boom" } },
      {
        kind: "outcome",
        at: 1,
        outcome: { status: "ended", userId: "auth0|1", error: "access_denied", description: "boom" },
      },
    ],
    plain,
  );
  expect(text.split("\n")).toEqual([
    "     0 ms  Action          A  1 ms  error: boom",
    "     1 ms  ended           access_denied: boom",
  ]);
});

test("texts of several lines stay in their column", () => {
  const entry = {
    kind: "action",
    at: 0,
    name: "A",
    ms: 1,
    calls: [],
    result: "error",
    error: "first\nsecond",
  } as const;
  const text = formatTimeline([{ ...entry, console: [{ level: "log", text: "a\nb" }] }], plain);
  expect(text.split("\n")).toEqual([
    "     0 ms  Action          A  1 ms  error: first",
    "                           second",
    "                           a",
    "                           b",
  ]);
});

test("a resume is followed by the next Action only where there is one", () => {
  const resume = { kind: "resume", at: 0, command: "challenge", factor: "phone" } as const;
  const action = { kind: "action", at: 0, name: "A", ms: 1, calls: [], console: [], result: "ok" } as const;
  const last = (...entries: Parameters<typeof formatTimeline>[0]) => formatTimeline(entries, plain).split("\n")[0];
  expect(last(resume, action)).toMatch(/challenged by phone; continues at the next Action$/);
  expect(last(resume)).toMatch(/challenged by phone$/);
});

test.each([
  ["on a terminal", { isTTY: true }, {}, true],
  ["in a pipe", { isTTY: false }, {}, false],
  ["with NO_COLOR", { isTTY: true }, { NO_COLOR: "1" }, false],
])("%s the colours are those that belong there", (_, stream, env, coloured) => {
  expect(painter(stream, env)("red", "text").includes("\u001b[31m")).toBe(coloured);
});

test("a table's columns are as wide as their widest cell, without blanks at the end of a line", () => {
  expect(
    formatTable([
      ["a", "long cell", "x"],
      ["longer", "b", ""],
    ]),
  ).toBe("  a       long cell  x\n  longer  b");
});

test("what an Action is called and logs neither reaches the terminal raw nor leaves its column", () => {
  const name = hostileText("Risk check");
  const console = [{ level: "log", text: hostileText("log") }];
  const calls = [{ method: "access.deny", args: [name] }];
  const entry = { at: 0, name, ms: 1, console } as const;
  const text = formatTimeline(
    [
      { kind: "action", ...entry, calls, result: "error", error: hostileText("boom") },
      { kind: "phone-provider", ...entry, attempt: 1, result: "failed" } as never,
      { kind: "pause", at: 0, prompt: { command: "challenge", factors: ["phone"], origin: "action", action: name } },
      { kind: "answer", at: 0, factor: "phone", accepted: false, reason: name } as never,
      { kind: "outcome", at: 0, outcome: { status: "ended", userId: "a", error: "access_denied", description: name } },
    ],
    plain,
  );
  expect(obeyed(text).filter((what) => !what.trim().startsWith(FORGED))).toEqual([]);
  // A text of several lines has them below it, in its column.
  const forged = text.split("\n").filter((line) => line.trim().startsWith(FORGED));
  expect(forged.length).toBeGreaterThan(0);
  expect(forged.every((line) => line.startsWith(" ".repeat(27)))).toBe(true);
});

test("a table's row is one line, and JSON reads back as it was", () => {
  const name = hostileText("Risk check");
  expect(obeyed(formatTable([["Actions", name]]))).toEqual([]);
  expect(obeyed(printableJson({ name }))).toEqual([]);
  expect(JSON.parse(printableJson({ name }))).toEqual({ name });
});
