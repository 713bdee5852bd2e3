import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatMetrics } from "../../packages/log-stream-receiver/src/metrics";
import { DurableQueue } from "../../packages/log-stream-receiver/src/queue/durable-queue";
import type { CodeReport } from "../../packages/log-stream-receiver/src/report/code-report";
import { at } from "./support/records";

let folder: string;
let file: string;
let queue: DurableQueue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "receiver-queue-"));
  file = join(folder, "made", "queue.db");
  queue = new DurableQueue(file);
});
afterEach(() => {
  queue.close();
  rmSync(folder, { recursive: true });
});

const code = (logId: string, e164 = "+12025550101"): CodeReport => ({
  tenant: "acme-dev",
  logId,
  e164,
  usedAt: at(10),
});
const accept = (reports: CodeReport[], notCounted = {}) => queue.accept({ tenant: "acme-dev", reports, notCounted });
const due = (now = at(60), excluded = {}) =>
  queue.due(now, 100, { tenants: [], numbers: [], ...excluded }).map(({ logId }) => logId);
const reopen = () => {
  queue.close();
  queue = new DurableQueue(file);
};
const counters = () =>
  Object.fromEntries(queue.counted().map(({ metric, label, value }) => [`${metric} ${label}`, value]));

test("keeps what it accepted when it is opened again", () => {
  accept([code("1"), code("2", "+12025550102")]);
  queue.rememberSent(code("1"), "VE1");
  reopen();
  expect(queue.due(at(60), 100, { tenants: [], numbers: [] })).toEqual([
    { ...code("1"), tries: 0, sentFor: "VE1" },
    { ...code("2", "+12025550102"), tries: 0 },
  ]);
});

test("knows a record that comes again, while it waits and when it is settled", () => {
  accept([code("1"), code("1")]);
  accept([code("1"), code("2")]);
  queue.settle(code("1"), { result: "approved" });
  reopen();
  accept([code("1")]);
  expect(due()).toEqual(["2"]);
  expect(counters()).toMatchObject({ "records queued": 2, "records duplicate": 3, "waiting queued": 1 });
});

test("takes the same log id of another tenant for another record", () => {
  accept([code("1")]);
  queue.accept({
    tenant: "acme-prod",
    reports: [{ ...code("1", "+12025550102"), tenant: "acme-prod" }],
    notCounted: {},
  });
  expect(due()).toEqual(["1", "1"]);
});

test("gives the codes of one number one after the other, in the order they came", () => {
  accept([code("1"), code("2"), code("3", "+12025550103")]);
  expect(due()).toEqual(["1", "3"]);
  queue.postpone(code("1"), at(90), "server");
  expect(due()).toEqual(["3"]);
  expect(due(at(90))).toEqual(["1", "3"]);
  queue.settle(code("1"), { result: "approved" });
  expect(due()).toEqual(["2", "3"]);
});

test("leaves out numbers that are under way and tenants that rest", () => {
  accept([code("1"), code("2", "+12025550102")]);
  expect(due(at(60), { numbers: ["+12025550101"] })).toEqual(["2"]);
  expect(due(at(60), { tenants: ["acme-dev"] })).toEqual([]);
});

test("tells when the next code is due", () => {
  expect(queue.nextDueAt()).toBeUndefined();
  accept([code("1")]);
  queue.postpone(code("1"), at(90), "server");
  expect(queue.nextDueAt()).toBe(at(90));
});

test("has its files for their owner alone, from the first write on", () => {
  accept([code("1")]);
  expect(statSync(join(folder, "made")).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(join(folder, "made"))) {
    expect([name, statSync(join(folder, "made", name)).mode & 0o777]).toEqual([name, 0o600]);
  }
});

test("takes a file that others may read away from them", () => {
  queue.close();
  rmSync(file);
  writeFileSync(file, "", { mode: 0o644 });
  queue = new DurableQueue(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("holds a number until its code is settled, and in no file afterwards", () => {
  const holding = () =>
    readdirSync(join(folder, "made")).filter((name) => readFileSync(join(folder, "made", name)).includes("2025550101"));
  accept(Array.from({ length: 300 }, (_, i) => code(`${i}`)));
  expect(holding()).toContain("queue.db");
  for (let i = 0; i < 300; i++) queue.settle(code(`${i}`), { result: "skipped", why: "not-pending" });
  expect(holding()).toEqual([]);
});

test("forgets log ids a day after their codes were used, and none that waits", () => {
  accept([code("1"), code("2", "+12025550102")]);
  queue.settle(code("1"), { result: "approved" });
  queue.forget(at(10) + 24 * 3_600_000);
  accept([code("1")]);
  expect(counters()).toMatchObject({ "records duplicate": 1 });
  queue.forget(at(10) + 24 * 3_600_000 + 1);
  accept([code("1"), code("2", "+12025550102")]);
  expect(counters()).toMatchObject({ "records queued": 3, "records duplicate": 2 });
});

test("takes nothing of a batch when too many codes wait", () => {
  accept(Array.from({ length: 20_000 }, (_, i) => code(`${i}`)));
  expect(() => accept([code("more")], { "other-type": 1 })).toThrow(expect.objectContaining({ retryAfterSeconds: 30 }));
  expect(counters()).toEqual({ "records queued": 20_000, "waiting queued": 20_000 });
  expect(() => accept([code("1")], { "other-type": 1 })).not.toThrow();
});

test("is used by one process at a time", () => {
  accept([code("1")]);
  expect(() => new DurableQueue(file)).toThrow(/locked/);
});

test("counts what became of records and reports, without a number", () => {
  accept([code("1"), code("2"), code("3")], { "other-type": 4, "masked-number": 1 });
  queue.postpone(code("1"), at(70), "rate-limited");
  queue.settle(code("1"), { result: "approved" });
  queue.settle(code("2"), { result: "failed", class: "request", http: 400, code: 60200 });
  reopen();
  expect(formatMetrics(queue.counted())).toBe(`# HELP log_stream_records_total Log records received, by outcome.
# TYPE log_stream_records_total counter
log_stream_records_total{tenant="acme-dev",result="masked-number"} 1
log_stream_records_total{tenant="acme-dev",result="other-type"} 4
log_stream_records_total{tenant="acme-dev",result="queued"} 3
# HELP log_stream_reports_total Used codes, by the outcome of their report to Verify.
# TYPE log_stream_reports_total counter
log_stream_reports_total{tenant="acme-dev",outcome="approved"} 1
log_stream_reports_total{tenant="acme-dev",outcome="failed:request"} 1
# HELP log_stream_retries_total Reports that failed and are retried.
# TYPE log_stream_retries_total counter
log_stream_retries_total{tenant="acme-dev",failure="rate-limited"} 1
# HELP log_stream_waiting Used codes still to be reported.
# TYPE log_stream_waiting gauge
log_stream_waiting{tenant="acme-dev",state="queued"} 1
`);
});
