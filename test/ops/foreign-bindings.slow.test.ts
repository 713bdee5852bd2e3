import { join } from "node:path";
import { adopt } from "../../ops/verbs/adopt/adopt";
import { deploy } from "../../ops/verbs/deploy/deploy";
import { answering } from "./support/declining";
import { endedWith } from "./support/ended-with";
import { addAction, bound, claims, handMade } from "./support/hand-made";
import { type Promotion, startPromotion } from "./support/promotion";
import { type WatchedTenant, watchTenant } from "./support/watched-tenant";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

let promotion: Promotion;
let tenant: WatchedTenant;

const server = () => promotion.server("dev");
const bind = (name: string) => addAction(server(), { ...claims, name });
const shown = () =>
  server()
    .tenant.bindings.list("post-login")
    .map(({ displayName }) => displayName);

/** Runs a verb whose person does something while they read the plan, and says yes. */
async function meanwhile(run: (request: Awaited<ReturnType<typeof answering>>) => Promise<number>, work: () => void) {
  const request = await answering(promotion, "dev", async () => {
    work();
    return true;
  });
  const printed = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    await expect(run(request)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringContaining("has changed since the plan was made"),
    });
  } finally {
    printed.mockRestore();
  }
  expect(request.asked).toBe(1);
}

beforeEach(async () => {
  promotion = await startPromotion("dev");
  tenant = await watchTenant(server());
  promotion.configs.dev = { ...promotion.configs.dev!, domain: tenant.domain };
});

afterEach(async () => {
  await tenant.close();
  await promotion.stop();
});

describe("an Action that is bound between the plan and the yes", () => {
  it("stops the first deploy, and a later one that changes nothing on the trigger, and stays bound", async () => {
    await meanwhile(
      (request) => deploy(request, {}),
      () => bind("Fraud score"),
    );
    expect(bound(server())).toEqual(["Fraud score"]);
    expect(tenant.writes).toEqual([]);

    promotion.configs.dev!.after = ["Fraud score"];
    endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
    promotion.configs.dev!.settings!.mfaFeedback!.deadlineMs = 2000;
    tenant.writes.length = 0;
    await meanwhile(
      (request) => deploy(request, {}),
      () => bind("Late"),
    );
    expect(bound(server())).toEqual([...OURS, "Fraud score", "Late"]);
    expect(tenant.writes).toEqual([]);
    expect((await promotion.run("deploy", "dev", ["--yes"])).stderr).toContain('after: ["Fraud score","Late"]');
  });

  it("stops an adoption before its first stage", async () => {
    for (const input of Object.values(handMade(server().verifyUrl))) addAction(server(), input);
    await meanwhile(
      (request) => adopt(request, { action: [] }),
      () => bind("Fraud score"),
    );
    expect(bound(server())).toEqual(["Passwordless feedback", "Trigger MFA", "MFA feedback", "Fraud score"]);
    expect(tenant.writes).toEqual([]);
  });

  it("stops a saved plan that was made before", async () => {
    bind("Risk check");
    promotion.configs.dev!.before = ["Risk check"];
    endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
    const file = join(promotion.output, "..", "dev.plan");
    promotion.configs.dev!.actionNamePrefix = "Renamed";
    expect(await promotion.run("plan", "dev", ["--out", file])).toMatchObject({ exit: 2 });
    server().tenant.bindings.replace("post-login", [
      ...server()
        .tenant.bindings.list("post-login")
        .toReversed()
        .map(({ actionId, displayName }) => ({
          ref: { type: "action_id" as const, value: actionId },
          displayName,
        })),
    ]);
    tenant.writes.length = 0;
    const { exit, stderr } = await promotion.run("deploy", "dev", ["--yes", "--plan", file]);
    expect(exit).toBe(4);
    expect(stderr).toContain("has changed since the plan was made.\nIt now holds\n  1. Verify feedback - MFA\n");
    expect(stderr).toContain("Plan again: npm run plan -- dev");
    expect(tenant.writes).toEqual([]);
  });

  it("is named when it came while the Actions were built, and went", async () => {
    tenant.onWrite = async (write) => {
      if (write !== "POST /actions/actions" || bound(server()).includes("Late")) return undefined;
      bind("Late");
      tenant.reads.length = 0;
      return undefined;
    };
    // On a busy machine the deploy would look too late.
    tenant.beforeWrite = async (write) => {
      const looked = () => tenant.reads.includes("GET /actions/triggers/post-login/bindings");
      while (write.endsWith("/bindings") && !looked()) await new Promise((resolve) => setTimeout(resolve, 50));
      return undefined;
    };
    const { exit, stdout, stderr } = await promotion.run("deploy", "dev", ["--yes", "--json"]);
    expect(exit).toBe(0);
    expect(bound(server())).toEqual(OURS);
    expect(stderr).toContain("no longer on post-login of dev: Late\n");
    expect(JSON.parse(stdout)).toMatchObject({ unbound: ["Late"] });
  });
});

describe("the display name of another team's binding", () => {
  const NAME = "Risk ${TfToken[TOKEN.1]} %{check}";
  const agree = async () => {
    for (const verb of ["plan", "drift", "status"]) {
      const run = endedWith(0, await promotion.run(verb, "dev"));
      expect(run.stdout).not.toMatch(/bound again|instead of|was changed/);
    }
  };
  const rename = (displayName: string) => {
    const { bindings, actions } = server().tenant;
    const list = bindings.list("post-login").map((binding) => ({
      ref: { type: "action_id" as const, value: binding.actionId },
      displayName: actions.get(binding.actionId).name === NAME ? displayName : binding.displayName,
    }));
    bindings.replace("post-login", list);
  };

  it("stays as it is in Auth0, and plan, drift and status agree about it", async () => {
    bind(NAME);
    rename("Risk check of the payments team");
    promotion.configs.dev!.before = [NAME];
    endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
    expect(shown()).toEqual([OURS[0], "Risk check of the payments team", OURS[1], OURS[2]]);
    await agree();

    rename("Payments");
    await agree();
    promotion.configs.dev!.actionNamePrefix = "Renamed";
    const file = join(promotion.output, "..", "dev.plan");
    expect(await promotion.run("plan", "dev", ["--out", file])).toMatchObject({ exit: 2 });
    endedWith(0, await promotion.run("deploy", "dev", ["--yes", "--plan", file]));
    expect(shown()).toEqual(["Renamed - passwordless", "Payments", "Renamed - MFA challenge", "Renamed - MFA"]);
    await agree();
  });
});
