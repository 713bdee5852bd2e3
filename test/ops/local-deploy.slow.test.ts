import { type Promotion, startPromotion } from "./support/promotion";

let promotion: Promotion;
beforeAll(async () => {
  promotion = await startPromotion("dev");
});
afterAll(() => promotion.stop());

it("deploys to an empty tenant, people log in with codes, and Verify learns that each was used", async () => {
  const dev = promotion.server("dev");
  const passwordless = { user: "phone-only", method: "sms" } as const;
  const mfa = { user: "password-phone", method: "password" } as const;

  await dev.finish(await dev.login(passwordless));
  expect(dev.conversion()).toMatchObject({ total_attempts: 1, total_converted: 0 });

  const deploy = await promotion.run("deploy", "dev", ["--yes"]);
  expect(deploy.stdout).toContain("runs what its stack defines");
  expect(deploy.exit).toBe(0);
  dev.reset();
  for (const person of [passwordless, mfa]) {
    expect(await dev.finish(await dev.login(person))).toMatchObject({ status: "completed" });
  }
  // One to log in, and each of them one for MFA.
  expect(dev.conversion()).toMatchObject({ total_attempts: 3, total_converted: 3, conversion_rate_percentage: 100 });
});

it("reports the number that a phone was enrolled with, which is another than the profile's", async () => {
  const { settings } = promotion.configs.dev!;
  settings!.mfaFeedback!.enrolledNumber = "lookup";
  expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
  const dev = promotion.server("dev");
  dev.reset();
  const login = await dev.login({ user: "other-phone", method: "password" });
  expect(await dev.finish(login)).toMatchObject({ status: "completed" });
  expect(dev.verify.store.messages).toMatchObject([{ to: "+12025550199" }]);
  expect(dev.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});
