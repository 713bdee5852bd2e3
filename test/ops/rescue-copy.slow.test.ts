import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type StateServer, serveState } from "../support/state-server";
import { terraformBinary, testProvider } from "../support/terraform-provider";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";

jest.setTimeout(240_000);

const login = { TF_HTTP_USERNAME: "state", TF_HTTP_PASSWORD: "state-password-fake" };

let promotion: Promotion;
let state: StateServer;
let scratch: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "rescue-"));
  promotion = await startPromotion("dev");
  state = await serveState(login.TF_HTTP_USERNAME, login.TF_HTTP_PASSWORD);
  const { address, lockAddress } = state;
  promotion.configs.dev!.backend = { type: "http", address, lockAddress };
});
afterAll(async () => {
  await promotion.stop();
  await state.close();
  rmSync(scratch, { recursive: true, force: true });
});

function run(verb: string, args: string[] = []) {
  return promotion.run(verb, "dev", args, login);
}

/** Runs the line that pushes the state, as it was printed. */
async function push(said: string): Promise<void> {
  const line = /^ {2}(terraform init && terraform state push .*)$/m.exec(said)![1]!;
  const { cliConfigFile } = await testProvider();
  await promisify(execFile)("/bin/sh", ["-ec", line.replaceAll(/terraform (?=init|state)/g, `${terraformBinary()} `)], {
    cwd: /&& cd (\S+)$/m.exec(said)![1]!,
    env: { ...process.env, ...login, TF_CLI_CONFIG_FILE: cliConfigFile },
  });
}

const whole = async () => {
  const { exit, stdout } = await run("deploy", ["--yes"]);
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: expect.stringContaining("Nothing to do") });
};

it("keeps the state that could not be written, and refuses everything until it is pushed", async () => {
  const file = join(dirname(promotion.output), ".state", "dev.errored.tfstate");
  state.refuseWrites = 403;
  const failed = endedWith(1, await run("deploy", ["--yes"]));
  expect(failed.stderr).toContain(`the state could not be written. It is kept in\n  ${file}\n`);
  expect(failed.stdout + failed.stderr).not.toContain("It goes on from here");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  state.refuseWrites = undefined;
  for (const verb of ["deploy", "rotate", "adopt", "destroy"]) {
    const refused = endedWith(3, await run(verb, ["--yes"]));
    expect(refused.stderr).toContain(`${file}\nNothing was changed. `);
  }
  await push(failed.stderr);
  expect(existsSync(file)).toBe(false);
  await whole();
});

it.each(["deploy", "rollback"])("keeps it for a %s of an artefact, whose folder is thrown away", async (verb) => {
  const config = promotion.configs.dev!;
  config.settings = { ...config.settings, mfaChallenge: { enrol: verb === "deploy" ? "skip" : "deny" } };
  const artefact = join(scratch, verb);
  endedWith(0, await promotion.run("artefact", artefact));
  state.refuseWrites = 403;
  const failed = endedWith(1, await run(verb, ["--artefact", artefact, "--yes"]));
  state.refuseWrites = undefined;
  const file = join(dirname(promotion.output), ".state", "dev.errored.tfstate");
  expect(JSON.parse(readFileSync(file, "utf8")).serial).toBeGreaterThan(JSON.parse(state.state!).serial);
  expect(readdirSync(dirname(promotion.output)).filter((name) => name.startsWith("cdktf.out-"))).toEqual([]);
  await push(failed.stderr);
  await whole();
});
