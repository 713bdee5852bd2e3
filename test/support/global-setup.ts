import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Names the file in which the suites of this run leave which provider they used. */
export default function globalSetup(): void {
  process.env.TEST_PROVIDER_FILE = join(mkdtempSync(join(tmpdir(), "jest-run-")), "provider.json");
}
