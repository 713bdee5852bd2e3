import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import { bundleAction } from "../../stacks/bundling";
import { repoRoot } from "../../stacks/repo-root";
import { startSandbox } from "../../test/support/sandbox";
import { runNode } from "../child";
import type { Figure } from "../figure";
import { inTurn, median } from "../pairs";

const ROUNDS = 15;
const NUMBER = "+12025550101";

/** Loading and the first report over TLS, each in a fresh process: the Action against `require("twilio")`. */
export async function coldAction(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "cold-action-"));
  const sandbox = await startSandbox({ actions: [] });
  try {
    const { verifyUrl, authority } = sandbox.server;
    const settings = { freshnessSeconds: 60, deadlineMs: 2500, verifyOrigin: verifyUrl };
    const bundle = join(folder, "passwordless-feedback.js");
    writeFileSync(bundle, await bundleAction({ entry: "passwordless-feedback", settings, dependencies: ["twilio"] }));

    const run = async (program: string, what: string): Promise<number> => {
      sandbox.verify.reset();
      await sandbox.login({ user: "phone-only", method: "sms" });
      const script = join(repoRoot, "bench", "cold-action", program);
      const args = [script, what, NUMBER, JSON.stringify(verifyVariables)];
      return Number(await runNode(args, { NODE_EXTRA_CA_CERTS: authority.certificateFile }));
    };
    const pairs = await inTurn(
      ROUNDS,
      () => run("action.cjs", bundle),
      () => run("sdk.cjs", verifyUrl),
    );
    return {
      what: "cold Action: load and first report over TLS",
      ours: `${median(pairs.ours).toFixed(0)} ms`,
      otherwise: `require("twilio"): ${median(pairs.theirs).toFixed(0)} ms`,
      ratio: pairs.ratio,
      goal: "ratio ≤ 0.35",
      met: pairs.ratio <= 0.35,
    };
  } finally {
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  }
}
