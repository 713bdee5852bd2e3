import twilio from "twilio";
import { FIXED_SERVICE_SID } from "../../src/twilio";
import { NUMBER, OTHER_NUMBER, rejection, type Served, serveVerify } from "./support/serve";

const MINUTE = 60_000;
let served: Served;
beforeEach(async () => {
  served = await serveVerify();
});
afterEach(() => served.close());

const start = (customCode?: string, to = NUMBER) =>
  served.service.verifications.create({ to, channel: "sms", ...(customCode ? { customCode } : {}) });
const notFoundBody = (id: string) => ({
  status: 404,
  code: 20404,
  message: `The requested resource /Services/${FIXED_SERVICE_SID}/Verifications/${id} was not found`,
});

describe("starting a verification", () => {
  it("ignores a second custom code where that is switched on, and sends the first once more", async () => {
    served.verify.store.secondCustomCode = "ignored";
    await start("111111");
    await start("222222");
    expect(served.verify.store.messages.map(({ code }) => code)).toEqual(["111111", "111111"]);
    served.verify.reset();
    await start("111111");
    await start("222222");
    expect(served.verify.store.messages.map(({ code }) => code)).toEqual(["111111", "222222"]);
  });

  it("answers a pending verification with one attempt, and the code is in the inbox", async () => {
    const verification = await start("424242");
    expect(verification).toMatchObject({
      to: NUMBER,
      channel: "sms",
      status: "pending",
      valid: false,
      serviceSid: FIXED_SERVICE_SID,
      dateCreated: new Date(served.clock.now()),
    });
    expect(verification.sid).toMatch(/^VE[0-9a-f]{32}$/);
    expect(verification.sendCodeAttempts).toEqual([
      { time: "2026-01-01T00:00:00Z", channel: "SMS", attempt_sid: expect.stringMatching(/^VL[0-9a-f]{32}$/) },
    ]);
    expect(served.verify.store.messages).toMatchObject([
      { to: NUMBER, channel: "sms", code: "424242", at: served.clock.now() },
    ]);
  });

  it("makes a code of the service's length when none is given, and sends the same one again", async () => {
    await served.service.update({ codeLength: 8 });
    await start();
    await start();
    const codes = served.verify.store.messages.map(({ code }) => code);
    expect(codes[0]).toMatch(/^\d{8}$/);
    expect(codes[1]).toBe(codes[0]);
  });

  it("sends again within the window: the same SID, one more attempt, and the fresh custom code replaces the old", async () => {
    const first = await start("111111");
    served.clock.advance(MINUTE);
    const second = await start("222222");
    expect(second.sid).toBe(first.sid);
    expect(second.sendCodeAttempts).toHaveLength(2);
    expect(new Set(second.sendCodeAttempts.map(({ attempt_sid }) => attempt_sid)).size).toBe(2);
    const check = (code: string) => served.service.verificationChecks.create({ to: NUMBER, code });
    expect((await check("111111")).status).toBe("pending");
    expect((await check("222222")).status).toBe("approved");
  });

  it("refuses the sixth send with 60203 until the verification expires", async () => {
    for (let sends = 0; sends < 5; sends += 1) await start("424242");
    expect(await rejection(start("424242"))).toMatchObject({ status: 429, code: 60203 });
    await start("424242", OTHER_NUMBER);
    served.clock.advance(10 * MINUTE);
    expect((await start("424242")).sendCodeAttempts).toHaveLength(1);
  });

  it("counts sends afresh after feedback", async () => {
    const sids = new Set<string>();
    for (let sends = 0; sends < 6; sends += 1) {
      sids.add((await start("424242")).sid);
      await served.service.verifications(NUMBER).update({ status: "approved" });
    }
    expect(sids.size).toBe(6);
  });

  it("refuses a custom code with 60204 where custom codes are not enabled", async () => {
    await served.service.update({ customCodeEnabled: false });
    expect(await rejection(start("424242"))).toMatchObject({ status: 403, code: 60204 });
    expect((await start()).status).toBe("pending");
  });

  it.each([
    [{ to: "2025550101", channel: "sms" }, "To"],
    [{ to: NUMBER, channel: "pigeon" }, "Channel"],
    [{ to: NUMBER, channel: "email" }, "To"],
    [{ to: NUMBER, channel: "sms", customCode: "123" }, "CustomCode"],
    [{ to: NUMBER, channel: "sms", tags: "no json" }, "Tags"],
  ])("refuses %j with 60200 naming %s", async (params, name) => {
    const error = await rejection(served.service.verifications.create(params));
    const message = name === "To" ? `Invalid parameter \`To\`: ${params.to}` : `Invalid parameter: ${name}`;
    expect(error).toEqual({ status: 400, code: 60200, message });
    expect(served.verify.store.messages).toEqual([]);
  });

  it("delivers by call and e-mail too, and refuses the channels it can't deliver", async () => {
    await served.service.verifications.create({ to: NUMBER, channel: "call" });
    await served.service.verifications.create({ to: "ann@example.com", channel: "email" });
    expect(served.verify.store.messages.map(({ channel }) => channel)).toEqual(["call", "email"]);
    const sna = served.service.verifications.create({ to: NUMBER, channel: "sna" });
    expect(await rejection(sna)).toMatchObject({ status: 403, code: 60223 });
  });
});

