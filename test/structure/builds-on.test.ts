import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../stacks/repo-root";
import { importsOf, sourceFiles } from "./imports";

const imports = importsOf(repoRoot, sourceFiles(repoRoot, ["ops/verbs"]));
const files = sourceFiles(repoRoot, ["ops/verbs"]);
const verbOf = (file: string) => /^ops\/verbs\/([^/]+)\//.exec(file)?.[1];
const verbs = [...new Set(files.flatMap((file) => verbOf(file) ?? []))];

function builtOn(verb: string): string[] {
  const others = imports
    .filter(({ from }) => verbOf(from) === verb)
    .flatMap(({ to }) => verbOf(to) ?? [])
    .filter((other) => other !== verb);
  return [...new Set(others)].sort();
}

/** What the first line of one file of a verb's folder says. */
function said(verb: string): string[] {
  return files
    .filter((file) => verbOf(file) === verb)
    .flatMap((file) => /^\/\/ Builds on (.*)\.\n/.exec(readFileSync(join(repoRoot, file), "utf8"))?.[1] ?? []);
}

test.each(verbs)("the head of %s says which verbs it builds on", (verb) => {
  const others = builtOn(verb)
    .join(", ")
    .replace(/, ([^,]+)$/, " and $1");
  expect(said(verb)).toEqual([others || "no other verb"]);
});

test("every file of a verb is in a folder of ops/verbs", () => {
  expect(files.filter((file) => verbOf(file) === undefined)).toEqual([]);
});
