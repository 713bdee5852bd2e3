import type { RequestDocument } from "../../src/control/verify/request-document";
import { AdjustableClock } from "../../src/support/clock";
import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

const clock = new AdjustableClock();
const minute = 60_000;
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await startTestTenant(reportingActions, { clock });
});
afterAll(() => tenant.stop());
beforeEach(() => tenant.server.reset());

async function call(path: string) {
  const headers = { authorization: `Bearer ${tenant.server.credentials.controlToken}` };
  const response = await fetch(`https://${tenant.tenant.domain}/_sandbox/verify/${path}`, { headers });
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of the document
  return { status: response.status, json: (await response.json()) as any };
}

async function requests(): Promise<RequestDocument[]> {
  return (await call("requests")).json.requests;
}

const logIn = () => tenant.complete({ user: "phone-only", method: "sms" });

/** A request to Verify with the account's own credentials. */
function ask(path: string, parameters: Record<string, string>): Promise<Response> {
  const { account, serviceSid } = tenant.server.credentials.verify;
  const authorization = `Basic ${btoa(`${account.sid}:${account.authToken}`)}`;
  const body = new URLSearchParams(parameters);
  const url = `${tenant.server.verifyUrl}/v2/Services/${serviceSid}/${path}`;
  return fetch(url, { method: "POST", headers: { authorization }, body });
}

const send = (To: string, Channel = "sms") => ask("Verifications", { To, Channel });

describe("verifications", () => {
  test("are listed newest first, with their attempts, the code's login and when it was approved", async () => {
    const login = await logIn();
    const code = tenant.codeFor("+12025550101");
    await send("+12025550177");
    const { json } = await call("verifications");
    expect(json).toMatchObject({
      total: 2,
      verifications: [
        { to: "+12025550177", status: "pending", attempts: [{ converted: false, status: "unconfirmed" }] },
        {
          ...{ to: "+12025550101", status: "approved", checks: 0, endedAt: expect.any(Number) },
          attempts: [{ converted: true, loginId: login.id, code }],
        },
      ],
    });
    const [attempt] = json.verifications[1].attempts;
    expect(attempt.usedAt).toBeLessThanOrEqual(json.verifications[1].endedAt);
    expect(json.verifications[0]).not.toHaveProperty("endedAt");
  });

  test("hold each send of a code, of which the last one converts", async () => {
    const login = await tenant.login({ user: "phone-only", method: "sms" });
    await login.resendCode();
    await tenant.finish(login);
    const { verifications } = (await call("verifications")).json;
    expect(verifications).toHaveLength(1);
    expect(verifications[0].attempts.map(({ converted }: { converted: boolean }) => converted)).toEqual([false, true]);
  });

  test("run out after ten minutes", async () => {
    await send("+12025550177");
    clock.advance(10 * minute);
    const [verification] = (await call("verifications")).json.verifications;
    expect(verification).toMatchObject({ status: "expired", endedAt: verification.expiresAt });
  });

  test("are found by recipient and by status", async () => {
    await logIn();
    await send("+12025550177");
    const sids = async (query: string) =>
      (await call(`verifications${query}`)).json.verifications.map(({ to }: { to: string }) => to);
    expect(await sids("?status=approved")).toEqual(["+12025550101"]);
    expect(await sids("?to=%2B12025550177")).toEqual(["+12025550177"]);
    expect(await sids("?limit=1")).toEqual(["+12025550177"]);
    expect(await call("verifications?status=used")).toMatchObject({ status: 400, json: { error: /status/ } });
    expect((await call("verifications?limit=0")).status).toBe(400);
  });
});

describe("conversion over time", () => {
  test("has no buckets without attempts", async () => {
    expect((await call("conversion")).json.buckets).toEqual([]);
  });

  test("counts each attempt in the bucket of its time, and has those between", async () => {
    await send("+12025550177");
    clock.advance(5 * minute);
    await logIn();
    const { bucketMs, buckets } = (await call("conversion")).json;
    expect(bucketMs).toBe(15_000);
    expect(buckets.length).toBeGreaterThanOrEqual(20);
    expect(buckets[0]).toMatchObject({ sent: 1, converted: 0 });
    expect(buckets.at(-1)).toMatchObject({ sent: 1, converted: 1 });
    const between = buckets.slice(1, -1).map(({ sent }: { sent: number }) => sent);
    expect(new Set(between)).toEqual(new Set([0]));
    expect(buckets[1].at - buckets[0].at).toBe(bucketMs);
  });

  test("takes longer buckets for a longer time", async () => {
    await send("+12025550177");
    clock.advance(29 * 24 * 60 * minute);
    await send("+12025550177");
    const { bucketMs, buckets } = (await call("conversion")).json;
    expect([bucketMs, buckets.length]).toEqual([24 * 60 * minute, 30]);
  });
});

