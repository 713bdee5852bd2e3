import { formatOutcome } from "../../actions/lib/outcome";
import { type FaultKind, FEEDBACK_KEY, FIXED_SERVICE_SID, STANDARD_KEY } from "../../packages/local-tenant/src/twilio";
import { NUMBER, type Served, serveVerify } from "../../packages/local-tenant/test/twilio/support/serve";
import { type Reported, reportCode } from "../../packages/log-stream-receiver/src/report/report-code";
import { at } from "./support/records";

let served: Served;
beforeEach(async () => {
  served = await serveVerify();
});
afterEach(() => served.close());

/** Sends a code so many seconds after the clock's beginning. */
async function sendAt(seconds: number) {
  served.clock.advance(at(seconds) - served.clock.now());
  return served.service.verifications.create({ to: NUMBER, channel: "sms", customCode: "123456" });
}

/** Reports a code that was used at these seconds; the clock stands where it is. */
function report(usedAt: number, options: { sentFor?: string; key?: typeof STANDARD_KEY; deadlineMs?: number } = {}) {
  const { key = STANDARD_KEY, sentFor, deadlineMs = 5_000 } = options;
  const code = { tenant: "acme-dev", logId: "1", e164: NUMBER, usedAt: at(usedAt), ...(sentFor && { sentFor }) };
  const credentials = { username: key.sid, password: key.secret, serviceSid: FIXED_SERVICE_SID };
  return reportCode(code, { credentials, origin: served.origin }, { deadlineMs, now: served.clock.now() });
}

const said = async (reported: Promise<Reported>) => formatOutcome((await reported).outcome);
const status = (sid: string) => served.verify.store.verification(sid)?.status;

test.each<[string, number[], number, string]>([
  ["sent before", [0], 10, "approved"],
  ["sent in the second before", [8], 9, "approved"],
  ["sent in the second in which this one was used, as far as Verify tells", [9], 9.9, "skipped:newer-code"],
  ["sent after", [10], 9, "skipped:newer-code"],
  ["sent before, and once more before", [0, 5], 10, "approved"],
  ["sent before, and once more after", [0, 11], 10, "skipped:newer-code"],
])("a code %s", async (_, sends, usedAt, outcome) => {
  const sids = [];
  for (const seconds of sends) sids.push((await sendAt(seconds)).sid);
  expect(await said(report(usedAt))).toBe(outcome);
  expect(status(sids[0] as string)).toBe(outcome === "approved" ? "approved" : "pending");
});

test("leaves a verification alone that was started after the code was used, while the code's own is over", async () => {
  const own = await sendAt(0);
  await served.service.verifications(own.sid).update({ status: "approved" });
  const newer = await sendAt(20);
  expect(await said(report(10))).toBe("skipped:newer-code");
  expect(status(newer.sid)).toBe("pending");
});

test("approves by SID: a verification that is started between the look and the approval is left alone", async () => {
  const own = await sendAt(0);
  let newer: string | undefined;
  const credentials = { username: STANDARD_KEY.sid, password: STANDARD_KEY.secret, serviceSid: FIXED_SERVICE_SID };
  const code = { tenant: "acme-dev", logId: "1", e164: NUMBER, usedAt: at(10) };
  const reported = await reportCode(
    code,
    { credentials, origin: served.origin },
    {
      deadlineMs: 5_000,
      now: at(20),
      async beforeApproval() {
        await served.service.verifications(own.sid).update({ status: "canceled" });
        newer = (await sendAt(20)).sid;
      },
    },
  );
  expect(formatOutcome(reported.outcome)).toBe("skipped:not-pending");
  expect(status(newer as string)).toBe("pending");
});

test.each<["approved" | "canceled"]>([["approved"], ["canceled"]])(
  "skips a verification that was %s",
  async (ended) => {
    const { sid } = await sendAt(0);
    await served.service.verifications(sid).update({ status: ended });
    expect(await said(report(10))).toBe("skipped:not-pending");
    expect(status(sid)).toBe(ended);
  },
);

test("skips a number that no code was sent to", async () => {
  expect(await said(report(10))).toBe("skipped:not-pending");
});

test.each([
  [600, "approved"],
  [601, "skipped:too-old"],
])("a code that was used 10 s after sending, reported %i s after that", async (seconds, outcome) => {
  // Verify's own window has been raised here, or it would be over first.
  const { sid } = await sendAt(0);
  const verification = served.verify.store.verification(sid);
  if (verification) verification.expiresAt = at(10_000);
  served.clock.advance((10 + seconds) * 1000);
  served.verify.store.requests.length = 0;
  expect(await said(report(10))).toBe(outcome);
  if (outcome === "skipped:too-old") expect(served.verify.store.requests).toEqual([]);
});

