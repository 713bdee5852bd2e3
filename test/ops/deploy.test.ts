import { type Promotion, startPromotion } from "./support/promotion";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

jest.setTimeout(120_000);

let promotion: Promotion;
beforeAll(async () => {
  promotion = await startPromotion("dev");
});
afterAll(() => promotion.stop());

function bound(): string[] {
  const { bindings, actions } = promotion.server("dev").tenant;
  return bindings.list("post-login").map(({ actionId }) => actions.get(actionId).name);
}

// The tests go on from each other: one local tenant and one state.
it("deploys, and says what runs", async () => {
  const { exit, stdout } = await promotion.run("deploy", "dev", ["--yes"]);
  expect(stdout).toMatch(/Deployed: dev \(localhost:\d+\) runs what its stack says\./);
  expect(exit).toBe(0);
  expect(bound()).toEqual(OURS);
});
