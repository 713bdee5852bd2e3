import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

test.each(["jest", "vitest", "node-test", "playwright", "playwright-sign-in"])(
  "the README shows the test of the %s example",
  (name) => {
    const folder = join(root, "examples", name);
    const [file] = readdirSync(folder).filter((each) => /\.(test|spec)\./.test(each));
    expect(readme).toContain(readFileSync(join(folder, file!), "utf8"));
  },
);

test.each(["jest/member.js", "vitest/long-session.cjs", "node-test/challenge.js", "playwright/greet.js"])(
  "the README shows the Action %s, so that its test runs as copied",
  (name) => {
    expect(readme).toContain(readFileSync(join(root, "examples", name), "utf8"));
  },
);