describe("A report whose answer did not come", () => {
  test("counts as approved once its verification is over", async () => {
    const { sid } = await sendAt(0);
    await served.service.verifications(sid).update({ status: "approved" });
    expect(await said(report(10, { sentFor: sid }))).toBe("approved:presumed");
  });

  test("is sent again while its verification is pending", async () => {
    const { sid } = await sendAt(0);
    expect(await said(report(10, { sentFor: sid }))).toBe("approved");
    expect(status(sid)).toBe("approved");
  });

  test("asks for its own verification, not for a newer one of the number", async () => {
    const { sid } = await sendAt(0);
    await served.service.verifications(sid).update({ status: "approved" });
    const newer = await sendAt(20);
    expect(await said(report(10, { sentFor: sid }))).toBe("approved:presumed");
    expect(status(newer.sid)).toBe("pending");
  });

  test("is skipped when its verification was canceled", async () => {
    const { sid } = await sendAt(0);
    await served.service.verifications(sid).update({ status: "canceled" });
    expect(await said(report(10, { sentFor: sid }))).toBe("skipped:not-pending");
  });
});

describe.each(["verification/read", "verification/update"] as const)("a fault of %s", (operation) => {
  test.each<[FaultKind, string, boolean, number | undefined]>([
    [{ kind: "error", status: 429, retryAfterSeconds: 7 }, "failed:rate-limited 429 20429", true, 7_000],
    [{ kind: "error", status: 500 }, "failed:server 500 20500", true, undefined],
    [{ kind: "error", status: 401 }, "failed:auth 401 20003", true, undefined],
    [{ kind: "error", status: 404 }, "skipped:not-pending", false, undefined],
    [{ kind: "html", status: 500 }, "failed:server 500 -", true, undefined],
    [{ kind: "html", status: 200 }, "failed:response 200 -", true, undefined],
    [{ kind: "bad-json" }, "failed:response 200 -", true, undefined],
    [{ kind: "reset" }, "failed:network - UND_ERR_SOCKET", true, undefined],
    [{ kind: "hang" }, "failed:timeout - -", true, undefined],
    [{ kind: "drip", intervalMs: 100 }, "failed:timeout - -", true, undefined],
  ])("%j", async (fault, outcome, retry, retryAfterMs) => {
    await sendAt(0);
    served.verify.faults.set(operation, fault);
    const reported = await report(10, { deadlineMs: fault.kind === "hang" || fault.kind === "drip" ? 200 : 5_000 });
    expect([formatOutcome(reported.outcome), reported.retry, reported.retryAfterMs]).toEqual([
      outcome,
      retry,
      retryAfterMs,
    ]);
  });
});

test.each(["reset", "bad-json"] as const)(
  "reports once a code whose approval took effect before its answer was lost: %s",
  async (kind) => {
    const { sid } = await sendAt(0);
    served.verify.faults.set("verification/update", { kind, takesEffect: true, times: 1 });
    expect((await report(10)).retry).toBe(true);
    expect(await said(report(10, { sentFor: sid }))).toBe("approved:presumed");
    expect(served.verify.store.requests.filter(({ approval }) => approval)).toHaveLength(1);
  },
);

test("fails with auth, to be tried again, when the key may not read", async () => {
  await sendAt(0);
  expect(await report(10, { key: FEEDBACK_KEY })).toMatchObject({ outcome: { class: "auth" }, retry: true });
});

test("knows that an approval was not taken when nobody listened any more", async () => {
  await sendAt(0);
  const credentials = { username: STANDARD_KEY.sid, password: STANDARD_KEY.secret, serviceSid: FIXED_SERVICE_SID };
  const code = { tenant: "acme-dev", logId: "1", e164: NUMBER, usedAt: at(10) };
  const options = { deadlineMs: 5_000, now: served.clock.now(), beforeApproval: () => served.close() };
  expect(await reportCode(code, { credentials, origin: served.origin }, options)).toMatchObject({
    outcome: { class: "network", code: "ECONNREFUSED" },
    notTaken: true,
  });
  served = await serveVerify();
});

test("fails with the network's code when nobody listens", async () => {
  await served.close();
  expect(await report(10)).toMatchObject({ outcome: { class: "network", code: "ECONNREFUSED" }, retry: true });
  served = await serveVerify();
});
