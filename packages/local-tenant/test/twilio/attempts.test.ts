import { FIXED_ACCOUNT, FIXED_SERVICE_SID } from "../../src/twilio";
import { NUMBER, OTHER_NUMBER, rejection, type Served, serveVerify } from "./support/serve";

const DAY = 24 * 60 * 60 * 1000;
let served: Served;
beforeEach(async () => {
  served = await serveVerify();
});
afterEach(() => served.close());

const send = (to = NUMBER, channel = "sms") => served.service.verifications.create({ to, channel });
const approve = (to = NUMBER) => served.service.verifications(to).update({ status: "approved" });
const summary = (filter: Parameters<ReturnType<typeof verificationAttemptsSummary>["fetch"]>[0] = {}) =>
  verificationAttemptsSummary().fetch(filter);
const verificationAttemptsSummary = () => served.client.verify.v2.verificationAttemptsSummary();

describe("attempts", () => {
  it("convert by approval: the newest send of the verification, and no other", async () => {
    await send();
    await send();
    await send(OTHER_NUMBER);
    const { sid, sendCodeAttempts } = await approve();
    const attempts = await served.client.verify.v2.verificationAttempts.list({ verificationSid: sid });
    expect(attempts.map(({ conversionStatus }) => conversionStatus).sort()).toEqual(["converted", "unconverted"]);
    const converted = await served.client.verify.v2.verificationAttempts.list({ status: "converted" });
    expect(converted.map((attempt) => attempt.sid)).toEqual([sendCodeAttempts.at(-1).attempt_sid]);
    expect(converted[0]?.channelData).toMatchObject({ to: NUMBER, status: "confirmed", country: "US", code_length: 6 });
  });

  it("do not convert by cancelation or expiry", async () => {
    await send();
    await served.service.verifications(NUMBER).update({ status: "canceled" });
    await send(OTHER_NUMBER);
    served.clock.advance(10 * 60_000);
    const attempts = await served.client.verify.v2.verificationAttempts.list();
    expect(attempts.map(({ conversionStatus }) => conversionStatus)).toEqual(["unconverted", "unconverted"]);
    expect(attempts.map(({ channelData }) => channelData.status)).toEqual(["expired", "unconfirmed"]);
  });

  it("are fetched one by one", async () => {
    const { sid, sendCodeAttempts } = await send();
    const attempt = await served.client.verify.v2.verificationAttempts(sendCodeAttempts[0].attempt_sid).fetch();
    expect(attempt).toMatchObject({ verificationSid: sid, channel: "sms", conversionStatus: "unconverted" });
    const absent = served.client.verify.v2.verificationAttempts(`VL${"9".repeat(32)}`).fetch();
    expect(await rejection(absent)).toMatchObject({ status: 404, code: 20404 });
  });

  it("are shown to their own account alone", async () => {
    const other = { sid: `AC${"7".repeat(32)}`, authToken: "7".repeat(32), keys: [] };
    const services = [FIXED_ACCOUNT, other].map(({ sid }, index) => ({
      sid: `VA${index}${"0".repeat(31)}`,
      accountSid: sid,
    }));
    const shared = await serveVerify({ accounts: [FIXED_ACCOUNT, other], services });
    try {
      const theirs = shared.clientOf(other.sid, other.authToken).verify.v2;
      const ours = shared.client.verify.v2;
      const sent = await theirs.services(services[1]!.sid).verifications.create({ to: NUMBER, channel: "sms" });
      await ours.services(services[0]!.sid).verifications.create({ to: OTHER_NUMBER, channel: "sms" });
      const recipients = async (verify: typeof ours) =>
        (await verify.verificationAttempts.list()).map(({ channelData }) => channelData.to);
      expect(await recipients(theirs)).toEqual([NUMBER]);
      expect(await recipients(ours)).toEqual([OTHER_NUMBER]);
      expect((await ours.verificationAttemptsSummary().fetch()).totalAttempts).toBe(1);
      const { attempt_sid } = sent.sendCodeAttempts[0];
      expect(await rejection(ours.verificationAttempts(attempt_sid).fetch())).toMatchObject({ status: 404 });
    } finally {
      await shared.close();
    }
  });

  it("are picked by recipient, channel, country, service and time", async () => {
    await send(NUMBER);
    await send(OTHER_NUMBER, "call");
    served.clock.advance(DAY);
    const midnight = new Date(served.clock.now());
    await send("+442079460101");
    const count = async (filter: Record<string, unknown>) =>
      (await served.client.verify.v2.verificationAttempts.list(filter)).length;
    expect(await count({ "channelData.to": OTHER_NUMBER })).toBe(1);
    expect(await count({ channel: "call" })).toBe(1);
    expect(await count({ country: "US" })).toBe(2);
    expect(await count({ country: "GB" })).toBe(1);
    expect(await count({ verifyServiceSid: FIXED_SERVICE_SID })).toBe(3);
    expect(await count({ verifyServiceSid: `VA${"9".repeat(32)}` })).toBe(0);
    expect(await count({ dateCreatedAfter: midnight })).toBe(1);
    expect(await count({ dateCreatedBefore: new Date(midnight.getTime() - 1000) })).toBe(2);
  });

  it("have an undefined country when the calling code is not in the table", async () => {
    await send("+99955501010");
    expect(served.verify.store.attempts[0]?.country).toBeUndefined();
  });

  it("are listed newest first over as many pages as it takes, even while new ones arrive", async () => {
    const numbers = Array.from({ length: 7 }, (_, index) => `+1202555010${index}`);
    for (const number of numbers) await send(number);
    const all = await served.client.verify.v2.verificationAttempts.list({ pageSize: 3 });
    expect(all.map(({ channelData }) => channelData.to)).toEqual([...numbers].reverse());

    const first = await served.client.verify.v2.verificationAttempts.page({ pageSize: 3, channel: "sms" });
    await send("+12025550199");
    const second = await first.nextPage();
    expect(second?.instances.map(({ channelData }) => channelData.to)).toEqual(numbers.slice(1, 4).reverse());
    const again = await second?.previousPage();
    expect(again?.instances.map(({ sid }) => sid)).toEqual(first.instances.map(({ sid }) => sid));
    expect((await (await second?.nextPage())?.nextPage()) ?? "no more pages").toBe("no more pages");
  });

  it("carry Twilio's meta envelope", async () => {
    await send();
    const response = await served.raw("GET", "/v2/Attempts?PageSize=1&Channel=sms");
    const page = (await response.json()) as { meta: Record<string, unknown> };
    expect(page.meta).toMatchObject({
      key: "attempts",
      page: 0,
      page_size: 1,
      previous_page_url: null,
      next_page_url: null,
    });
    expect(page.meta.first_page_url).toBe(`${served.origin}/v2/Attempts?PageSize=1&Channel=sms&Page=0`);
  });

  it.each([
    "PageSize=0",
    "PageSize=1001",
    "Channel=pigeon",
    "Status=maybe",
    "DateCreatedAfter=yesterday",
    "PageToken=x",
  ])("refuse the query %s", async (query) => {
    const response = await served.raw("GET", `/v2/Attempts?${query}`);
    expect(await response.json()).toMatchObject({
      status: 400,
      code: 60200,
      message: `Invalid parameter: ${query.split("=")[0]}`,
    });
  });

  it("are forgotten by Twilio's API after thirty days", async () => {
    await send();
    served.clock.advance(30 * DAY);
    expect(await served.client.verify.v2.verificationAttempts.list()).toEqual([]);
    expect((await summary()).totalAttempts).toBe(0);
  });

  it("take a hundred requests a minute and then answer 429/20429", async () => {
    for (let requests = 0; requests < 100; requests += 1) await served.raw("GET", "/v2/Attempts/Summary");
    const response = await served.raw("GET", "/v2/Attempts");
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("60");
    expect(await response.json()).toMatchObject({ code: 20429, message: "Too many requests" });
    served.clock.advance(60_000);
    expect((await served.raw("GET", "/v2/Attempts")).status).toBe(200);
  });
});

