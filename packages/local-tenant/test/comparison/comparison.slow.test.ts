import type { ComparisonDocument } from "../../src/comparison/comparison-document";
import { controlClient } from "../control/control-client";
import { onPostLogin, startTenant } from "../oidc/support";
import { comparisonResult } from "../support/comparison-result";
import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

describe("The comparison with and without the Actions that report", () => {
  let sandbox: TestTenant;
  const ask = (method: "GET" | "POST" | "DELETE", body?: object) =>
    controlClient(sandbox.server)(method, "/comparison", body);

  beforeAll(async () => {
    sandbox = await startTestTenant(reportingActions);
  });
  afterAll(() => sandbox.stop());
  afterEach(() => sandbox.server.comparison.cancel());

  async function over(): Promise<ComparisonDocument> {
    for (;;) {
      const { json } = await ask("GET");
      if (json.newest.state !== "running") return json;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  test("knows which Actions report by the secrets that they have", async () => {
    const { json } = await ask("GET");
    expect(json).toMatchObject({
      reporting: ["Report passwordless", "Report MFA"],
      newest: null,
    });
  });

  test("shows what the reports are worth, and leaves the running tenant alone", async () => {
    await sandbox.complete({ user: "phone-only", method: "sms" });
    const before = sandbox.server.conversion();
    const { status } = await ask("POST", { logins: 150, seed: 7 });
    expect(status).toBe(202);
    expect(await ask("POST", {})).toMatchObject({ status: 409 });
    const document = await over();
    expect(document.newest).toMatchObject({
      state: "done",
      seed: 7,
      logins: 150,
      progress: { with: 150, without: 150 },
    });
    const { with: reported, without } = comparisonResult(document);

    // Every honest visit that got in used its code, and Verify was told.
    expect(reported.codes.used).toBe(reported.visits.completed);
    expect(without.codes.used).toBe(0);
    expect(reported.visits).toMatchObject({ refused: 0, broken: 0 });
    expect(reported.refusedPeople).toBe(0);
    // One person in this plan signs in seven times within minutes.
    expect(without.refusedPeople).toBe(1);
    expect(without.visits.broken).toBe(0);
    expect(without.visits.refused).toBeGreaterThan(0);
    expect(reported.fraudGuard.honest.blocked).toBe(0);
    expect(without.fraudGuard.honest.codes).toBeLessThan(reported.fraudGuard.honest.codes);

    expect(sandbox.server.conversion()).toEqual(before);
    expect(sandbox.users.all().map(({ handle }) => handle)).toContain("phone-only");
  });

  test("comes out the same with the same seed", async () => {
    const results = [];
    for (const seed of [3, 3, 4]) {
      await ask("POST", { logins: 100, seed });
      results.push(JSON.stringify(comparisonResult(await over())));
    }
    expect(results[1]).toBe(results[0]);
    expect(results[2]).not.toBe(results[0]);
  });

  test("can be cancelled", async () => {
    await ask("POST", { logins: 5000 });
    const { json } = await ask("DELETE");
    expect(json.newest).toMatchObject({ state: "cancelled", progress: { with: expect.any(Number) } });
    expect(json.newest.progress.with).toBeLessThan(5000);
    expect((await ask("POST", { logins: 100 })).status).toBe(202);
  });

  test.each([
    ["too many logins", { logins: 5001 }, /logins/],
    ["a seed that is none", { seed: -1 }, /seed/],
  ])("refuses %s", async (_, body, message) => {
    const { status, json } = await ask("POST", body);
    expect([status, json.error]).toEqual([400, expect.stringMatching(message)]);
  });
});

test("an Action that ends logins shows as broken visits, with its reason", async () => {
  const tenant = await startTenant();
  tenant.actions(onPostLogin('if (event.user.user_id.startsWith("auth0")) throw new Error("no database here");'));
  const [action] = tenant.tenant.deployedActions("post-login");
  tenant.comparison.begin({ logins: 100, seed: 1, without: [action!.name] });
  while (tenant.comparison.isRunning) await new Promise((resolve) => setTimeout(resolve, 50));
  const result = comparisonResult(tenant.comparison.document);
  expect(result.with.brokenBecause).toEqual([{ reason: "no database here", visits: result.with.visits.broken }]);
  expect(result.without.visits.broken).toBe(0);
  await tenant.end();
});
