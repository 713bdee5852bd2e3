import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAX_CONNECTIONS } from "../../actions/lib/verify/connections";
import { certificateAuthority } from "../../packages/local-tenant/src/tls/authority";
import { verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import { bundleAction } from "../../stacks/bundling";
import { repoRoot } from "../../stacks/repo-root";
import { runNode } from "../child";
import type { Figure } from "../figure";
import { inTurn, median } from "../pairs";
import { startVerify } from "./verify";

const ROUNDS = 5;
const LOGINS = 1500;
const GOAL = 1.5;

interface Burst {
  ms: number;
  reported: number;
  /** How long the login that was held longest was held, in ms. */
  longest: number;
}

/** Many logins at once in one warm instance, against a bare HTTPS client with as many connections. */
export async function burst(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "burst-"));
  const { certificateFile, leaf } = await certificateAuthority({ dir: join(repoRoot, ".cache", "test-ca") });
  const verify = await startVerify(leaf, folder);
  try {
    const settings = { freshnessSeconds: 60, deadlineMs: 2500, verifyOrigin: verify.origin };
    const bundle = join(folder, "passwordless-feedback.js");
    writeFileSync(bundle, await bundleAction({ entry: "passwordless-feedback", settings, dependencies: ["twilio"] }));
    const run = (program: string, ...args: string[]): Promise<string> => {
      const script = join(repoRoot, "bench", "burst", program);
      const secrets = JSON.stringify(verifyVariables);
      return runNode([script, ...args, secrets], { NODE_EXTRA_CA_CERTS: certificateFile });
    };
    const bursts: Burst[] = [];
    const pairs = await inTurn(
      ROUNDS,
      async () => {
        const burst: Burst = JSON.parse(await run("logins.cjs", bundle, String(LOGINS)));
        bursts.push(burst);
        return burst.ms;
      },
      async () => Number(await run("bare.cjs", verify.origin, String(LOGINS), String(MAX_CONNECTIONS))),
    );
    const reported = Math.min(...bursts.map((burst) => burst.reported));
    const longest = Math.max(...bursts.map((burst) => burst.longest));
    return {
      what: `${LOGINS} logins at once in one warm instance`,
      ours: `${median(pairs.ours).toFixed(0)} ms, ${reported} reported, the longest held ${(longest / 1000).toFixed(1)} s`,
      otherwise: `bare HTTPS, ${MAX_CONNECTIONS} connections: ${median(pairs.theirs).toFixed(0)} ms`,
      ratio: pairs.ratio,
      goal: `≤ ${GOAL} ×, all reported, none held 3 s`,
      met: pairs.ratio <= GOAL && reported === LOGINS && longest < 3000,
    };
  } finally {
    verify.stop();
    rmSync(folder, { recursive: true });
  }
}
