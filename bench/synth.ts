import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../stacks/repo-root";
import { runNode } from "./child";
import type { Figure } from "./figure";
import { inTurn, median, timed } from "./pairs";

const ROUNDS = 5;

/** All tenants from a fresh process: this app alone against the same app under the CDKTF command line. */
export async function synth(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "synth-"));
  const cli = join(repoRoot, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
  try {
    const env = { CDKTF_OUTDIR: folder, CHECKPOINT_DISABLE: "1", CI: "1" };
    const ours = () => timed(() => runNode([join(repoRoot, "scripts", "run.mjs"), join(repoRoot, "main.ts")], env));
    const theirs = () => timed(() => runNode([cli, "synth", "--output", folder], env));
    const withCli = existsSync(cli);
    const pairs = await inTurn(ROUNDS, ours, withCli ? theirs : async () => Number.NaN);
    const ms = median(pairs.ours);
    return {
      what: "synth of all tenants from a fresh process",
      ours: `${ms.toFixed(0)} ms`,
      otherwise: withCli ? `cdktf synth: ${median(pairs.theirs).toFixed(0)} ms` : "-",
      ratio: withCli ? pairs.ratio : undefined,
      goal: "≤ 500 ms",
      met: ms <= 500,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
