import { FEEDBACK_KEY, FIXED_ACCOUNT, FIXED_SERVICE_SID, SENDING_KEY, STANDARD_KEY } from "../../src/twilio";
import { NUMBER, rejection, type Served, serveVerify } from "./support/serve";

let served: Served;
beforeEach(async () => {
  served = await serveVerify();
});
afterEach(() => served.close());

const VERIFICATIONS = `/v2/Services/${FIXED_SERVICE_SID}/Verifications`;
const start = () => served.service.verifications.create({ to: NUMBER, channel: "sms", customCode: "424242" });

describe("the path of an update", () => {
  it.each(["+12025550101", "%2B12025550101", "%2b1202555%30101"])("finds the number in %s", async (segment) => {
    await start();
    const response = await served.raw("POST", `${VERIFICATIONS}/${segment}`, "Status=approved");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ to: NUMBER, status: "approved" });
  });

  it.each(["12025550101", "%2012025550101", "%252B12025550101", "+1202555010", "%E0%A4%A"])(
    "finds nothing in %s",
    async (segment) => {
      await start();
      const response = await served.raw("POST", `${VERIFICATIONS}/${segment}`, "Status=approved");
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 20404, status: 404 });
    },
  );

  it("finds an e-mail address, raw and encoded", async () => {
    const to = "ann+codes@example.com";
    for (const segment of [to, encodeURIComponent(to)]) {
      await served.service.verifications.create({ to, channel: "email" });
      expect((await served.raw("POST", `${VERIFICATIONS}/${segment}`, "Status=approved")).status).toBe(200);
    }
  });
});

describe("the answer", () => {
  it("names the request, whatever came of it", async () => {
    const ids = new Set<string | null>();
    for (const path of ["/v2/Services", `${VERIFICATIONS}/VE${"0".repeat(32)}`, "/v2/Nothing"]) {
      const id = (await served.raw("GET", path)).headers.get("twilio-request-id");
      expect(id).toMatch(/^RQ[0-9a-f]{32}$/);
      ids.add(id);
    }
    expect(ids.size).toBe(3);
  });
});

describe("the body of a request", () => {
  it("is a form in which a plus is a space, so that an unescaped number is refused", async () => {
    const response = await served.raw("POST", VERIFICATIONS, `To=${NUMBER}&Channel=sms`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      code: 60200,
      message: `Invalid parameter \`To\`: ${NUMBER.replace("+", " ")}`,
      more_info: "https://www.twilio.com/docs/errors/60200",
      status: 400,
    });
  });

  it("may hold a parameter that nobody knows: it is ignored, and warned of once without its value", async () => {
    for (let times = 0; times < 2; times += 1) {
      const body = new URLSearchParams({ To: NUMBER, Channel: "sms", Surprise: "secret" }).toString();
      expect((await served.raw("POST", VERIFICATIONS, body)).status).toBe(201);
    }
    expect(served.warnings).toHaveLength(1);
    expect(served.warnings[0]).toContain(
      'POST /v2/Services/{ServiceSid}/Verifications ignores the parameter "Surprise"',
    );
    expect(served.warnings[0]).not.toContain("secret");
  });
});

describe("the wire form of a verification", () => {
  it("has Twilio's keys and order", async () => {
    const body = new URLSearchParams({ To: NUMBER, Channel: "sms" }).toString();
    const wire = (await (await served.raw("POST", VERIFICATIONS, body)).json()) as Record<string, unknown>;
    expect(Object.keys(wire)).toEqual(
      "sid service_sid account_sid to channel status valid date_created date_updated lookup amount payee send_code_attempts sna url".split(
        " ",
      ),
    );
    expect(wire).toMatchObject({
      date_created: "2026-01-01T00:00:00Z",
      url: `${served.origin}${VERIFICATIONS}/${wire.sid}`,
    });
    expect(JSON.stringify(wire)).not.toContain(served.verify.store.messages[0]?.code ?? "no message");
  });
});

describe("a route that the local Verify doesn't know", () => {
  it("answers 20404, is recorded, and is warned of once without the number", async () => {
    const path = `/v2/Services/${FIXED_SERVICE_SID}/Entities/${NUMBER}/ann@example.com`;
    for (let times = 0; times < 2; times += 1) {
      const response = await served.raw("GET", path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 20404 });
    }
    expect(served.warnings).toHaveLength(1);
    expect(served.warnings[0]).toContain("GET /v2/Services/{Sid}/Entities/{…}/{…};");
    expect(served.verify.store.requests).toHaveLength(2);
    expect(served.verify.store.requests[0]).toMatchObject({
      operation: undefined,
      route: "/v2/Services/{Sid}/Entities/{…}/{…}",
      status: 404,
    });
  });
});

describe("credentials", () => {
  const approveAs = (username: string, password: string) =>
    served
      .clientOf(username, password)
      .verify.v2.services(FIXED_SERVICE_SID)
      .verifications(NUMBER)
      .update({ status: "approved" });

  it.each([
    ["the account's auth token", FIXED_ACCOUNT.sid, FIXED_ACCOUNT.authToken],
    ["a standard API key", STANDARD_KEY.sid, STANDARD_KEY.secret],
    ["a restricted key with the permission", FEEDBACK_KEY.sid, FEEDBACK_KEY.secret],
  ])("let %s report", async (_name, username, password) => {
    await start();
    expect((await approveAs(username, password)).status).toBe("approved");
  });

  it.each([
    ["a wrong secret", STANDARD_KEY.sid, "wrong"],
    ["an unknown key", `SK${"9".repeat(32)}`, STANDARD_KEY.secret],
    ["a key's secret with the account's SID", FIXED_ACCOUNT.sid, STANDARD_KEY.secret],
  ])("answer 401/20003 to %s", async (_name, username, password) => {
    await start();
    expect(await rejection(approveAs(username, password))).toMatchObject({ status: 401, code: 20003 });
    expect(served.verify.store.verifications[0]?.status).toBe("pending");
    expect(served.verify.store.requests.at(-1)).toMatchObject({ status: 401, code: 20003, approval: false });
  });

  it.each<Record<string, string>>([{}, { authorization: "Bearer abc" }, { authorization: "Basic ???" }])(
    "answer 401 to the headers %j",
    async (headers) => {
      const response = await fetch(`${served.origin}${VERIFICATIONS}/${NUMBER}`, { headers });
      expect(response.status).toBe(401);
    },
  );

  it("answer 403/70051 to a restricted key that lacks the permission", async () => {
    await start();
    const error = await rejection(approveAs(SENDING_KEY.sid, SENDING_KEY.secret));
    expect(error).toMatchObject({ status: 403, code: 70051 });
    const sending = served.clientOf(SENDING_KEY.sid, SENDING_KEY.secret).verify.v2.services(FIXED_SERVICE_SID);
    expect((await sending.verifications.create({ to: NUMBER, channel: "sms" })).status).toBe("pending");
  });

  it("answer 403/70051 to another account's service", async () => {
    const stranger = { sid: `AC${"8".repeat(32)}`, authToken: "8".repeat(32), keys: [] };
    const both = await serveVerify({ accounts: [FIXED_ACCOUNT, stranger] });
    try {
      const client = both.clientOf(stranger.sid, stranger.authToken);
      const fetchService = client.verify.v2.services(FIXED_SERVICE_SID).fetch();
      expect(await rejection(fetchService)).toMatchObject({ status: 403, code: 70051 });
      expect(await client.verify.v2.services.list()).toEqual([]);
    } finally {
      await both.close();
    }
  });
});
