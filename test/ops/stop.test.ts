import { spawnSync } from "node:child_process";
import { repoRoot } from "../../stacks/repo-root";

it("sees a signal that came while the process was busy before it begins anything", () => {
  const args = ["scripts/run.mjs", "test/ops/support/busy-when-told.ts"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: repoRoot, encoding: "utf8" });
  expect(stdout).toBe("UserError: Stopped by SIGTERM. Nothing was changed.");
});
