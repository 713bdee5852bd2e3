import { rmSync } from "node:fs";
import { join } from "node:path";
import type { LocalTenantServer } from "../../../packages/local-tenant/src/server";
import { logInBothWays, tally } from "../support/codes-and-reports";
import { addAction, bound, claims, handMade } from "../support/hand-made";
import { type Promotion, startPromotion } from "../support/promotion";
import { type WatchedTenant, watchTenant } from "../support/watched-tenant";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

let promotion: Promotion;
let server: LocalTenantServer;
let tenant: WatchedTenant;

const boundIds = () => server.tenant.bindings.list("post-login").map(({ actionId }) => actionId);

beforeEach(async () => {
  promotion = await startPromotion("dev");
  server = promotion.server("dev");
  tenant = await watchTenant(server);
  promotion.configs.dev!.domain = tenant.domain;
});

afterEach(async () => {
  await tenant.close();
  await promotion.stop();
});

describe("npm run adopt, where not all three are there", () => {
  it("takes over the one that is, and makes the others, bound in one write", async () => {
    const id = addAction(server, handMade(server.verifyUrl).passwordlessFeedback);
    const orders: string[][] = [];
    tenant.onWrite = async () => {
      // No MFA by hand: with ours, the same login answers a second code.
      const { status } = await server.finish(await server.login({ user: "phone-only", method: "sms" }));
      expect(status).toBe("completed");
      orders.push(boundIds());
      return undefined;
    };
    const { exit, stdout, stderr } = await promotion.run("adopt", "dev", ["--yes"]);
    expect(exit === 0 ? "" : stdout + stderr).toBe("");
    expect(stdout).toMatch(/\+ {2}none found +Verify feedback - MFA challenge is created/);
    expect(bound(server)).toEqual(OURS);
    expect(boundIds()[0]).toBe(id);
    expect(orders.slice(0, -1).every((order) => order.length === 1)).toBe(true);
    expect(orders.at(-1)).toHaveLength(3);
    const { codes, reports, accepted } = tally(server);
    expect(codes).toBe(orders.length + 1);
    expect({ reports, accepted }).toEqual({ reports: codes, accepted: codes });
  });

  it("finds ours again by name when the state was lost, and needs no code to change", async () => {
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    const ids = boundIds();
    rmSync(join(promotion.output, "../.state/dev.tfstate"));
    const { exit, stdout } = await promotion.run("adopt", "dev", ["--yes", "--json"]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: "adopted",
      found: [
        { name: OURS[0], id: ids[0] },
        { name: OURS[1], id: ids[1] },
        { name: OURS[2], id: ids[2] },
      ],
    });
    expect(boundIds()).toEqual(ids);
    await logInBothWays(server);
    expect(tally(server)).toEqual({ codes: 3, reports: 3, accepted: 3 });
  });

  it("says that there is nothing when nothing does the work of ours", async () => {
    const { exit, stdout } = await promotion.run("adopt", "dev", ["--yes"]);
    expect(exit).toBe(0);
    expect(stdout).toContain(`Nothing to adopt: no Action on post-login of ${tenant.domain} does what ours do.`);
    expect(stdout).toContain("npm run deploy -- dev");
    expect(tenant.writes).toEqual([]);
  });

  it("leaves an Action that asks for MFA and does more as it is, and says where to list it", async () => {
    const code = `exports.onExecutePostLogin = async (event, api) => {
  if (!event.user.app_metadata?.groups?.includes("staff")) api.access.deny("Not for you.");
  api.idToken.setCustomClaim("https://example.com/groups", event.user.app_metadata.groups);
  if (event.user.app_metadata.groups.includes("admin")) api.multifactor.enable("any");
};`;
    const id = addAction(server, { ...claims, name: "Groups", code });
    const { exit, stdout } = await promotion.run("adopt", "dev", ["--yes"]);
    expect(exit).toBe(0);
    expect(stdout).toContain('  before: ["Groups"],\n  after: [],\n');
    expect(tenant.writes).toEqual([]);
    expect(server.tenant.actions.get(id).code).toBe(code);
    const preflight = await promotion.run("preflight", "dev");
    expect(preflight).toMatchObject({ exit: 4, stdout: expect.stringContaining('before: ["Groups"],') });
    expect(preflight.stdout).not.toContain("adopt");
  });
});
