import { ManualClock } from "../../packages/local-tenant/src/support/clock";
import { NUMBER, type Served, serveVerify } from "../../packages/local-tenant/test/twilio/support/serve";
import { MemoryCounters } from "../../packages/log-stream-receiver/src/report/memory-counters";
import { Reporter } from "../../packages/log-stream-receiver/src/report/reporter";
import { readSettings } from "../../packages/log-stream-receiver/src/settings/read-settings";
import { variables } from "./support/served-receiver";

let served: Served;
let reporter: Reporter;
beforeEach(async () => {
  jest.spyOn(console, "log").mockImplementation(() => {});
  served = await serveVerify({ clock: new ManualClock(Date.now() - 60_000) });
  await served.service.verifications.create({ to: NUMBER, channel: "sms" });
  reporter = new Reporter(readSettings(variables(served.origin)), new MemoryCounters());
});
afterEach(async () => {
  await served.close();
  jest.restoreAllMocks();
});

const report = (deadlineMs: number) =>
  reporter.report({ tenant: "acme-dev", logId: "1", e164: NUMBER, usedAt: Date.now() - 30_000 }, deadlineMs);
const approvals = () => served.verify.store.requests.filter(({ approval }) => approval).length;

test("a record that comes again while it is reported comes once more when that report fails", async () => {
  served.verify.faults.set("verification/read", { kind: "hang", times: 1 });
  expect(await Promise.all([report(200), report(5_000)])).toEqual([15, 15]);
  expect(await report(5_000)).toBeUndefined();
  expect(approvals()).toBe(1);
});

test("a record that comes again while it is reported is settled with that report", async () => {
  expect(await Promise.all([report(5_000), report(5_000)])).toEqual([undefined, undefined]);
  expect(await report(5_000)).toBeUndefined();
  expect(approvals()).toBe(1);
  expect(served.verify.store.requests.filter(({ operation }) => operation === "verification/read")).toHaveLength(1);
});
