import { rmSync } from "node:fs";
import { join } from "node:path";
import { localTenantEnvironment } from "../ops/auth0/local-tenant";
import { terraformIn } from "../ops/terraform/terraform";
import { startPromotion } from "../test/ops/support/promotion";
import { testProvider } from "../test/support/terraform-provider";
import type { Figure } from "./figure";
import { inTurn, median, timed } from "./pairs";

const ROUNDS = 7;
const GOAL = 1.3;

/** `npm run deploy` of a tenant that needs nothing against `terraform init` and `plan` on the same stack and state. */
export async function deployUnchanged(): Promise<Figure> {
  const promotion = await startPromotion("dev");
  try {
    const { cliConfigFile, kind } = await testProvider();
    const deploy = async () => {
      const { exit, stderr } = await promotion.run("deploy", "dev", ["--yes"]);
      if (exit !== 0) throw new Error(`deploy ended with ${exit}: ${stderr}`);
    };
    await deploy();
    const folder = join(promotion.output, "stacks", "dev");
    const caller = { ...process.env, TF_CLI_CONFIG_FILE: cliConfigFile };
    const env = await localTenantEnvironment(promotion.server("dev").tenant.domain, caller);
    const bare = async () => {
      const terraform = terraformIn(folder, env);
      await terraform.init();
      const { exit, stderr } = await terraform.quiet(["plan", "-no-color", "-input=false", "-detailed-exitcode"]);
      if (exit !== 0) throw new Error(`terraform plan ended with ${exit}: ${stderr}`);
    };
    const pairs = await inTurn(
      ROUNDS,
      () => timed(deploy),
      async () => {
        const ms = await timed(bare);
        // As ours leaves it, so that each init finds the same.
        rmSync(join(folder, ".terraform.lock.hcl"), { force: true });
        return ms;
      },
    );
    return {
      what: `deploy of an unchanged tenant (${kind === "real" ? "real provider" : "provider double"})`,
      ours: `${median(pairs.ours).toFixed(0)} ms`,
      otherwise: `terraform init + plan: ${median(pairs.theirs).toFixed(0)} ms`,
      ratio: pairs.ratio,
      goal: `≤ ${GOAL} ×`,
      met: pairs.ratio <= GOAL,
    };
  } finally {
    await promotion.stop();
  }
}
