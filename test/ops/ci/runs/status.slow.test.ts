import { FIXED_SERVICE_SID, STANDARD_KEY } from "../../../../packages/local-tenant/src/twilio";
import { DEV, repositoryForEach } from "../../support/repository";
import { succeeded } from "../../support/succeeded";

const repository = repositoryForEach({ dev: {} });

it("writes conversion and failures onto the page, and warns where codes were sent and none was reported", async () => {
  const deploy = repository().start("deploy.yml", 1);
  await deploy.job("artefact");
  succeeded(await deploy.job("first", DEV));

  const dev = repository().servers.dev!;
  const status = async (secrets: Record<string, string>) => {
    repository().environments["dev-status"]!.secrets = secrets;
    const run = repository().start("status.yml", 8, { inputs: { since: "90m" } });
    await run.job("tenants");
    return run.job("status", DEV);
  };
  await dev.login({ user: "phone-only", method: "sms" });
  const silent = await status({});
  succeeded(silent);
  expect(silent.summary).toContain("### Status of dev: conversion not known, 0 failures");
  expect(silent.summary).toContain("The key lacks the permission /twilio/verify/verification-attempts-summary/read.");
  expect(silent.summary).toContain("TWILIO_READ_API_KEY");

  const reading = {
    TWILIO_READ_API_KEY: STANDARD_KEY.sid,
    TWILIO_READ_API_KEY_SECRET: STANDARD_KEY.secret,
    TWILIO_VERIFY_SID: FIXED_SERVICE_SID,
  };
  const unused = await status(reading);
  expect(unused.summary).toContain("### Status of dev: 0.0 % of 1 codes reported, 0 failures");
  expect(unused.log).toMatch(/^::warning title=Status of dev::none of the 1 codes sent since/m);

  await dev.finish(await dev.login({ user: "phone-only", method: "sms" }));
  const used = await status(reading);
  expect(used.summary).toContain("% of 3 codes reported");
  expect(used.log).not.toContain("::warning");
  expect(used.log + used.summary).not.toContain(STANDARD_KEY.secret);
});
