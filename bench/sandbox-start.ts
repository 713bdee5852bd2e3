import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "../packages/local-tenant/src/server";
import { repoRoot } from "../stacks/repo-root";
import { loadStack } from "../start/load-stack";
import { runNode } from "./child";
import type { Figure } from "./figure";
import { inTurn, median, timed } from "./pairs";

const ROUNDS = 7;
const GOAL = 2;

/** From nothing to a listening tenant with the synthesised stack loaded, in a process that has its code, against an empty Node. */
export async function sandboxStart(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-start-"));
  try {
    const output = join(folder, "cdktf.out");
    await runNode([join(repoRoot, "scripts", "run.mjs"), join(repoRoot, "main.ts")], { CDKTF_OUTDIR: output });
    const start = () =>
      timed(async () => {
        const server = await startServer({ ports: { management: 0, verify: 0 }, dir: join(folder, "ca") });
        loadStack(server, output, "sandbox");
        setImmediate(() => void server.stop());
      });
    const pairs = await inTurn(ROUNDS, start, () => timed(() => runNode(["-e", "0"])));
    return {
      what: "local tenant: start to ready, stack loaded",
      ours: `${median(pairs.ours).toFixed(0)} ms`,
      otherwise: `node -e 0: ${median(pairs.theirs).toFixed(0)} ms`,
      ratio: pairs.ratio,
      goal: `≤ ${GOAL} ×`,
      met: pairs.ratio <= GOAL,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
