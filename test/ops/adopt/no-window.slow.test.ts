import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adopt } from "../../../ops/verbs/adopt/adopt";
import { verifyVariables } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { logInBothWays, tally } from "../support/codes-and-reports";
import { declining } from "../support/declining";
import { endedWith } from "../support/ended-with";
import { addAction, bound, claims, handMade } from "../support/hand-made";
import { type Promotion, startPromotion, type VerbRun } from "../support/promotion";
import { type WatchedTenant, watchTenant } from "../support/watched-tenant";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

let promotion: Promotion;
let tenant: WatchedTenant;
let ids: string[];
let run: VerbRun;
const between: { write: string; ids: string[]; order: string[]; challenge: number }[] = [];

const server = () => promotion.server("dev");
const boundIds = () =>
  server()
    .tenant.bindings.list("post-login")
    .map(({ actionId }) => actionId);
const challenge = () => server().tenant.actions.get(ids[1]!);
const challengeThatRuns = () => server().tenant.actions.liveVersion(challenge())!.number;

beforeAll(async () => {
  promotion = await startPromotion("dev");
  tenant = await watchTenant(server());
  promotion.configs.dev = { ...promotion.configs.dev!, domain: tenant.domain, after: [claims.name] };
  ids = [...Object.values(handMade(server().verifyUrl)), claims].map((input) => addAction(server(), input));
  await logInBothWays(server());
});

afterAll(async () => {
  await tenant.close();
  await promotion.stop();
});

// The tests go on from each other: one tenant that is adopted.
describe("adopting Actions that were made by hand, while people log in", () => {
  it("starts from a tenant that reports every code once", () => {
    expect(tally(server())).toEqual({ codes: 3, reports: 3, accepted: 3 });
  });

  it("changes nothing when the person says no", async () => {
    const request = await declining(promotion, "dev");
    const printed = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    const exit = await adopt(request, { action: [] });
    printed.mockRestore();
    expect({ exit, asked: request.asked, writes: tenant.writes }).toEqual({ exit: 5, asked: 1, writes: [] });
    expect(existsSync(join(promotion.output, "stacks", "dev", "imports.tf.json"))).toBe(false);
  });

  it("takes all three over and finds them by what their code does", async () => {
    const { build } = server().tenant.actions;
    const waiting = await server().login({ user: "not-enrolled", method: "password" });
    expect(waiting.state).toBe("awaiting-mfa");
    tenant.onWrite = async (write) => {
      await logInBothWays(server());
      between.push({ write, ids: boundIds(), order: bound(server()), challenge: challengeThatRuns() });
      // Auth0 takes a while to run the challenge that was deployed; the next write waits for it.
      if (build.deployMs > 0 && write.endsWith("/deploy")) {
        build.deployMs = 0;
        setTimeout(() => Object.assign(challenge().versions.at(-1)!, { liveAt: 0 }), 1000);
      }
      return undefined;
    };
    build.deployMs = 3_600_000;
    run = endedWith(0, await promotion.run("adopt", "dev", ["--yes"]));
    expect(await server().finish(waiting)).toMatchObject({ status: "completed" });
    expect(run.stdout).toMatch(
      /1\. Passwordless feedback +becomes Verify feedback - passwordless +reports codes to Verify/,
    );
    expect(run.stdout).toMatch(/4\. Add claims +stays as it is/);
    expect(run.stdout).toContain(`Adopted: dev (${tenant.domain}) runs what its stack defines`);
    expect(bound(server())).toEqual([...OURS, "Add claims"]);
  });

  it("reports every code of every login exactly once, before, between any two writes, and after", async () => {
    await logInBothWays(server());
    const { codes, reports, accepted } = tally(server());
    // Three codes a pair of logins, and one of the login that waited for its MFA all the while.
    expect(codes).toBe(3 * (between.length + 2) + 1);
    expect({ reports, accepted }).toEqual({ reports: codes, accepted: codes });
  });

  it("replaces each in place: the trigger holds the same Actions in the same order at every moment", () => {
    expect(between.map(({ write }) => write).sort()).toEqual([
      ...Array(3).fill("PATCH /actions/actions/{id}"),
      "PATCH /actions/triggers/post-login/bindings",
      ...Array(3).fill("POST /actions/actions/{id}/deploy"),
    ]);
    for (const moment of between) expect(moment.ids).toEqual(ids);
  });

  it("has the new challenge running before it touches the feedback that goes with it", () => {
    const renamed = (name: string) => between.findIndex(({ order }) => order.includes(name));
    expect(renamed("Verify feedback - MFA challenge")).toBe(0);
    expect(between.slice(0, 3).map(({ challenge }) => challenge)).toEqual([1, 1, 2]);
    expect(renamed("Verify feedback - MFA")).toBeGreaterThan(1);
  });

  it("leaves no import block behind, and no secret anywhere", () => {
    const folder = join(promotion.output, "stacks", "dev");
    expect(existsSync(join(folder, "cdk.tf.json"))).toBe(true);
    expect(existsSync(join(folder, "imports.tf.json"))).toBe(false);
    const files = readdirSync(join(promotion.output, ".."), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(".terraform"))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    for (const text of [run.stdout, run.stderr, ...files])
      expect(text).not.toContain(verifyVariables.TWILIO_AUTH_TOKEN);
  });

  it("plans nothing afterwards, and has nothing to adopt a second time", async () => {
    expect(await promotion.run("plan", "dev")).toMatchObject({ exit: 0 });
    const again = await promotion.run("adopt", "dev", ["--yes"]);
    expect(again).toMatchObject({ exit: 0 });
    expect(again.stdout).toContain(`the state of dev (${tenant.domain}) already holds all three`);
  });
});