describe("reporting a verification", () => {
  it.each(["sid", "to"] as const)("approves a pending verification that is addressed by its %s", async (by) => {
    const verification = await start("424242");
    const updated = await served.service.verifications(verification[by]).update({ status: "approved" });
    expect(updated).toMatchObject({ sid: verification.sid, to: NUMBER, status: "approved", valid: true });
    expect(served.verify.store.requests.at(-1)).toMatchObject({
      operation: "verification/update",
      route: "/v2/Services/{ServiceSid}/Verifications/{Sid}",
      verificationSid: verification.sid,
      status: 200,
      approval: true,
    });
  });

  it.each([
    ["already approved", () => served.service.verifications(NUMBER).update({ status: "approved" })],
    ["canceled", () => served.service.verifications(NUMBER).update({ status: "canceled" })],
    ["expired", async () => served.clock.advance(10 * MINUTE)],
  ])("answers 404/20404 when the verification is %s", async (_state, reach) => {
    const { sid } = await start("424242");
    await reach();
    for (const id of [sid, NUMBER]) {
      const error = await rejection(served.service.verifications(id).update({ status: "approved" }));
      expect(error).toEqual(notFoundBody(id));
    }
    expect(served.verify.store.requests.at(-1)).toMatchObject({ status: 404, code: 20404, approval: false });
  });

  it("answers 404/20404 when there never was a verification, or the checks are used up", async () => {
    expect(await rejection(served.service.verifications(NUMBER).update({ status: "approved" }))).toEqual(
      notFoundBody(NUMBER),
    );
    await start("424242");
    const check = () => served.service.verificationChecks.create({ to: NUMBER, code: "000000" });
    for (let checks = 0; checks < 5; checks += 1) await check();
    expect(await rejection(check())).toMatchObject({ code: 60202 });
    expect(await rejection(served.service.verifications(NUMBER).update({ status: "approved" }))).toEqual(
      notFoundBody(NUMBER),
    );
  });

  it("is pending until the last millisecond of the tenth minute, whatever was sent again meanwhile", async () => {
    const { sid } = await start("424242");
    served.clock.advance(9 * MINUTE);
    await start("434343");
    served.clock.advance(MINUTE - 1);
    expect((await served.service.verifications(sid).fetch()).status).toBe("pending");
    served.clock.advance(1);
    expect(await rejection(served.service.verifications(sid).fetch())).toEqual(notFoundBody(sid));
    expect(served.verify.store.verifications[0]?.status).toBe("expired");
    expect(served.verify.store.attempts.map(({ status }) => status)).toEqual(["expired", "expired"]);
  });

  it("lets a canceled verification be read but not approved, and starts anew with another code", async () => {
    const first = await start("424242");
    const canceled = await served.service.verifications(first.sid).update({ status: "canceled" });
    expect(canceled).toMatchObject({ status: "canceled", valid: false });
    expect((await served.service.verifications(first.sid).fetch()).status).toBe("canceled");
    const second = await start("434343");
    expect(second.sid).not.toBe(first.sid);
    expect(second.sendCodeAttempts).toHaveLength(1);
  });

  it.each(["pending", "expired", "nonsense"])("refuses the status %s with 60200", async (status) => {
    await start("424242");
    const update = served.service.verifications(NUMBER).update({ status: status as "approved" });
    expect(await rejection(update)).toEqual({ status: 400, code: 60200, message: "Invalid parameter: Status" });
    expect((await served.service.verifications(NUMBER).fetch()).status).toBe("pending");
  });

  it("touches only the recipient and the service that it names", async () => {
    const other = await served.client.verify.v2.services.create({ friendlyName: "Other", customCodeEnabled: true });
    await start("424242");
    await start("434343", OTHER_NUMBER);
    await served.client.verify.v2.services(other.sid).verifications.create({ to: NUMBER, channel: "sms" });
    await served.service.verifications(NUMBER).update({ status: "approved" });
    expect(served.verify.store.verifications.map(({ status }) => status)).toEqual(["approved", "pending", "pending"]);
  });

  it("does not find a verification of another service, by SID either", async () => {
    const { sid: otherSid } = await served.client.verify.v2.services.create({ friendlyName: "Other" });
    const other = served.client.verify.v2.services(otherSid);
    const { sid } = await start("424242");
    expect(await rejection(other.verifications(sid).update({ status: "approved" }))).toMatchObject({ code: 20404 });
    const check = other.verificationChecks.create({ verificationSid: sid, code: "424242" });
    expect(await rejection(check)).toMatchObject({ status: 404, code: 20404 });
    expect((await served.service.verifications(sid).fetch()).status).toBe("pending");
  });

  it("answers 404 to a service SID that is malformed or unknown", async () => {
    for (const sid of ["VA1", `VA${"9".repeat(32)}`]) {
      const update = served.client.verify.v2.services(sid).verifications(NUMBER).update({ status: "approved" });
      expect(await rejection(update)).toMatchObject({ status: 404, code: 20404 });
    }
  });

  it("throws the SDK's own error class", async () => {
    const update = served.service.verifications(NUMBER).update({ status: "approved" });
    await expect(update).rejects.toBeInstanceOf(twilio.RestException);
    await expect(update).rejects.toMatchObject({ moreInfo: "https://www.twilio.com/docs/errors/20404" });
  });
});

