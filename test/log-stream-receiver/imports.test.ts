import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { repoRoot } from "../../stacks/repo-root";

const source = join(repoRoot, "packages", "log-stream-receiver", "src");
const files = (readdirSync(source, { recursive: true }) as string[]).filter((name) => name.endsWith(".ts"));

test("of the repository the receiver imports nothing but what the Actions share", () => {
  const imported = files.flatMap((name) => {
    const file = join(source, name);
    const paths = [...readFileSync(file, "utf8").matchAll(/from "(\..+)"/g)].map(([, path]) =>
      join(dirname(file), path as string),
    );
    return paths.map((path) => relative(repoRoot, path)).filter((path) => !path.startsWith(relative(repoRoot, source)));
  });
  expect([...new Set(imported)].sort()).toEqual([
    "actions/lib/error-class",
    "actions/lib/log",
    "actions/lib/outcome",
    "actions/lib/phone-number",
    "actions/lib/verify/approve",
    "actions/lib/verify/credentials",
    "actions/lib/verify/failure",
    "actions/lib/verify/fetch-verification",
    "actions/lib/verify/transport",
    "actions/lib/verify/transport-errors",
    "actions/types/secrets",
  ]);
});
