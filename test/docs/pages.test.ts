import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { createProgram } from "../../ops/cli/program";
import { repoRoot } from "../../stacks/repo-root";
import { tenants } from "../../tenants";

const folders = ["docs", ".github", "packages"].flatMap((folder) => {
  const found = readdirSync(join(repoRoot, folder), { recursive: true, encoding: "utf8" });
  return found.filter((name) => !/(^|\/)(node_modules|src|lib)\//.test(name)).map((name) => join(folder, name));
});
const top = readdirSync(repoRoot).filter((name) => name.endsWith(".md"));
const pages = [...top, ...folders.filter((name) => name.endsWith(".md"))].map((name) => {
  const file = join(repoRoot, name);
  return { file, name, text: readFileSync(file, "utf8") };
});

const withoutCode = (text: string): string => text.replace(/^( *)```.*?^\1```$/gms, "");

/** As GitHub makes them of headings. */
function anchors(text: string): string[] {
  const headings = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  return headings.map((heading) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test("every link of a page leads to a file, and to a heading in it", () => {
  const broken = pages.flatMap(({ file, name, text }) => {
    const links = [...withoutCode(text).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link!);
    return links.filter((link) => !isThere(file, link)).map((link) => `${name}: ${link}`);
  });
  expect(pages.length).toBeGreaterThan(40);
  expect(broken).toEqual([]);
});

function isThere(from: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? from : resolve(dirname(from), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchors(readFileSync(target, "utf8")).includes(anchor);
}

const { scripts } = JSON.parse(readFileSync(join(repoRoot, "package.json"), "utf8"));
const commands = createProgram(tenants).commands;

/** Every `npm run …` that a page names, but for the changelog, which names what once was. */
const calls = pages
  .filter(({ name }) => name !== "CHANGELOG.md")
  .flatMap(({ name, text }) => {
    const named = text.matchAll(/npm run (?:--silent )?([a-z][\w:-]*)(?: -- ([^`\n#|;)]*))?/g);
    return [...named].map(([call, script, rest = ""]) => ({ call: `${name}: ${call}`, script: script!, rest }));
  })
  .filter(({ rest, call }) => !/-w |--workspace/.test(rest + call));

test("every npm run that a page names is a script, and the verbs have the options that are given to them", () => {
  const wrong = calls.filter(({ script, rest }) => {
    if (scripts[script] === undefined) return !isWorkspaceScript(script);
    const command = commands.find((found) => found.name() === script);
    const known = command && ["--help", ...command.options.map(({ long }) => long)];
    const given = rest.match(/(?<=^|\s)--[\w-]+/g) ?? [];
    return known !== undefined && given.some((option) => !known.includes(option));
  });
  expect(calls.length).toBeGreaterThan(80);
  expect(wrong.map(({ call }) => call)).toEqual([]);
});

/** `npm run build -w log-stream-receiver`: a script of a package. */
function isWorkspaceScript(script: string): boolean {
  return readdirSync(join(repoRoot, "packages")).some((name) => {
    const file = join(repoRoot, "packages", name, "package.json");
    return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).scripts?.[script] !== undefined;
  });
}

test("docs/README.md lists every page and every verb", () => {
  const index = readFileSync(join(repoRoot, "docs", "README.md"), "utf8");
  const listed = pages
    .map(({ name }) => relative("docs", name))
    .filter((name) => /^(operations\/)?[\w-]+\.md$/.test(name));
  expect(listed.filter((name) => name !== "README.md" && !index.includes(`](${name}`))).toEqual([]);
  const verbs = commands.map((command) => command.name()).filter((name) => !/^(ci-|github-)/.test(name));
  expect(verbs.filter((name) => !index.includes(`[\`${name}\`]`))).toEqual([]);
});

test("every decision has its number, a date and a status, what it answers, and what was decided", () => {
  const decisions = pages.filter(({ name }) => name.startsWith("docs/decisions/"));
  const incomplete = decisions.filter(({ name, text }) => {
    const number = Number(/(\d+)-[^/]+$/.exec(name)?.[1]);
    return !new RegExp(
      `^# ${number}\\. .+\\n\\nDate: \\d{4}-\\d\\d-\\d\\d\\. Status: .+\\.\\n\\n## Context\\n[^]+\\n## Decision\\n`,
    ).test(text);
  });
  expect(decisions.length).toBeGreaterThan(30);
  expect(incomplete.map(({ name }) => name)).toEqual([]);
});

test("the pages on the code name files that there are", () => {
  const onTheCode = pages.filter(({ name }) =>
    /^(docs\/(architecture\.md|decisions\/.*)|README\.md|CONTRIBUTING\.md)$/.test(name),
  );
  const named = onTheCode.flatMap(({ name, text }) => {
    const paths = text.matchAll(/`((?:actions|bench|ops|packages|scripts|stacks|start|test)\/[\w./-]+)`/g);
    return [...paths].map(([, path]) => ({ name, path: path! }));
  });
  // These are made where they are needed.
  const made = ["packages/log-stream-receiver/runners", "stacks/terraform.lock.hcl"];
  const missing = named.filter(({ path }) => !made.includes(path) && !existsSync(join(repoRoot, path)));
  expect(named.length).toBeGreaterThan(30);
  expect(missing.map(({ name, path }) => `${name}: ${path}`)).toEqual([]);
});

test("CONTRIBUTING.md runs tests that there are", () => {
  const { text } = pages.find(({ name }) => name === "CONTRIBUTING.md")!;
  const commands = [...text.matchAll(/npm test -- (\S+)(?: -t "([^"]+)")?/g)];
  const missing = commands.filter(([, path = "", title = ""]) => {
    const files = path.endsWith(".ts")
      ? [""]
      : readdirSync(join(repoRoot, path), { recursive: true, encoding: "utf8" });
    const suites = files.map((file) => join(repoRoot, path, file)).filter((file) => file.endsWith(".test.ts"));
    return !suites.some((file) => readFileSync(file, "utf8").includes(title));
  });
  expect(commands).toHaveLength(2);
  expect(missing.map(([command]) => command)).toEqual([]);
});