describe("the summary", () => {
  it("is nothing converted out of nothing at first", async () => {
    expect(await summary()).toMatchObject({ totalAttempts: 0, totalConverted: 0, totalUnconverted: 0 });
    expect((await summary()).conversionRatePercentage).toBe("0");
  });

  it("gives the conversion rate as a string on the wire", async () => {
    const numbers = Array.from({ length: 11 }, (_, index) => `+120255501${String(index).padStart(2, "0")}`);
    for (const number of numbers) await send(number);
    for (const number of numbers.slice(2)) await approve(number);
    expect(await (await served.raw("GET", "/v2/Attempts/Summary")).json()).toEqual({
      total_attempts: 11,
      total_converted: 9,
      total_unconverted: 2,
      conversion_rate_percentage: "81.818181818",
      url: `${served.origin}/v2/Attempts/Summary`,
    });
  });

  it("counts what the filters pick", async () => {
    await send(NUMBER);
    await approve(NUMBER);
    await send("+442079460101", "call");
    expect(await summary({ destinationPrefix: "+1202" })).toMatchObject({ totalAttempts: 1, totalConverted: 1 });
    expect(await summary({ destinationPrefix: "+44" })).toMatchObject({ totalAttempts: 1, totalConverted: 0 });
    expect(await summary({ country: "GB" })).toMatchObject({ totalAttempts: 1 });
    expect(await summary({ channel: "sms" })).toMatchObject({ totalAttempts: 1, totalConverted: 1 });
    expect(await summary({ verifyServiceSid: FIXED_SERVICE_SID })).toMatchObject({ totalAttempts: 2 });
    expect(await summary({ dateCreatedAfter: new Date(served.clock.now() + 1000) })).toMatchObject({
      totalAttempts: 0,
    });
  });
});
