import { FIXED_ACCOUNT, FIXED_SERVICE_SID } from "../../src/twilio";
import { NUMBER, rejection, type Served, serveVerify } from "./support/serve";

let served: Served;
beforeEach(async () => {
  served = await serveVerify();
});
afterEach(() => served.close());

describe("services", () => {
  it("start with one that accepts custom codes", async () => {
    const services = await served.client.verify.v2.services.list();
    expect(services).toHaveLength(1);
    expect(services[0]).toMatchObject({
      sid: FIXED_SERVICE_SID,
      accountSid: FIXED_ACCOUNT.sid,
      customCodeEnabled: true,
      codeLength: 6,
    });
  });

  it("are created without custom codes unless asked, changed by what is given, and deleted", async () => {
    const created = await served.client.verify.v2.services.create({ friendlyName: "Codes", codeLength: 4 });
    expect(created).toMatchObject({ friendlyName: "Codes", codeLength: 4, customCodeEnabled: false });
    const context = served.client.verify.v2.services(created.sid);
    await context.update({ customCodeEnabled: true });
    expect(await context.fetch()).toMatchObject({ friendlyName: "Codes", codeLength: 4, customCodeEnabled: true });
    expect(await context.remove()).toBe(true);
    expect(await rejection(context.fetch())).toMatchObject({ status: 404, code: 20404 });
  });

  it("are listed over pages", async () => {
    for (const friendlyName of ["One", "Two", "Three"]) await served.client.verify.v2.services.create({ friendlyName });
    const services = await served.client.verify.v2.services.list({ pageSize: 2 });
    expect(services.map(({ friendlyName }) => friendlyName)).toEqual(["Three", "Two", "One", "Sandbox"]);
  });

  it("link to what Twilio has below them", async () => {
    const { sid, url, links } = await served.client.verify.v2.services.create({ friendlyName: "Linked" });
    expect(url).toContain(`/v2/Services/${sid}`);
    expect(links).toEqual({
      verification_checks: `${url}/VerificationCheck`,
      verifications: `${url}/Verifications`,
      rate_limits: `${url}/RateLimits`,
      messaging_configurations: `${url}/MessagingConfigurations`,
      entities: `${url}/Entities`,
      webhooks: `${url}/Webhooks`,
      access_tokens: `${url}/AccessTokens`,
    });
  });

  it("refuse a code length that Twilio doesn't have, and a missing name", async () => {
    const tooLong = served.client.verify.v2.services.create({ friendlyName: "Codes", codeLength: 11 });
    expect(await rejection(tooLong)).toMatchObject({ code: 60200, message: "Invalid parameter: CodeLength" });
    const nameless = await served.raw("POST", "/v2/Services", "CodeLength=6");
    expect(await nameless.json()).toMatchObject({ code: 60200, message: "Invalid parameter: FriendlyName" });
  });
});

describe("the safe list", () => {
  it("keeps numbers until they are removed", async () => {
    await served.client.verify.v2.safelist.create({ phoneNumber: NUMBER });
    expect((await served.client.verify.v2.safelist(NUMBER).fetch()).phoneNumber).toBe(NUMBER);
    expect(await served.client.verify.v2.safelist(NUMBER).remove()).toBe(true);
    expect(await rejection(served.client.verify.v2.safelist(NUMBER).fetch())).toMatchObject({ code: 20404 });
  });
});

describe("reset", () => {
  it("goes back to the seeds", async () => {
    await served.client.verify.v2.services.create({ friendlyName: "Other" });
    await served.service.verifications.create({ to: NUMBER, channel: "sms" });
    served.verify.faults.set("verification/read", { kind: "error", status: 500 });
    served.verify.reset();
    const { store } = served.verify;
    expect([store.verifications, store.attempts, store.messages, store.requests]).toEqual([[], [], [], []]);
    expect(store.services.map(({ sid }) => sid)).toEqual([FIXED_SERVICE_SID]);
    expect(await rejection(served.service.verifications(NUMBER).fetch())).toMatchObject({ status: 404 });
  });
});
