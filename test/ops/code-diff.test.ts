import { codeChange } from "../../ops/live/code-diff";

const body = ["first();", "second();", "third();", "fourth();", "fifth();", "sixth();", "seventh();", "eighth();"];
const code = (settings: object, lines = body) => `const settings = ${JSON.stringify(settings)};\n${lines.join("\n")}\n`;

it("shows settings one by one, and not as a changed line", () => {
  const before = code({ enrol: "require", clients: { exempt: ["a"] }, deadlineMs: 2500 });
  const after = code({ enrol: "skip", clients: { exempt: ["a", "b"] }, frequency: "every-login", deadlineMs: 2500 });
  expect(codeChange(before, after)).toEqual({
    settings: [
      { path: "clients.exempt", before: ["a"], after: ["a", "b"] },
      { path: "enrol", before: "require", after: "skip" },
      { path: "frequency", before: null, after: "every-login" },
    ],
    diff: [],
  });
});

it("shows code as a unified diff with three lines around each change", () => {
  const changed = body.map((line) => (line === "fifth();" ? "other();" : line));
  expect(codeChange(code({}), code({}, changed)).diff).toEqual([
    "@@ -3,7 +3,7 @@",
    " second();",
    " third();",
    " fourth();",
    "-fifth();",
    "+other();",
    " sixth();",
    " seventh();",
    " eighth();",
  ]);
});

it("compares bodies whole when one was not written by us", () => {
  const { settings, diff } = codeChange("const settings = broken;\nfirst();\n", code({ enrol: "skip" }, ["first();"]));
  expect(settings).toEqual([]);
  expect(diff).toEqual([
    "@@ -1,2 +1,2 @@",
    "-const settings = broken;",
    '+const settings = {"enrol":"skip"};',
    " first();",
  ]);
});

it("finds nothing between equal bodies", () => {
  expect(codeChange(code({ enrol: "skip" }), code({ enrol: "skip" }))).toEqual({ settings: [], diff: [] });
});
