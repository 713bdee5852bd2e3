import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildAdapters } from "./support/built-adapters";
import { type ListeningProcess, startListening } from "./support/listening-process";
import { runnersFolder } from "./support/platforms/runners-folder";
import { type SentCodes, sentCodes, until } from "./support/platforms/sent-codes";
import { METRICS_TOKEN, OTHER_TOKEN, TOKEN, variables } from "./support/served-receiver";

let built: ReturnType<typeof buildAdapters>;
let sent: SentCodes;
let worker: ListeningProcess;
beforeAll(async () => {
  built = buildAdapters();
  sent = await sentCodes(150);
  const script = join(__dirname, "support", "platforms", "worker.cjs");
  const bindings = JSON.stringify(variables(sent.origin));
  worker = await startListening([script, runnersFolder, join(built.folder, "cloudflare.mjs"), bindings], {});
});
afterAll(async () => {
  await worker?.end("SIGTERM");
  await sent?.close();
  built.remove();
});

const post = (records: object[], authorization = TOKEN) =>
  fetch(worker.origin, { method: "POST", headers: { authorization }, body: JSON.stringify(records) });

test("needs nothing of Node's", () => {
  expect(readFileSync(join(built.folder, "cloudflare.mjs"), "utf8")).not.toMatch(/require\(|^import |from "node:/m);
});

test("in miniflare it queues what counts and reports it from the queue, again after a failure", async () => {
  sent.verify.faults.set("verification/update", { kind: "error", status: 500, times: 1 });
  expect((await post(sent.records)).status).toBe(200);
  await until(() => sent.approvals() === 149);
  expect((await post(sent.records, OTHER_TOKEN)).status).toBe(403);
  expect((await post(sent.records.slice(100, 105))).status).toBe(200);
  // The one that failed comes again after fifteen seconds.
  await until(() => sent.approvals() === 150);
  expect(sent.statuses()).toEqual(sent.sids.map(() => "approved"));
});

test("shows its instance's counters to the holder of their token", async () => {
  const get = (authorization: string) => fetch(`${worker.origin}/metrics`, { headers: { authorization } });
  expect((await get(TOKEN)).status).toBe(401);
  const shown = await (await get(METRICS_TOKEN)).text();
  expect(shown).toContain("# This instance only, since it started.");
  expect(shown).toContain('log_stream_records_total{tenant="acme-dev",result="queued"} 155');
});
