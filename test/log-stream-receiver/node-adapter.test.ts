import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "../../packages/local-tenant/src/support/clock";
import { NUMBER, type Served, serveVerify } from "../../packages/local-tenant/test/twilio/support/serve";
import { buildAdapters } from "./support/built-adapters";
import type { ListeningProcess } from "./support/listening-process";
import { startReceiver } from "./support/receiver-process";
import { enveloped, mfaRecord } from "./support/records";
import { METRICS_TOKEN, TOKEN, variables } from "./support/served-receiver";

let built: ReturnType<typeof buildAdapters>;
let folder: string;
let served: Served;
let receiver: ListeningProcess;
beforeAll(() => {
  built = buildAdapters();
});
afterAll(() => built.remove());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "receiver-node-"));
  // The codes were sent a minute ago, whatever the machine's clock says.
  served = await serveVerify({ clock: new ManualClock(Date.now() - 60_000) });
  receiver = await start();
});
afterEach(async () => {
  await receiver.end("SIGKILL");
  await served.close();
  rmSync(folder, { recursive: true });
});

const start = (changes = {}) =>
  startReceiver(built.folder, join(folder, "queue", "queue.db"), { ...variables(served.origin), ...changes });
const post = (records: { log_id: string }[]) =>
  fetch(`${receiver.origin}/logs`, {
    method: "POST",
    headers: { authorization: TOKEN },
    body: records.map((record) => `${JSON.stringify(enveloped(record))}\n`).join(""),
  });
const metrics = async () =>
  (await fetch(`${receiver.origin}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).text();
const usedNow = () => mfaRecord({ date: new Date(Date.now() - 30_000).toISOString() });

async function untilNoneWaits() {
  while ((await metrics()).includes("log_stream_waiting{")) await new Promise((resolve) => setTimeout(resolve, 10));
}

test("reports a used code, shows its counters, and holds the number no longer", async () => {
  const { sid } = await served.service.verifications.create({ to: NUMBER, channel: "sms" });
  expect((await post([usedNow(), mfaRecord({ type: "gd_send_sms" })])).status).toBe(200);
  await untilNoneWaits();
  expect(served.verify.store.verification(sid)?.status).toBe("approved");
  const shown = await metrics();
  expect(shown).toContain('log_stream_reports_total{tenant="acme-dev",outcome="approved"} 1');
  expect(shown).toContain('log_stream_records_total{tenant="acme-dev",result="other-type"} 1');
  expect(`${shown}${receiver.output()}`).not.toContain(NUMBER.slice(1));
  for (const name of readdirSync(join(folder, "queue"))) {
    const file = join(folder, "queue", name);
    expect([name, statSync(file).mode & 0o777]).toEqual([name, 0o600]);
    expect(readFileSync(file).includes(NUMBER)).toBe(false);
  }
});

test("reports after a restart what it had taken before it was killed", async () => {
  const { sid } = await served.service.verifications.create({ to: NUMBER, channel: "sms" });
  served.verify.faults.set("verification/read", { kind: "hang" });
  expect((await post([usedNow()])).status).toBe(200);
  await receiver.end("SIGKILL");
  served.verify.faults.clear();
  receiver = await start();
  await untilNoneWaits();
  expect(served.verify.store.verification(sid)?.status).toBe("approved");
});

test("ends the reports under way when it is asked to stop, and leaves with 0", async () => {
  const { sid } = await served.service.verifications.create({ to: NUMBER, channel: "sms" });
  served.verify.faults.set("verification/update", { kind: "delay", ms: 200 });
  await post([usedNow()]);
  const reads = () => served.verify.store.requests.filter(({ operation }) => operation === "verification/read");
  while (reads().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await receiver.end("SIGTERM")).toBe(0);
  expect(served.verify.store.verification(sid)?.status).toBe("approved");
  expect(receiver.output()).toContain("verify-feedback log-stream approved");
});

test("says which variable is missing, without a stack", async () => {
  await expect(start({ LOG_STREAM_TOKEN__ACME_PROD: "" })).rejects.toThrow(
    /^ended with 1: log-stream-receiver: LOG_STREAM_TOKEN__ACME_PROD is not set\. .*\n$/,
  );
});

test("asks Auth0 to come again with what it can't store, and says so", async () => {
  const { hostname, port } = new URL(receiver.origin);
  const body = JSON.stringify([enveloped(usedNow())]);
  const socket = connect(Number(port), hostname);
  let answered = "";
  socket.on("data", (chunk) => {
    answered += chunk;
  });
  await once(socket, "connect");
  const head = `POST / HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: ${TOKEN}\r\nConnection: close\r\n`;
  // The rest comes when the queue is closed.
  socket.write(`${head}Content-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`);
  await metrics();
  const ended = receiver.end("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 500));
  socket.write(body.slice(20));
  expect(await ended).toBe(0);
  expect(answered).toMatch(/^HTTP\/1\.1 503 .*retry-after: 30/is);
  expect(receiver.output()).toMatch(
    /log-stream-receiver: The queue can't be written \(\w+\); Auth0 sends the records again\./,
  );
});

test.each<[string, () => Record<string, string>, RegExp]>([
  [
    "the port is taken",
    () => ({ PORT: new URL(receiver.origin).port }),
    /on 127\.0\.0\.1:\d+ \(EADDRINUSE\)\. .*HOST and PORT/,
  ],
  ["the port is none", () => ({ PORT: "http" }), /PORT is not a port: http\. .*65535/],
  [
    "the queue file is a folder",
    () => ({ QUEUE_FILE: folder }),
    /can't use the queue file .* \(EISDIR\)\. .*QUEUE_FILE/,
  ],
  [
    "the queue file is no queue",
    () => ({ QUEUE_FILE: join(folder, "text.db") }),
    /can't use the queue file .* \(SQLITE_NOTADB\)\. .*QUEUE_FILE/,
  ],
])("says that %s, without a stack", async (_, changes, said) => {
  const given = { QUEUE_FILE: join(folder, "locked.db"), ...changes() };
  writeFileSync(join(folder, "text.db"), "not a queue ".repeat(100));
  const started = start(given).then((other) => other.end("SIGKILL"));
  await expect(started).rejects.toThrow(/^ended with 1: log-stream-receiver: [^\n]*\n$/);
  await expect(started).rejects.toThrow(said);
});

test("says that another receiver has the queue, without a stack", async () => {
  await expect(start()).rejects.toThrow(
    /^ended with 1: log-stream-receiver: Another process uses the queue file .*\n$/,
  );
});
