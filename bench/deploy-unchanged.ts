import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { localTenantEnvironment } from "../ops/auth0/local-tenant";
import { terraformIn } from "../ops/terraform/terraform";
import { stackFile } from "../stacks/stack-document";
import { startPromotion } from "../test/ops/support/promotion";
import { testProvider } from "../test/support/terraform-provider";
import type { Figure } from "./figure";
import { inTurn, median, timed } from "./pairs";

const ROUNDS = 7;
const GOAL = 1.3;

/**
 * `npm run deploy` of a tenant that needs nothing against `terraform init` and `plan` on the same stack and state: where it
 * was deployed from before, and in a fresh checkout, where ours has to run init, too.
 */
export async function deployUnchanged(): Promise<Figure[]> {
  const promotion = await startPromotion("dev");
  try {
    const { cliConfigFile, kind } = await testProvider();
    const deploy = async () => {
      const { exit, stderr } = await promotion.run("deploy", "dev", ["--yes"]);
      if (exit !== 0) throw new Error(`deploy ended with ${exit}: ${stderr}`);
    };
    await deploy();
    const ours = join(promotion.output, "stacks", "dev");
    // A folder of its own beside ours, so that neither finds what the other's init has made.
    const theirs = join(promotion.output, "stacks", "bare");
    mkdirSync(theirs);
    cpSync(stackFile(ours), stackFile(theirs));
    const caller = { ...process.env, TF_CLI_CONFIG_FILE: cliConfigFile };
    const env = await localTenantEnvironment(promotion.server("dev").tenant.domain, caller);
    const bare = async () => {
      const terraform = terraformIn(theirs, env);
      await terraform.init(true);
      const { exit, stderr } = await terraform.quiet(["plan", "-no-color", "-input=false", "-detailed-exitcode"]);
      if (exit !== 0) throw new Error(`terraform plan ended with ${exit}: ${stderr}`);
    };
    const afresh = (folder: string, run: () => Promise<void>) => () => {
      for (const made of [".terraform", ".terraform.lock.hcl"])
        rmSync(join(folder, made), { recursive: true, force: true });
      return timed(run);
    };
    const provider = kind === "real" ? "real provider" : "provider double";
    const again = await inTurn(
      ROUNDS,
      () => timed(deploy),
      () => timed(bare),
    );
    const first = await inTurn(ROUNDS, afresh(ours, deploy), afresh(theirs, bare));
    return [
      figure(`deploy of an unchanged tenant (${provider})`, again),
      figure("the same in a fresh checkout", first),
    ];
  } finally {
    await promotion.stop();
  }
}

function figure(what: string, pairs: Awaited<ReturnType<typeof inTurn>>): Figure {
  return {
    what,
    ours: `${median(pairs.ours).toFixed(0)} ms`,
    otherwise: `terraform init + plan: ${median(pairs.theirs).toFixed(0)} ms`,
    ratio: pairs.ratio,
    goal: `≤ ${GOAL} ×`,
    met: pairs.ratio <= GOAL,
  };
}
