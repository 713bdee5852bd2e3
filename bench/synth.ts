import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../stacks/repo-root";
import { runNode } from "./child";
import type { Figure } from "./figure";
import { inTurn, median, timed } from "./pairs";

const ROUNDS = 5;
const LOADING_GOAL = 1.5;
const CLI_GOAL = 0.2;

/** All tenants from a fresh process, against what it takes to load cdktf at all, and against `cdktf synth` of the same app. */
export async function synth(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "synth-"));
  const cli = join(repoRoot, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
  const env = { CDKTF_OUTDIR: folder, CHECKPOINT_DISABLE: "1", CI: "1" };
  const ours = () => timed(() => runNode([join(repoRoot, "scripts", "run.mjs"), join(repoRoot, "main.ts")], env));
  try {
    const load = () => timed(() => runNode(["-e", `require(${JSON.stringify(require.resolve("cdktf"))})`]));
    const loading = await inTurn(ROUNDS, ours, load);
    const figures = [figure(loading, "loading cdktf alone", LOADING_GOAL)];
    if (!existsSync(cli)) return figures;
    const theirs = () => timed(() => runNode([cli, "synth", "--output", folder], env));
    return [...figures, figure(await inTurn(ROUNDS, ours, theirs), "cdktf synth", CLI_GOAL)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figure(pairs: Awaited<ReturnType<typeof inTurn>>, other: string, goal: number): Figure {
  return {
    what: "synth of all tenants from a fresh process",
    ours: `${median(pairs.ours).toFixed(0)} ms`,
    otherwise: `${other}: ${median(pairs.theirs).toFixed(0)} ms`,
    ratio: pairs.ratio,
    goal: `≤ ${goal} ×`,
    met: pairs.ratio <= goal,
  };
}
