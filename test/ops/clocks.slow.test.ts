import { systemClock } from "../../packages/local-tenant/src/support/clock";
import { type Promotion, startPromotion } from "./support/promotion";

let promotion: Promotion;
beforeAll(async () => {
  // The tenant's; the verbs run in processes of their own.
  jest.spyOn(systemClock, "now").mockImplementation(() => Date.now() - 10_000);
  promotion = await startPromotion("dev");
});
afterAll(async () => {
  await promotion.stop();
  jest.restoreAllMocks();
});

it("deploys from a machine whose clock is ten seconds ahead of Auth0's, and has nothing to do then", async () => {
  const first = await promotion.run("deploy", "dev", ["--yes"]);
  expect(first).toMatchObject({ exit: 0, stdout: expect.stringContaining("Deployed: dev") });
  expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining("Nothing to do: dev"),
  });
  expect(await promotion.run("drift", "dev")).toMatchObject({ exit: 0 });
});
