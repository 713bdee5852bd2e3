import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Makes what is missing before suites start programs that would, and would say so. Names the file in which the suites of this
 * run leave which provider they used, and installs what the slow suites alone need.
 */
export default function globalSetup(): void {
  execFileSync(process.execPath, [join(__dirname, "..", "..", "scripts", "setup.mjs"), "--quiet"], {
    stdio: "inherit",
  });
  process.env.TEST_PROVIDER_FILE = join(mkdtempSync(join(tmpdir(), "jest-run-")), "provider.json");
  if (process.env.TEST_ALL === "1") {
    execFileSync(process.execPath, [join(__dirname, "..", "..", "scripts", "runners.mjs")], { stdio: "inherit" });
  }
}
