import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const script = join(__dirname, "..", "..", "scripts", "cdktn.mjs");

test("where npm can't install cdktn, that is said aloud with npm's words, and is no failure", () => {
  const folder = mkdtempSync(join(tmpdir(), "no-npm-"));
  try {
    const npm = join(folder, "npm.js");
    writeFileSync(npm, 'console.error("npm error network down"); process.exitCode = 1;');
    const env = { ...process.env, npm_execpath: npm };
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8", env });
    expect(stderr).toContain(
      "SKIPPED: the tests with cdktn 0.24.0, which npm could not install:\nnpm error network down",
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
