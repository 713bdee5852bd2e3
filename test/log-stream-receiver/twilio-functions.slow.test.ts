import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildAdapters } from "./support/built-adapters";
import { type ListeningProcess, startListening } from "./support/listening-process";
import { runnersFolder } from "./support/platforms/runners-folder";
import { type SentCodes, sentCodes } from "./support/platforms/sent-codes";
import { TOKEN, variables } from "./support/served-receiver";

let built: ReturnType<typeof buildAdapters>;
let sent: SentCodes;
let functions: ListeningProcess;
beforeAll(() => {
  built = buildAdapters();
  mkdirSync(join(built.folder, "functions"));
  mkdirSync(join(built.folder, "assets"));
  copyFileSync(join(built.folder, "twilio-functions.cjs"), join(built.folder, "functions", "log-stream.js"));
  writeFileSync(join(built.folder, "package.json"), "{}");
  symlinkSync(join(runnersFolder, "node_modules"), join(built.folder, "node_modules"));
});
afterAll(() => built.remove());
beforeEach(async () => {
  sent = await sentCodes(20);
  functions = await startFunctions(variables(sent.origin));
});
afterEach(async () => {
  await functions?.end("SIGKILL");
  await sent.close();
});

const startFunctions = (context: Record<string, string>) =>
  startListening(
    [join(__dirname, "support", "platforms", "twilio-functions.cjs"), built.folder, JSON.stringify(context)],
    {},
  );
const post = (body: string, type = "application/json", authorization: string = TOKEN) =>
  fetch(`${functions.origin}/log-stream`, { method: "POST", headers: { authorization, "content-type": type }, body });

test.each<[string, (records: object[]) => object]>([
  ["array", (records) => records],
  ["object", (logs) => ({ logs })],
])("under twilio-run it has reported all of an %s when it answers 200", async (_, bodyOf) => {
  const response = await post(JSON.stringify(bodyOf(sent.records)));
  expect([response.status, await response.text()]).toEqual([200, ""]);
  expect(sent.statuses()).toEqual(sent.sids.map(() => "approved"));
  expect(functions.output()).toMatch(/verify-feedback log-stream approved \d+ms acme-dev/);
  expect(functions.output()).not.toContain("+1202");
});

test("takes the one record that is an object", async () => {
  expect((await post(JSON.stringify(sent.records[0]))).status).toBe(200);
  expect(sent.approvals()).toBe(1);
});

test("answers 200 to an empty array", async () => {
  expect((await post("[]")).status).toBe(200);
});

test("refuses JSON lines with 415", async () => {
  const lines = sent.records.map((record) => `${JSON.stringify(record)}\n`).join("");
  expect((await post(lines, "application/x-ndjson")).status).toBe(415);
  expect((await post(lines, "text/plain")).status).toBe(415);
  expect(sent.approvals()).toBe(0);
  expect(functions.output()).toContain("Set its content format to JSON array or JSON object.");
});

test("is not reached by JSON lines that call themselves JSON: the platform answers with an error", async () => {
  const lines = sent.records.map((record) => `${JSON.stringify(record)}\n`).join("");
  expect((await post(lines)).status).toBe(400);
  expect(sent.approvals()).toBe(0);
});

test("knows the token", async () => {
  expect((await post(JSON.stringify(sent.records), "application/json", "no-such-token-at-all")).status).toBe(401);
  expect(sent.approvals()).toBe(0);
});

test("does not say 200 when a report failed, and reports the rest alone when the records come again", async () => {
  sent.verify.faults.set("verification/update", { kind: "error", status: 500, times: 1 });
  const response = await post(JSON.stringify(sent.records));
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "15"]);
  expect(sent.approvals()).toBe(19);
  const before = sent.verify.store.requests.length;
  expect((await post(JSON.stringify(sent.records))).status).toBe(200);
  expect(sent.approvals()).toBe(20);
  expect(sent.verify.store.requests.length - before).toBe(2);
});

test("says which variable is missing", async () => {
  await functions.end("SIGKILL");
  functions = await startFunctions({ ...variables(), TWILIO_VERIFY_SID: "" });
  expect((await post("[]")).status).toBe(500);
  expect(functions.output()).toContain("TWILIO_VERIFY_SID");
});

test("answers before Twilio cuts it off when Verify hangs", async () => {
  sent.verify.faults.set("verification/read", { kind: "hang" });
  const begun = performance.now();
  expect((await post(JSON.stringify(sent.records))).status).toBe(503);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
