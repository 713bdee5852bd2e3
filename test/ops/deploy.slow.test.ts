import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { endedWith } from "./support/ended-with";
import { deployThatHangs, endBuilds } from "./support/hanging-deploy";
import { type Promotion, type StartedVerb, startPromotion } from "./support/promotion";
import { sentAnHourAgo } from "./support/sent-an-hour-ago";

const CHALLENGE = "Verify feedback - MFA challenge";
/** Until a test ends it. */
const NEVER_MS = 3_600_000;

let promotion: Promotion;
let config: TenantConfig;
let scratch: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "deploy-slow-"));
  promotion = await startPromotion("dev");
  config = promotion.configs.dev!;
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
});
afterEach(() => {
  Object.assign(tenant().actions.build, { ms: 0, deployMs: 0, fails: () => false });
});
afterAll(async () => {
  await promotion.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function tenant() {
  return promotion.server("dev").tenant;
}

function challenge() {
  return tenant()
    .deployedActions("post-login")
    .find(({ name }) => name === CHALLENGE)!;
}

/** Makes logins run what was deployed last, however long that was to take. */
function finishDeploying(): void {
  const { actions } = tenant();
  for (const { versions } of actions.list()) Object.assign(versions.at(-1)!, { liveAt: 0 });
}

function enrol(value: "require" | "skip" | "deny"): void {
  config.settings = { ...config.settings, mfaChallenge: { enrol: value } };
}

/** Resolves when the verb has said `text` on stderr. */
function said({ process }: StartedVerb, text: string): Promise<void> {
  return new Promise((resolve) => {
    let all = "";
    process.stderr!.on("data", (chunk) => {
      all += chunk;
      if (all.includes(text)) resolve();
    });
  });
}

// Each test leaves a tenant that runs what its stack defines, for the next one.

it("waits until an update really runs, and says when that takes longer than it may", async () => {
  enrol("deny");
  tenant().actions.build.deployMs = NEVER_MS;
  const patient = promotion.start("deploy", "dev", ["--yes"]);
  await said(patient, "waiting for Auth0 to build and deploy");
  expect(challenge().code).not.toContain('"enrol":"deny"');
  finishDeploying();
  endedWith(0, await patient.ended);
  expect(challenge().code).toContain('"enrol":"deny"');
  enrol("require");
  const hurried = await promotion.run("deploy", "dev", ["--yes", "--wait", "1"]);
  expect(hurried.exit).toBe(1);
  expect(hurried.stdout).toMatch(
    /with other code .*; Auth0 is still working on it\n[\s\S]*Next: Auth0 has not deployed everything yet/,
  );
  tenant().actions.build.deployMs = 0;
  finishDeploying();
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
});

it("refuses while somebody else deploys, and loses nothing of theirs", async () => {
  enrol("skip");
  const first = await deployThatHangs(promotion, "dev");
  const second = await promotion.run("deploy", "dev", ["--yes"]);
  expect(second).toMatchObject({ exit: 1, stdout: "" });
  expect(second.stderr).toMatch(/dev is being changed right now by \S+ since [\d-]+/);
  endBuilds(promotion, "dev");
  endedWith(0, await first.ended);
  expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining("Nothing to do"),
  });
});

it("goes on after an apply that was interrupted", async () => {
  enrol("deny");
  const interrupted = await deployThatHangs(promotion, "dev");
  interrupted.process.kill("SIGTERM");
  const stopped = await interrupted.ended;
  expect(stopped).toMatchObject({ exit: 143, stderr: expect.stringContaining("It was interrupted.") });
  expect(stopped.stdout).toMatch(/What runs on dev .*according to Auth0:[\s\S]*✗ Verify feedback - MFA challenge/);
  endBuilds(promotion, "dev");
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
  expect(challenge().code).toContain('"enrol":"deny"');
});

it("says what to run next where the tenant can't be asked any more after an apply that failed", async () => {
  const byHand = "exports.onExecutePostLogin = async () => {};";
  const { actions, tokens } = tenant();
  const { id } = actions.list({ name: CHALLENGE })[0]!;
  actions.update(id, { code: byHand });
  actions.deploy(id);
  const find = jest.spyOn(tokens, "find");
  actions.build.fails = ({ name, code }) => {
    const applied = name === CHALLENGE && code !== byHand;
    if (applied) find.mockReturnValue(undefined);
    return applied;
  };
  const { exit, stdout } = await promotion.run("deploy", "dev", ["--yes", "--json"]);
  find.mockRestore();
  actions.build.fails = () => false;
  expect(exit).toBe(1);
  expect(JSON.parse(stdout).error).toMatch(
    /^The apply failed:\n[\s\S]*What runs on dev now is not known:\n[\s\S]*\nNext: fix that, then npm run deploy -- dev\. /,
  );
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
});