describe("prefixes", () => {
  test("group the text messages by calling code and three digits, those of most messages first", async () => {
    await logIn();
    for (const number of ["+447700900001", "+447700900002", "+447700900002", "+99890123456"]) await send(number);
    await send("+447700900001", "call");
    const seen = { newestAt: expect.any(Number) };
    expect((await call("prefixes")).json.prefixes).toEqual([
      { prefix: "+44770", callingCode: "44", country: "GB", sent: 3, converted: 0, numbers: 2, ...seen },
      { prefix: "+1202", callingCode: "1", country: "US", sent: 1, converted: 1, numbers: 1, ...seen },
      { prefix: "+998901", callingCode: "998", country: null, sent: 1, converted: 0, numbers: 1, ...seen },
    ]);
  });
});

describe("requests", () => {
  test("are listed newest first, with what was sent, who sent it and what was answered", async () => {
    await logIn();
    const [report, create] = await requests();
    expect(create).toMatchObject({
      ...{
        method: "POST",
        operation: "verification/create",
        caller: "sending",
        callerSid: tenant.server.credentials.verify.sendingKey.sid,
        status: 201,
        approval: false,
      },
      parameters: { To: "+12025550101", Channel: "sms", CustomCode: tenant.codeFor("+12025550101") },
      answer: { to: "+12025550101", status: "pending" },
    });
    expect(report).toMatchObject({
      ...{
        operation: "verification/update",
        caller: "account",
        status: 200,
        approval: true,
      },
      ...{ addressedBy: "+12025550101", verificationSid: create!.verificationSid },
      parameters: { Status: "approved" },
      answer: { status: "approved" },
    });
    expect(report!.ms).toBeGreaterThan(0);
    expect(report!.sid).toMatch(/^RQ[0-9a-f]{32}$/);
  });

  test("show no credential, neither that of the request nor one that was refused", async () => {
    await logIn();
    await fetch(`${tenant.server.verifyUrl}/v2/Services`, {
      headers: { authorization: `Basic ${btoa("SKx:tell-tale")}` },
    });
    const { feedbackKey, sendingKey } = tenant.server.credentials.verify;
    const shown = JSON.stringify(await requests());
    for (const secret of ["tell-tale", btoa("SKx:tell-tale"), feedbackKey.secret, sendingKey.secret]) {
      expect(shown).not.toContain(secret);
    }
    expect((await requests())[0]).toMatchObject({ status: 401, code: 20003, answer: { message: "Authenticate" } });
    expect((await requests())[0]).not.toHaveProperty("caller");
  });

  test.each([
    ["what stands in its place", { kind: "html", status: 500 }, "<!doctype html>"],
    ["half a document", { kind: "bad-json", takesEffect: true }, '{"sid":"VE'],
  ] as const)("that a fault answered show %s", async (_, fault, answer) => {
    tenant.verify.faults.set("verification/update", { ...fault, times: 1 });
    await logIn();
    const [update] = await requests();
    expect(update).toMatchObject({ fault: fault.kind, answer: expect.stringContaining(answer) });
  });

  test("that a fault left without an answer show none, and whom they meant", async () => {
    tenant.verify.faults.set("verification/update", { kind: "reset", takesEffect: true, times: 1 });
    await logIn();
    const [update] = (await requests()).filter(({ fault }) => fault === "reset");
    expect(update).toMatchObject({ addressedBy: "+12025550101", approval: true });
    for (const name of ["status", "answer", "ms"]) expect(update).not.toHaveProperty(name);
  });

  test("keep their bodies while they are among the newest 200", async () => {
    await send("+12025550177");
    for (let times = 0; times < 200; times += 1) await ask("VerificationCheck", { To: "+12025550177", Code: "x" });
    const { json } = await call("requests?limit=201");
    expect(json.total).toBe(201);
    expect(json.requests[199]).toMatchObject({ parameters: { Code: "x" } });
    expect(json.requests[200]).toMatchObject({ status: 201 });
    for (const name of ["parameters", "answer"]) expect(json.requests[200]).not.toHaveProperty(name);
  });
});
