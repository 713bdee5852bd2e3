import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repoRoot } from "../../stacks/repo-root";
import { terraformBinary } from "../support/terraform-provider";
import { endedWith } from "./support/ended-with";
import { deployThatHangs, endBuilds } from "./support/hanging-deploy";
import { type Promotion, startPromotion } from "./support/promotion";

let promotion: Promotion;
beforeEach(async () => {
  promotion = await startPromotion("dev");
});
afterEach(() => promotion.stop());

it("ends a provider that waits on for its build after the stop, keeps the state, and goes on from there", async () => {
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
  // Terraform itself hears of no signal, as where its call came to the provider right after the stop.
  const deaf = join(dirname(promotion.output), "deaf-terraform");
  writeFileSync(deaf, `#!/bin/sh\ntrap '' INT\n"${terraformBinary()}" "$@" &\nwait $!\n`);
  chmodSync(deaf, 0o755);
  const settings = promotion.configs.dev!.settings!;
  settings.passwordlessFeedback!.deadlineMs = 2200;
  const { process: child, ended } = await deployThatHangs(promotion, "dev", { TERRAFORM_BINARY_NAME: deaf });
  child.kill("SIGTERM");
  await new Promise<void>((resolve) => {
    child.stderr!.on("data", (text) => /waiting for what Terraform has started/.test(text) && resolve());
  });
  child.kill("SIGTERM");
  const cut = endedWith(143, await ended);
  expect(cut.stderr).toContain("so the provider was ended");
  expect(cut.stdout).toContain("What runs on dev");

  const { actions } = promotion.server("dev").tenant;
  endBuilds(promotion, "dev");
  const again = endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
  expect(again.stdout).toContain("runs what its stack defines");
  expect(actions.list({ trigger: "post-login" })).toHaveLength(3);
});

/**
 * Holds up the tenant, which is in this process, until the deploy's Terraform has ended. A request that comes right after
 * the stop is not cancelled; after 5 s the provider is ended by a second signal.
 */
function stopUntilTerraformEnded(deploy: ChildProcess): void {
  const sleep = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  const isRunning = () => spawnSync("pgrep", ["-P", String(deploy.pid), "-f", " apply "]).status === 0;
  for (let waited = 0; waited === 0 || isRunning(); waited += 50) {
    // Jest's own limit can't end a test that holds up its process.
    if (waited > 60_000) throw new Error("Terraform goes on a minute after the stop");
    if (waited === 0 || waited === 5000) deploy.kill("SIGTERM");
    sleep(50);
  }
}

it("says that an Action whose creation was cut off may be in the tenant, and the next deploy how to take it over", async () => {
  const { actions } = promotion.server("dev").tenant;
  const { process: child, ended } = promotion.start("deploy", "dev", ["--yes"]);
  const create = actions.create.bind(actions);
  jest.spyOn(actions, "create").mockImplementationOnce((...given) => {
    stopUntilTerraformEnded(child);
    return create(...given);
  });
  const cut = endedWith(143, await ended);
  // Whether the request was cancelled or the provider ended with it, depends on which of the two the stop met.
  expect(cut.stderr).toMatch(
    /^It was interrupted\. Terraform kept what was done, except .*\.\nAn Action .* may be in the tenant without being in the state/m,
  );

  const [orphan] = actions.list({ trigger: "post-login" });
  const { stderr } = endedWith(4, await promotion.run("deploy", "dev", ["--yes"]));
  expect(stderr).toContain(`The tenant has an Action named "${orphan!.name}" that is not in Terraform's state`);
  expect(stderr).toContain("It was never deployed: an apply that was cut off may have made it.");
  expect(stderr).toContain("npm run adopt -- dev");

  endedWith(0, await promotion.run("adopt", "dev", ["--yes"]));
  expect((await promotion.run("deploy", "dev", ["--yes"])).stdout).toContain("Nothing to do");
  expect(actions.list({ trigger: "post-login" })).toHaveLength(3);
  expect(actions.get(orphan!.id).name).toBe(orphan!.name);
});

/** A deploy in a terminal of its own, where somebody types this when they are asked. */
async function typedAtTheQuestion(typed: string, variables: Record<string, string>) {
  const { command, env } = promotion.command("deploy", "dev", [], { TERM: "dumb", ...variables });
  const quoted = command.map((word) => `'${word}'`).join(" ");
  const args = process.platform === "darwin" ? ["-q", "/dev/null", ...command] : ["-qefc", quoted, "/dev/null"];
  const child = spawn("script", args, { cwd: repoRoot, env, stdio: ["pipe", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    const asked = /to dev\?/.test(said);
    said += text;
    if (!asked && /to dev\?/.test(said)) child.stdin.write(typed);
  });
  const exit = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  return { said, exit };
}

it("takes Ctrl-C at the question for a stop: nothing is changed", async () => {
  const journal = join(dirname(promotion.output), "journal");
  const { said, exit } = await typedAtTheQuestion("\x03", { VERB_JOURNAL: journal });
  expect(said).toMatch(/to dev\?.*yes.*: /);
  expect(said).toContain("Stopped by SIGINT. Nothing was changed.");
  expect(exit).toBe(130);
  const noted = readFileSync(journal, "utf8").trim().split("\n");
  expect(noted.at(-1)).toBe("told");
  expect(noted).not.toContain("begin apply");
  expect(promotion.server("dev").tenant.actions.list({ trigger: "post-login" })).toEqual([]);
});

it("takes a y for no, and says what does confirm", async () => {
  const { said, exit } = await typedAtTheQuestion("y\n", {});
  expect(said).toContain("Not confirmed: type yes, in full and in lower case.");
  expect(exit).toBe(5);
  expect(promotion.server("dev").tenant.actions.list({ trigger: "post-login" })).toEqual([]);
});