it("refuses a plan that is out of date, of other Actions, or none at all", async () => {
  enrol("skip");
  const file = join(scratch, "old.plan");
  expect(await promotion.run("plan", "dev", ["--out", file])).toMatchObject({ exit: 2 });
  expect(statSync(file).mode & 0o077).toBe(0);
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
  const stale = await promotion.run("deploy", "dev", ["--yes", "--plan", file]);
  expect(stale).toMatchObject({ exit: 4, stderr: expect.stringContaining("out of date") });
  enrol("require");
  const other = await promotion.run("deploy", "dev", ["--yes", "--plan", file]);
  expect(other).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining("made from a different stack than the one here"),
  });
  writeFileSync(file, "no plan");
  const broken = await promotion.run("deploy", "dev", ["--yes", "--plan", file]);
  expect(broken).toMatchObject({ exit: 3, stderr: expect.stringContaining("saved plan") });
  const none = await promotion.run("deploy", "dev", ["--yes", "--plan", join(scratch, "none.plan")]);
  expect(none).toMatchObject({ exit: 3, stderr: expect.stringContaining("There is no plan at") });
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
});

it("shows what somebody changed by hand against what is planned, and puts it back", async () => {
  const { actions } = tenant();
  const { id, code } = actions.list({ name: CHALLENGE })[0]!;
  actions.update(id, { code: code.replace("// actions/mfa-challenge.ts", "// by hand") });
  actions.deploy(id);
  const { exit, stdout } = await promotion.run("plan", "dev");
  expect(exit).toBe(2);
  expect(stdout).toContain("because it was changed outside of Terraform");
  expect(stdout).toMatch(/\n@@ -\d+,7 \+\d+,7 @@\n[\s\S]*\n-\/\/ by hand\n\+\/\/ actions\/mfa-challenge\.ts\n/);
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
  expect(challenge().code).toBe(code);
});

it("makes an Action anew to which somebody added a secret, which Terraform does not see", async () => {
  const { actions } = tenant();
  const { id, secrets } = actions.list({ name: "Verify feedback - MFA" })[0]!;
  actions.update(id, { secrets: [...secrets.map(({ name }) => ({ name })), { name: "OWN", value: "private-fake" }] });
  actions.deploy(id);
  const { exit, stdout } = await promotion.run("deploy", "dev", ["--yes"]);
  expect(exit).toBe(0);
  expect(stdout).toMatch(
    /± Verify feedback - MFA is replaced .*\n +because it runs version \d+ with the secrets OWN, /,
  );
  expect(Object.keys(tenant().deployedActions("post-login")[2]!.secrets)).not.toContain("OWN");
});

it("sends the secrets again when a rotation was lost", async () => {
  const file = join(promotion.output, "../.state/dev.tfstate");
  const state = JSON.parse(readFileSync(file, "utf8"));
  const halfAnHourAgo = new Date(Date.now() - 1_800_000);
  const version = Number(halfAnHourAgo.toISOString().replace(/\D/g, "").slice(0, 14));
  for (const { name, instances } of state.resources) {
    const { attributes } = instances[0];
    if (name === "secrets_version") attributes.output.value = attributes.input.value = version;
    else if (attributes.secrets_wo_version) attributes.secrets_wo_version = version;
  }
  writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1 }));
  sentAnHourAgo(tenant().actions.list());
  const { exit, stdout } = await promotion.run("deploy", "dev", ["--yes"]);
  expect(exit).toBe(0);
  expect(stdout).toMatch(/because it has secrets of .* that rotation did not reach Auth0\n +its secrets will be sent/);
});

it("leaves no secret in any file", () => {
  const folder = dirname(promotion.output);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "latin1"));
  const { TWILIO_AUTH_TOKEN: token } = verifyVariables;
  expect(texts.join("\n")).toContain("TWILIO_AUTH_TOKEN");
  expect(texts.filter((text) => text.includes(token!))).toEqual([]);
});
