import { destroy } from "../../../ops/verbs/destroy/destroy";
import type { LocalTenantServer } from "../../../packages/local-tenant/src/server";
import { declining } from "../support/declining";
import { addAction, bound, claims, handMade } from "../support/hand-made";
import { type Promotion, startPromotion } from "../support/promotion";
import { type WatchedTenant, watchTenant } from "../support/watched-tenant";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];
const api = (status: number, message: string) =>
  Response.json({ statusCode: status, error: "No", message }, { status });

let promotion: Promotion;
let server: LocalTenantServer;
let tenant: WatchedTenant;
let ids: Record<"passwordless" | "challenge" | "feedback" | "claims", string>;

const adopt = (...args: string[]) => promotion.run("adopt", "dev", ["--yes", ...args]);
const boundIds = () => server.tenant.bindings.list("post-login").map(({ actionId }) => actionId);
const deployed = (id: string) => server.tenant.actions.liveVersion(server.tenant.actions.get(id))!;

beforeAll(async () => {
  promotion = await startPromotion("dev");
  server = promotion.server("dev");
  tenant = await watchTenant(server);
  promotion.configs.dev = { ...promotion.configs.dev!, domain: tenant.domain };
  const { passwordlessFeedback, mfaChallenge, mfaFeedback } = handMade(server.verifyUrl);
  ids = {
    passwordless: addAction(server, passwordlessFeedback),
    challenge: addAction(server, mfaChallenge),
    feedback: addAction(server, mfaFeedback),
    claims: addAction(server, claims),
  };
});

afterAll(async () => {
  await tenant.close();
  await promotion.stop();
});

// The tests go on from each other: one tenant whose obstacles are taken out of the way one after the other.
describe("npm run adopt, where something stands in the way", () => {
  it("stops at an Action of somebody else's that tenants.ts does not list", async () => {
    const { exit, stderr } = await adopt();
    expect(exit).toBe(4);
    expect(stderr).toContain("  4. Add claims\n");
    expect(stderr).toMatch(/after: \["Add claims"\]/);
    // Those that are taken over are no strangers.
    expect(stderr).not.toContain("1. Passwordless feedback");
    promotion.configs.dev!.after = ["Add claims", "Trigger MFA"];
  });

  it("stops at one that tenants.ts lists as somebody else's", async () => {
    const { exit, stderr } = await adopt();
    expect(exit).toBe(4);
    expect(stderr).toContain('tenants.ts lists "Trigger MFA" in before or after of dev');
    promotion.configs.dev!.after = ["Add claims"];
  });

  it("stops at secrets that the stack does not know, and says how to be rid of them without a gap", async () => {
    const { actions } = server.tenant;
    const value = "somebody-elses";
    const { secrets } = actions.get(ids.feedback);
    actions.update(ids.feedback, { secrets: [...secrets, { name: "VERIFY_SERVICE", value }] });
    actions.update(ids.challenge, { secrets: [{ name: "ONLY_FOR", value }] });
    for (const id of [ids.feedback, ids.challenge]) actions.deploy(id);
    const { exit, stderr } = await adopt();
    expect(exit).toBe(4);
    expect(stderr).toContain('  "Trigger MFA" has ONLY_FOR; the stack sends it none\n');
    expect(stderr).toContain(
      '  "MFA feedback" has VERIFY_SERVICE; the stack sends TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_VERIFY_SID\n',
    );
    expect(stderr).toContain("save the draft; do not deploy");
    // As it says: in the draft alone, so that what runs keeps its own.
    actions.update(ids.feedback, { secrets });
    actions.update(ids.challenge, { secrets: [] });
    expect(deployed(ids.feedback).secrets).toHaveLength(4);
  });

  it("stops where two Actions may be meant, and takes a person's word", async () => {
    const second = addAction(server, { ...handMade(server.verifyUrl).mfaChallenge, name: "Risk based MFA" });
    promotion.configs.dev!.after!.push("Risk based MFA");
    const unclear = await adopt();
    expect(unclear.exit).toBe(4);
    expect(unclear.stderr).toContain(`  5. Risk based MFA (${second}), calls challengeWith and enrollWith\n`);
    expect(unclear.stderr).toContain('npm run adopt -- dev --action mfaChallenge="Trigger MFA"\n');
    const same = await adopt("--action", "mfaChallenge=MFA feedback", "--action", "mfaFeedback=MFA feedback");
    expect(same.stderr).toContain('"MFA feedback" would be taken over as mfaChallenge and as mfaFeedback');
    server.tenant.actions.delete(second, true);
    promotion.configs.dev!.after!.pop();
  });

  it("leaves Actions that do more to those whose they are, and says where to list them", async () => {
    const handler = (body: string) => `exports.onExecutePostLogin = async (event, api) => {\n${body}\n};`;
    const others = [
      [
        "Groups",
        "if (!event.user.app_metadata.staff) api.access.deny('No.');\nif (event.user.app_metadata.admin) api.multifactor.enable('any');",
      ],
      ["Mailbox", "if (event.stats.logins_count < 2) api.authentication.challengeWith({ type: 'email' });"],
    ].map(([name, body]) => addAction(server, { ...claims, name: name!, code: handler(body!) }));
    const { exit, stdout, stderr } = await adopt();
    expect(exit).toBe(4);
    expect(stdout).toMatch(/2\. Trigger MFA +becomes Verify feedback - MFA challenge/);
    expect(stdout).toMatch(/5\. Groups +stays as it is\n +6\. Mailbox +stays as it is\n/);
    expect(stderr).toMatch(/before: \[\],\n +after: \["Add claims","Groups","Mailbox"\],\n/);
    expect(stderr).not.toContain("adopt -- dev");
    for (const id of others) server.tenant.actions.delete(id, true);
  });

  it("asks which it is where one may do more, and shows the match before it misses a terminal", async () => {
    const risky = addAction(server, {
      ...claims,
      name: "By risk",
      code: `exports.onExecutePostLogin = async (event, api) => {
  if (event.authentication.riskAssessment?.confidence !== "high") api.authentication.challengeWith({ type: "phone" });
};`,
    });
    const { exit, stderr } = await adopt();
    expect(exit).toBe(4);
    expect(stderr).toContain(`  5. By risk (${risky}), calls challengeWith, and reads authentication.riskAssessment\n`);
    expect(stderr).toContain('after: ["Trigger MFA","By risk","Add claims"]');
    server.tenant.actions.delete(risky, true);
    const unasked = await promotion.run("adopt", "dev");
    expect(unasked).toMatchObject({
      exit: 3,
      stdout: expect.stringMatching(/2\. Trigger MFA +becomes Verify feedback/),
    });
    expect(unasked.stderr).toContain("npm run adopt -- dev --yes");
  });

  it("has changed nothing in all of this, and takes over once nothing stands in the way", async () => {
    expect(tenant.writes).toEqual([]);
    const { exit, stdout } = await adopt();
    expect(exit).toBe(0);
    expect(stdout).toContain(`Adopted: dev (${tenant.domain})`);
    expect(boundIds()).toEqual(Object.values(ids));
  });
});

