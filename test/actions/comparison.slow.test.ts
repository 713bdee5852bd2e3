import { comparisonResult } from "../../packages/local-tenant/test/support/comparison-result";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

test("the same logins with these Actions convert, refuse nobody a sixth code and break nowhere; without them none counts", async () => {
  const { comparison } = sandbox.server;
  const { reporting } = comparison.document;
  expect(reporting).toHaveLength(2);
  comparison.begin({ logins: 300, seed: 1, without: reporting });
  while (comparison.isRunning) await new Promise((resolve) => setTimeout(resolve, 100));

  const { with: reported, without } = comparisonResult(comparison.document);
  // Some visits take two codes, one for each factor.
  expect(reported.codes.used).toBeGreaterThanOrEqual(reported.visits.completed);
  expect(reported.visits).toMatchObject({ refused: 0, broken: 0 });
  expect(reported.refusedPeople).toBe(0);
  expect(without.codes.used).toBe(0);
  expect(without.visits.broken).toBe(0);
  expect(without.refusedPeople).toBeGreaterThan(0);
  expect(without.fraudGuard.honest.blocked).toBeGreaterThan(reported.fraudGuard.honest.blocked);
});
