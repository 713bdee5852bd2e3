import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";

const SENDER = "Verify feedback - phone provider";

let promotion: Promotion;
let dev: LocalTenantServer;
beforeAll(async () => {
  promotion = await startPromotion("dev");
  dev = promotion.server("dev");
  const { settings, ...config } = promotion.configs.dev!;
  const phoneProvider = { verifyOrigin: dev.verifyUrl };
  promotion.configs.dev = { ...config, phoneProvider: "verify", settings: { ...settings, phoneProvider } };
});
afterAll(() => promotion.stop());

const run = (verb: string, ...args: string[]) => promotion.run(verb, "dev", args);
const senders = () => dev.tenant.deployedActions("custom-phone-provider").map(({ name }) => name);

it("deploys to a tenant whose codes then go out by our Action, and are reported", async () => {
  const deploy = await run("deploy", "--yes");
  endedWith(0, deploy);
  expect(deploy.stdout).toContain(SENDER);
  expect(senders()).toEqual([SENDER]);
  dev.reset();
  const login = await dev.login({ user: "password-phone", method: "password" });
  expect(await dev.finish(login)).toMatchObject({ status: "completed" });
  const runs = login.timeline.flatMap((entry) => (entry.kind === "phone-provider" ? entry : []));
  expect(runs).toMatchObject([{ name: SENDER, result: "sent" }]);
  expect(dev.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});

it("has nothing to do then, as a plan, a drift and the status say", async () => {
  endedWith(0, await run("plan"));
  endedWith(0, await run("drift"));
  const { stdout } = await run("status", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    actions: expect.arrayContaining([expect.objectContaining({ name: SENDER })]),
  });
  expect(stdout).not.toContain('"findings":[{');
});

it("applies a saved plan that sends secrets", async () => {
  promotion.configs.dev!.settings!.phoneProvider!.deviceIp = true;
  const file = `${promotion.output}/saved.plan`;
  endedWith(2, await run("plan", "--out", file));
  endedWith(0, await run("deploy", "--plan", file, "--yes"));
  expect(dev.tenant.deployedActions("custom-phone-provider")[0]?.code).toContain('"deviceIp":true');
});

it("rotates its secrets with those of the others", async () => {
  const before = dev.tenant.actions.list({ name: SENDER })[0]!.versions.length;
  endedWith(0, await run("rotate", "--yes"));
  expect(dev.tenant.actions.list({ name: SENDER })[0]!.versions.length).toBeGreaterThan(before);
});

it("finds what somebody switched off, and a deploy puts it back", async () => {
  const { phoneProvider } = dev.tenant;
  phoneProvider.update(phoneProvider.current()!.id, { disabled: true });
  const drift = await run("drift");
  expect(drift.stdout).toContain("the phone provider is disabled");
  endedWith(0, await run("deploy", "--yes"));
  expect(phoneProvider.current()?.disabled).toBe(false);
  endedWith(0, await run("drift"));
});

it("destroys all of it, and says what the tenant is then without", async () => {
  const destroy = await run("destroy", "--yes");
  endedWith(0, destroy);
  expect(destroy.stdout).toContain("phone provider custom (pro_");
  expect(destroy.stdout).toContain("our Action on custom-phone-provider, which is unbound");
  expect(destroy.stdout).toContain("then left without a phone provider");
  expect(senders()).toEqual([]);
  expect(dev.tenant.phoneProvider.current()).toBeUndefined();
});
