import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Served, serveVerify } from "../../packages/local-tenant/test/twilio/support/serve";
import { DurableQueue } from "../../packages/log-stream-receiver/src/queue/durable-queue";
import { QueueRunner } from "../../packages/log-stream-receiver/src/queue/queue-runner";
import { readSettings } from "../../packages/log-stream-receiver/src/settings/read-settings";
import { at } from "./support/records";
import { variables } from "./support/served-receiver";

let folder: string;
let queue: DurableQueue;
let runner: QueueRunner;
let served: Served;
let lines: string[];
beforeEach(async () => {
  lines = [];
  jest.spyOn(console, "log").mockImplementation((line) => void lines.push(line));
  folder = mkdtempSync(join(tmpdir(), "receiver-runner-"));
  queue = new DurableQueue(join(folder, "queue.db"));
  served = await serveVerify();
  runner = new QueueRunner(queue, readSettings(variables(served.origin)), () => served.clock.now());
});
afterEach(async () => {
  await runner.stop();
  queue.close();
  rmSync(folder, { recursive: true });
  await served.close();
  jest.restoreAllMocks();
});

const number = (i: number) => `+1202555${String(i).padStart(4, "0")}`;
/** Sends so many codes, each to its number, and queues that each was used ten seconds later. */
async function queueUsed(count: number, tenant = "acme-dev") {
  for (let i = 0; i < count; i++) await served.service.verifications.create({ to: number(i), channel: "sms" });
  served.clock.advance(20_000);
  const reports = Array.from({ length: count }, (_, i) => ({ tenant, logId: `${i}`, e164: number(i), usedAt: at(10) }));
  queue.accept({ tenant, reports, notCounted: {} });
}
const counters = () =>
  Object.fromEntries(queue.counted().map(({ metric, label, value }) => [`${metric} ${label}`, value]));
const approvals = () => served.verify.store.requests.filter(({ approval }) => approval).length;

test("reports every code once, and writes a line for each without its number", async () => {
  await queueUsed(20);
  await runner.idle();
  expect(approvals()).toBe(20);
  expect(counters()).toEqual({ "records queued": 20, "reports approved": 20 });
  expect(lines).toHaveLength(20);
  for (const line of lines) expect(line).toMatch(/^verify-feedback log-stream approved \d+ms acme-dev$/);
});

test("makes at most eight reports at once", async () => {
  await queueUsed(20);
  served.verify.faults.set("verification/read", { kind: "hang", times: 8 });
  void runner.wake();
  const reads = () => served.verify.store.requests.filter(({ operation }) => operation === "verification/read").length;
  while (reads() < 8) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(reads()).toBe(8);
  served.verify.faults.clear();
  await runner.idle();
  expect(approvals()).toBe(12);
});

test("reports again after a pause that doubles, until the code is too old", async () => {
  await queueUsed(1);
  served.verify.faults.set("verification/update", { kind: "error", status: 500 });
  const pauses = [];
  for (;;) {
    await runner.idle();
    const nextDueAt = queue.nextDueAt();
    if (nextDueAt === undefined) break;
    pauses.push((nextDueAt - served.clock.now()) / 1000);
    served.clock.advance(nextDueAt - served.clock.now());
  }
  expect(pauses.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 30, 30]);
  expect(counters()).toMatchObject({ "retries server": pauses.length, "reports skipped:too-old": 1 });
});

test("leaves a Verify alone for as long as it asks, with all codes of that tenant and no other's", async () => {
  await queueUsed(3);
  const other = { tenant: "acme-prod", logId: "x", e164: number(99), usedAt: at(10) };
  queue.accept({ tenant: "acme-prod", reports: [other], notCounted: {} });
  served.verify.faults.set("verification/read", { kind: "error", status: 429, retryAfterSeconds: 45, times: 3 });
  await runner.idle();
  const asked = served.verify.store.requests.length;
  await runner.idle();
  served.clock.advance(44_000);
  await runner.idle();
  expect(served.verify.store.requests).toHaveLength(asked);
  served.clock.advance(1_000);
  await runner.idle();
  expect(approvals()).toBe(3);
  expect(counters()).toMatchObject({ "reports skipped:not-pending": 1 });
});

test("reports once what took effect before its answer was lost", async () => {
  await queueUsed(1);
  served.verify.faults.set("verification/update", { kind: "reset", takesEffect: true, times: 1 });
  await runner.idle();
  served.clock.advance(1_000);
  await runner.idle();
  expect(approvals()).toBe(1);
  expect(counters()).toMatchObject({ "reports approved:presumed": 1 });
});

test.each([
  ["it was refused", { kind: "error", status: 429 }, "skipped:not-pending"],
  ["the key was rejected", { kind: "error", status: 401 }, "skipped:not-pending"],
  ["the answer was lost", { kind: "reset", takesEffect: true }, "approved:presumed"],
] as const)("when an approval's verification is over at the next try, and %s", async (_, fault, outcome) => {
  await queueUsed(1);
  served.verify.faults.set("verification/update", { ...fault, times: 1 });
  await runner.idle();
  served.clock.advance(at(605) - served.clock.now());
  await runner.idle();
  expect(counters()).toMatchObject({ [`reports ${outcome}`]: 1 });
});

test("keeps in mind that an answer was lost while Verify can't be asked", async () => {
  await queueUsed(1);
  served.verify.faults.set("verification/update", { kind: "reset", takesEffect: true, times: 1 });
  await runner.idle();
  served.verify.faults.set("verification/read", { kind: "error", status: 429, times: 1 });
  served.clock.advance(1_000);
  await runner.idle();
  served.clock.advance(2_000);
  await runner.idle();
  expect(counters()).toMatchObject({ "retries rate-limited": 1, "reports approved:presumed": 1 });
});

test("lets other work run while it settles many codes that are too old", async () => {
  const reports = Array.from({ length: 100 }, (_, i) => {
    return { tenant: "acme-dev", logId: `${i}`, e164: number(i), usedAt: at(-3600) };
  });
  queue.accept({ tenant: "acme-dev", reports, notCounted: {} });
  runner.wake();
  await new Promise((resolve) => setImmediate(resolve));
  expect(counters()["waiting queued"]).toBeGreaterThan(50);
  await runner.idle();
  expect(counters()).toEqual({ "records queued": 100, "reports skipped:too-old": 100 });
});

test("reports an enrolment once that wrote two records", async () => {
  await queueUsed(1);
  queue.accept({
    tenant: "acme-dev",
    reports: [{ tenant: "acme-dev", logId: "second", e164: number(0), usedAt: at(10) }],
    notCounted: {},
  });
  await runner.idle();
  expect(approvals()).toBe(1);
  expect(counters()).toMatchObject({ "reports approved": 1, "reports skipped:not-pending": 1 });
});

test("leaves a second code pending that was sent after the Action had reported the first", async () => {
  await queueUsed(1);
  await served.service.verifications(number(0)).update({ status: "approved" });
  const second = await served.service.verifications.create({ to: number(0), channel: "sms" });
  await runner.idle();
  expect(served.verify.store.verification(second.sid)?.status).toBe("pending");
  expect(counters()).toMatchObject({ "reports skipped:newer-code": 1 });
});

test("drops codes of a tenant that was taken out of the settings", async () => {
  queue.accept({
    tenant: "gone",
    reports: [{ tenant: "gone", logId: "1", e164: number(0), usedAt: at(0) }],
    notCounted: {},
  });
  await runner.idle();
  expect(counters()).toMatchObject({ "reports failed:secrets": 1 });
});