describe("checking a code", () => {
  const check = (code: string) => served.service.verificationChecks.create({ to: NUMBER, code });

  it("approves the right code by number or by SID, and then finds nothing more to check", async () => {
    await start("424242");
    expect(await check("424242")).toMatchObject({ status: "approved", valid: true, to: NUMBER });
    expect(await rejection(check("424242"))).toMatchObject({ status: 404, code: 20404 });
    const { sid } = await start("434343");
    const bySid = await served.service.verificationChecks.create({ verificationSid: sid, code: "434343" });
    expect(bySid.status).toBe("approved");
    expect(served.verify.store.requests.filter(({ approval }) => approval)).toHaveLength(2);
  });

  it("answers pending to five wrong codes, then 60202 even to the right one, and to a new start until it runs out", async () => {
    await start("424242");
    for (let checks = 0; checks < 5; checks += 1) {
      expect(await check("000000")).toMatchObject({ status: "pending", valid: false });
    }
    expect(await rejection(check("424242"))).toMatchObject({ status: 429, code: 60202 });
    expect(await rejection(start("434343"))).toMatchObject({ status: 429, code: 60202 });
    expect(served.verify.store.verifications[0]?.status).toBe("max_attempts_reached");
    served.clock.advance(10 * MINUTE);
    expect((await start("434343")).status).toBe("pending");
  });

  it("needs a code and somebody to check it for", async () => {
    const checkNobody = served.service.verificationChecks.create({ code: "424242" });
    expect(await rejection(checkNobody)).toMatchObject({ status: 400, code: 60200, message: "Invalid parameter: To" });
  });
});
