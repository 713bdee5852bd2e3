import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";

const TRIGGER = "password-reset-post-challenge";
const NAME = "Verify feedback - password reset";

let promotion: Promotion;
let dev: LocalTenantServer;
beforeAll(async () => {
  promotion = await startPromotion("dev");
  dev = promotion.server("dev");
  const { settings, ...config } = promotion.configs.dev!;
  const passwordResetFeedback = { verifyOrigin: dev.verifyUrl };
  promotion.configs.dev = { ...config, reportPasswordResets: true, settings: { ...settings, passwordResetFeedback } };
});
afterAll(() => promotion.stop());

const run = (verb: string, ...args: string[]) => promotion.run(verb, "dev", args);
const bound = () => dev.tenant.deployedActions(TRIGGER).map(({ name }) => name);

it("deploys the Action, and a reset's code is then reported", async () => {
  const deploy = endedWith(0, await run("deploy", "--yes"));
  expect(deploy.stdout).toContain(NAME);
  expect(bound()).toEqual([NAME]);
  dev.reset();
  expect(await dev.resetPassword("password-phone")).toMatchObject({ outcome: { status: "completed" } });
  expect(dev.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});

it("has nothing to do then, and rotates its secrets with the others'", async () => {
  endedWith(0, await run("plan"));
  endedWith(0, await run("drift"));
  endedWith(0, await run("status"));
  const before = dev.tenant.actions.list({ name: NAME })[0]!.versions.length;
  endedWith(0, await run("rotate", "--yes"));
  expect(dev.tenant.actions.list({ name: NAME })[0]!.versions.length).toBeGreaterThan(before);
});

it("finds that somebody unbound it, and a deploy binds it again", async () => {
  dev.tenant.bindings.replace(TRIGGER, []);
  expect(endedWith(2, await run("drift")).stdout).toContain(`password resets do not run "${NAME}"`);
  expect(endedWith(2, await run("status")).stdout).toContain(`password resets do not run "${NAME}"`);
  endedWith(0, await run("deploy", "--yes"));
  expect(bound()).toEqual([NAME]);
  endedWith(0, await run("drift"));
});

it("destroys it, and says so", async () => {
  const destroy = endedWith(0, await run("destroy", "--yes"));
  expect(destroy.stdout).toContain(`our Action on ${TRIGGER}, which is unbound`);
  expect(bound()).toEqual([]);
  expect(dev.tenant.actions.list({ name: NAME })).toEqual([]);
});
