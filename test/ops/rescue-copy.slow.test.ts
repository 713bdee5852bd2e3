import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type StateServer, serveState } from "../support/state-server";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";

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

/** Runs the command that was printed. */
async function push(said: string): Promise<void> {
  expect(said).toContain("npm run push-state -- dev");
  expect(endedWith(0, await run("push-state", ["--yes"])).stdout).toContain("The state of dev is written");
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
  expect(failed.stdout + failed.stderr).not.toContain("It resumes from here");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  state.refuseWrites = undefined;
  const config = promotion.configs.dev!;
  promotion.configs.dev = {
    ...config,
    feedback: "both",
    logStream: { url: "https://receiver.example.com/", receiver: "node" },
  };
  const refusing = [["deploy"], ["rotate"], ["adopt"], ["destroy"], ["stream-token"], ["stream-token", "--renew"]];
  for (const [verb, ...args] of refusing) {
    const refused = endedWith(3, await run(verb!, [...args, "--yes"]));
    expect(refused.stderr).toContain(`${file}\nNothing was changed. `);
  }
  promotion.configs.dev = config;
  // Where the backend still refuses, or holds a newer state, the copy stays.
  state.refuseWrites = 403;
  const refused = endedWith(1, await run("push-state", ["--yes"])).stderr;
  expect(refused).toMatch(/terraform state push failed for dev:\n\nFailed to persist state: HTTP error: 403/);
  state.refuseWrites = undefined;
  expect(existsSync(file)).toBe(true);
  await push(failed.stderr);
  expect(existsSync(file)).toBe(false);
  expect(endedWith(0, await run("push-state", ["--yes"])).stdout).toContain("Nothing to write");
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

it.each(["the working copy", "an artefact"])(
  "leaves the state of %s in place when it can't be moved, and says how to push it",
  async (source) => {
    endedWith(0, await run("deploy", ["--yes"]));
    const config = promotion.configs.dev!;
    const options = ["--yes"];
    config.settings = { ...config.settings, mfaChallenge: { enrol: source === "an artefact" ? "deny" : "skip" } };
    if (source === "an artefact") {
      const artefact = join(scratch, "unmovable");
      endedWith(0, await promotion.run("artefact", artefact));
      options.push("--artefact", artefact);
    }
    // As on a full disk: nothing can be written where the state lives, nor the folder be made.
    const folder = join(dirname(promotion.output), ".state");
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(folder, "");
    state.refuseWrites = 403;
    const { stderr } = endedWith(1, await run("deploy", options));
    state.refuseWrites = undefined;
    const [, move, left] = /:\n {2}(mkdir \S.* && mv (\S+) \S+)\n {2}npm run push-state -- dev$/m.exec(stderr) ?? [];
    expect(stderr).toContain(`It is kept in\n  ${left}\n`);
    expect(JSON.parse(readFileSync(left!, "utf8")).serial).toBeGreaterThan(JSON.parse(state.state!).serial);
    rmSync(folder);
    execFileSync("sh", ["-c", move!]);
    await push(stderr);
    await whole();
  },
);
