import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

let tenant: TestTenant;
let abort: AbortController;
let reader: ReadableStreamDefaultReader<string>;
let text = "";

beforeAll(async () => {
  tenant = await startTestTenant(reportingActions, { console: true });
});
afterAll(() => tenant.stop());
beforeEach(async () => {
  abort = new AbortController();
  const headers = { authorization: `Bearer ${tenant.server.credentials.controlToken}` };
  const response = await fetch(`${tenant.server.consoleUrl}_sandbox/events`, { headers, signal: abort.signal });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  text = "";
  reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect(await next()).toBe("event: ready\ndata: []");
});
afterEach(() => abort.abort());

/** The next event as it arrives. */
async function next(): Promise<string> {
  while (!text.includes("\n\n")) text += (await reader.read()).value;
  const [event = "", ...rest] = text.split("\n\n");
  text = rest.join("\n\n");
  return event;
}

/** Reads events until each of the topics was named, and gives how many that took. */
async function eventsUntil(...wanted: string[]): Promise<number> {
  const missing = new Set(wanted);
  for (let events = 1; ; events++) {
    const [, topics = "[]"] = /^data: (.*)$/m.exec(await next()) ?? [];
    for (const topic of JSON.parse(topics)) missing.delete(topic);
    if (missing.size === 0) return events;
  }
}

test("a login names what it changes: logins, what arrived, what Verify has, and the user", async () => {
  const [events] = await Promise.all([
    eventsUntil("logins", "inbox", "verify", "users"),
    tenant.complete({ user: "phone-only", method: "sms" }),
  ]);
  expect(events).toBeGreaterThan(0);
});

test("many changes at once are few events", async () => {
  for (let i = 0; i < 500; i++) tenant.server.changes.tell("logins");
  const first = await eventsUntil("logins");
  tenant.server.changes.tell("actions");
  expect(first + (await eventsUntil("actions"))).toBeLessThanOrEqual(4);
});

test("a change through the Management API and a fault are told", async () => {
  const [, response] = await Promise.all([
    eventsUntil("faults"),
    fetch(`${tenant.server.consoleUrl}_sandbox/management/rate-limit`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${tenant.server.credentials.controlToken}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ times: 0 }),
    }),
  ]);
  expect(response.status).toBe(204);
  await Promise.all([
    eventsUntil("actions"),
    fetch(`https://${tenant.tenant.domain}/api/v2/actions/actions`, { method: "POST", body: "{}" }),
  ]);
});