describe("npm run adopt, interrupted", () => {
  it("does not touch the feedback when the challenge could not be replaced", async () => {
    // The run before went through: start again from three that are hand-made.
    await remake();
    tenant.beforeWrite = async (write) =>
      write.endsWith("/deploy") ? api(400, "A draft must be in the 'built' state.") : undefined;
    tenant.writes.length = 0;
    const { exit, stdout, stderr } = await adopt();
    expect(exit).toBe(1);
    expect(stderr).toContain("The adoption stopped:");
    expect(tenant.writes).toEqual(["PATCH /actions/actions/{id}"]);
    expect(stdout).toMatch(/✗ Verify feedback - MFA challenge +version 1/);
    expect(stdout).toContain("npm run adopt -- dev. It resumes from here");
    expect(deployed(ids.feedback).number).toBe(1);
  });

  it("sends everything again for one that stopped half way, its secrets too, and finishes the rest", async () => {
    let deploys = 0;
    tenant.beforeWrite = async (write) => {
      if (!write.endsWith("/deploy")) return undefined;
      deploys += 1;
      return deploys > 1 ? api(400, "A draft must be in the 'built' state.") : undefined;
    };
    const halfway = await adopt();
    expect(halfway.exit).toBe(1);
    expect(halfway.stdout).toMatch(/✓ Verify feedback - MFA challenge +version 2/);
    tenant.beforeWrite = async () => undefined;
    const finished = await adopt("--json");
    expect(finished.exit).toBe(0);
    expect(JSON.parse(finished.stdout)).toMatchObject({ outcome: "adopted", live: { findings: [] } });
    expect(bound(server)).toEqual([...OURS, "Add claims"]);
    for (const id of [ids.passwordless, ids.feedback]) {
      expect(deployed(id).secrets.map(({ name }) => name)).toEqual([
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
        "TWILIO_VERIFY_SID",
      ]);
    }
    expect(await promotion.run("plan", "dev")).toMatchObject({ exit: 0 });
  });
});

describe("npm run destroy", () => {
  it("changes nothing when the person says no", async () => {
    tenant.writes.length = 0;
    const request = await declining(promotion, "dev");
    const printed = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    const exit = await destroy(request);
    printed.mockRestore();
    expect({ exit, asked: request.asked, writes: tenant.writes }).toEqual({ exit: 5, asked: 1, writes: [] });
    expect(await promotion.run("plan", "dev")).toMatchObject({ exit: 0 });
  });
});

/** The three by hand again, and a state that knows nothing. */
async function remake(): Promise<void> {
  expect(await promotion.run("destroy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
  expect(bound(server)).toEqual(["Add claims"]);
  const { passwordlessFeedback, mfaChallenge, mfaFeedback } = handMade(server.verifyUrl);
  server.tenant.bindings.replace("post-login", []);
  ids.passwordless = addAction(server, passwordlessFeedback);
  ids.challenge = addAction(server, mfaChallenge);
  ids.feedback = addAction(server, mfaFeedback);
  server.tenant.bindings.append(ids.claims);
}
