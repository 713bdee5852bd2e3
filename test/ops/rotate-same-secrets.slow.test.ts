import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FEEDBACK_KEY, FIXED_SERVICE_SID, STANDARD_KEY } from "../../packages/local-tenant/src/twilio";
import { repoRoot } from "../../stacks/repo-root";
import { endedWith, refuseSecrets } from "./support/ended-with";
import { type Promotion, startPromotion, type VerbRun } from "./support/promotion";
import { sentAnHourAgo } from "./support/sent-an-hour-ago";

const NAME = "rotate-keys";
const MFA = "Verify feedback - MFA";
const envFile = join(repoRoot, `.env.${NAME}`);
let promotion: Promotion;

async function run(exit: number, verb: string, ...args: string[]): Promise<VerbRun> {
  return endedWith(exit, await promotion.run(verb, NAME, args));
}

function rotate(exit: number, ...args: string[]): Promise<VerbRun> {
  return run(exit, "rotate", "--yes", ...args);
}

/** What a shell exports, or nothing. */
function exported(key?: { sid: string; secret: string }): void {
  rmSync(envFile, { force: true });
  if (key === undefined) return;
  const lines = `TF_VAR_TWILIO_API_KEY=${key.sid}\nTF_VAR_TWILIO_API_KEY_SECRET=${key.secret}\n`;
  writeFileSync(envFile, lines, { mode: 0o600 });
}

function actions() {
  return promotion.server(NAME).tenant.actions;
}

function versions() {
  return promotion
    .server(NAME)
    .tenant.deployedActions("post-login")
    .map(({ versionId }) => versionId);
}

function stateFile(): string {
  return join(promotion.output, `../.state/${NAME}.tfstate`);
}

/** As before the state remembered what was sent. */
function forgetWhatWasSent(): void {
  const { resources, ...state } = JSON.parse(readFileSync(stateFile(), "utf8"));
  const others = resources.filter(({ name }: { name: string }) => name !== "secret_ids");
  expect(others).toHaveLength(resources.length - 1);
  writeFileSync(stateFile(), JSON.stringify({ ...state, serial: state.serial + 1, resources: others }));
}

beforeAll(async () => {
  promotion = await startPromotion(NAME);
  promotion.configs[NAME]!.credentials = "api-key";
});

afterAll(async () => {
  rmSync(envFile, { force: true });
  await promotion.stop();
});

// The tests go on from each other.
describe("npm run rotate with API keys", () => {
  it("refuses when the deploy sent the same key, says which one runs and how to give the new one", async () => {
    const deployed = await run(0, "deploy", "--yes");
    expect(deployed.stdout + deployed.stderr).not.toContain("secret_ids");
    const before = versions();
    const { stderr } = await rotate(4);
    expect(stderr).toContain(`The secrets in the environment are the ones that ${NAME} was sent last`);
    expect(stderr).toContain(`  TWILIO_API_KEY      ${FEEDBACK_KEY.sid}\n  TWILIO_VERIFY_SID   ${FIXED_SERVICE_SID}\n`);
    expect(stderr).toContain("  export TF_VAR_TWILIO_API_KEY=…\n  export TF_VAR_TWILIO_API_KEY_SECRET=…\n");
    expect(stderr).toContain(`npm run rotate -- ${NAME} --same-secrets`);
    expect(versions()).toEqual(before);
  });

  it("leaves nothing to plan or to deploy, and no drift", async () => {
    expect((await run(0, "plan")).stdout).toContain("nothing to change");
    expect((await run(0, "deploy", "--yes")).stdout).toContain("Nothing to do");
    expect(JSON.parse((await run(0, "drift", "--json")).stdout)).toMatchObject({ findings: [], notDeployed: [] });
  });

  it("sends the same ones all the same with --same-secrets, and calls none of them new", async () => {
    const before = versions();
    const { stdout } = await rotate(0, "--same-secrets");
    expect(stdout).toMatch(/^The secrets from the environment are in use on /);
    expect(stdout).toContain("They are the ones that were in use before: there is nothing to revoke.");
    expect(versions()[0]).not.toBe(before[0]);
  });

  it("says which key is in use before and after, and which one can be revoked", async () => {
    exported(STANDARD_KEY);
    const { stdout, stderr } = await rotate(0);
    expect(stderr).toMatch(new RegExp(`TWILIO_API_KEY +${FEEDBACK_KEY.sid} +${STANDARD_KEY.sid}\n`));
    expect(stdout).toMatch(/^The new secrets are in use on /);
    expect(stdout).toMatch(new RegExp(`TWILIO_API_KEY +${FEEDBACK_KEY.sid} +${STANDARD_KEY.sid}\n`));
    expect(stdout).toContain(`${FEEDBACK_KEY.sid} can be revoked in Twilio's console.`);
    refuseSecrets(readFileSync(stateFile(), "utf8"));
    expect((await rotate(4)).stderr).toContain(STANDARD_KEY.sid);
  });

  it("makes a rotation again that stopped half way, without being told to", async () => {
    exported();
    const { id } = actions().list({ name: MFA })[0]!;
    const secrets = actions()
      .get(id)
      .secrets.map(({ name }) => ({ name }));
    actions().update(id, { secrets: [...secrets, { name: "HAND", value: "added-in-the-dashboard" }] });
    actions().deploy(id);
    sentAnHourAgo([actions().get(id)]);
    expect((await rotate(1)).stdout).toContain("not revoke");
    actions().update(id, { secrets });
    actions().deploy(id);

    const { stdout } = await rotate(0);
    expect(stdout).toContain("What was in use before is not known for every Action");
    expect(stdout).not.toContain("can be revoked");
    await rotate(4);
  });

  it("compares nothing where the state remembers nothing yet, says so, and does from then on", async () => {
    forgetWhatWasSent();
    expect((await run(0, "plan")).stdout).toContain("nothing to change");
    expect((await run(0, "deploy", "--yes")).stdout).toContain("Nothing to do");
    expect((await run(0, "drift")).stdout).toContain("No drift");
    const { stdout } = await rotate(0);
    expect(stdout).toMatch(new RegExp(`TWILIO_API_KEY +not known +${FEEDBACK_KEY.sid}\n`));
    expect(stdout).toContain("Before you revoke a key in Twilio's console, make sure that it is none of these.");
    await rotate(4);
  });

  it("remembers the secrets of the apply, not the dummies of the plan that was saved", async () => {
    exported(STANDARD_KEY);
    const file = join(promotion.output, "../saved.plan");
    promotion.configs[NAME]!.reportPasswordResets = true;
    await run(2, "plan", "--out", file);
    await run(0, "deploy", "--yes", "--plan", file);
    const { stdout } = await rotate(0, "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      credentials: {
        verdict: "new",
        rows: expect.arrayContaining([
          { variable: "TWILIO_API_KEY", before: [FEEDBACK_KEY.sid, STANDARD_KEY.sid], given: STANDARD_KEY.sid },
        ]),
        replaced: [FEEDBACK_KEY.sid],
      },
    });
  });
});
