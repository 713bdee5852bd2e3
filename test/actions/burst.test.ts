import type { ServerResponse } from "node:http";
import { formatOutcome } from "../../actions/lib/outcome";
import { MAX_CONNECTIONS } from "../../actions/lib/verify/connections";
import { reportApproved } from "../../actions/lib/verify/report";
import { httpsTransport } from "../../actions/lib/verify/transport";
import { DeadlineError } from "../../actions/lib/verify/transport-errors";
import { type HttpsServer, startHttpsServer } from "./https-server";

const MANY = 3 * MAX_CONNECTIONS + 8;
const LONG_MS = 60_000;

let server: HttpsServer;
/** Paths in the order in which they arrived. */
let arrived: string[];
/** Requests that wait to be answered by the test. */
let held: ServerResponse[];
let mostHeld: number;
let onRequest: (response: ServerResponse, path: string) => void;

beforeAll(async () => {
  server = await startHttpsServer((request, response) => {
    const path = request.url!.split("/").at(-1)!;
    arrived.push(path);
    onRequest(response, path);
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  arrived = [];
  held = [];
  mostHeld = 0;
  onRequest = hold;
});
afterEach(() => jest.restoreAllMocks());

const credentials = { username: "SK1", password: "secret", serviceSid: "VA1" };

function post(path: string, deadlineMs = LONG_MS): Promise<unknown> {
  const transport = httpsTransport(credentials, performance.now() + deadlineMs, "kept");
  return transport({ method: "post", uri: `${server.origin}/${path}` });
}

async function report(number: string): Promise<string> {
  const secrets = {
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_VERIFY_SID: `VA${"0".repeat(32)}`,
  };
  const settings = { deadlineMs: LONG_MS, verifyOrigin: server.origin };
  const { outcome, notes } = await reportApproved(number, secrets, settings);
  return [formatOutcome(outcome), ...notes].join(" ");
}

const numbers = Array.from({ length: MANY }, (_, index) => `+1202555${String(index).padStart(4, "0")}`);

function approve(response: ServerResponse): void {
  response.end('{"status":"approved"}');
}

function hold(response: ServerResponse): void {
  held.push(response);
  mostHeld = Math.max(mostHeld, held.length);
}

/** Holds requests until as many are there as there can be, so that one too many would be seen. */
function holdUntilFull(expected: number, answer: (response: ServerResponse) => void): typeof onRequest {
  let left = expected;
  return (response) => {
    hold(response);
    if (held.length < Math.min(left, MAX_CONNECTIONS)) return;
    // After whatever else is on its way.
    setTimeout(() => {
      left -= held.length;
      for (const one of held.splice(0)) answer(one);
    }, 20);
  };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Takes every connection that there may be; all are held. */
async function fill(): Promise<Promise<unknown>[]> {
  const filling = Array.from({ length: MAX_CONNECTIONS }, () => post("filling"));
  await until(() => held.length === MAX_CONNECTIONS);
  return filling;
}

test("Reports at once share a bounded number of connections, and each is made", async () => {
  onRequest = holdUntilFull(MANY, approve);
  expect(await Promise.all(numbers.map(report))).toEqual(numbers.map(() => "approved"));
  expect(server.mostConnections()).toBe(MAX_CONNECTIONS);
  expect([...arrived].sort()).toEqual(numbers);
});

test("A connection keeps nothing of the requests that it carried", async () => {
  const warned = jest.fn();
  process.on("warning", warned);
  onRequest = approve;
  for (let request = 0; request < 12; request++) await post("a");
  await new Promise(setImmediate);
  process.off("warning", warned);
  expect(warned).not.toHaveBeenCalled();
});

test("Second tries after a refusal use the connections that there are", async () => {
  const refused = new Set<string>();
  onRequest = (response, path) => {
    if (refused.has(path)) return approve(response);
    refused.add(path);
    response.writeHead(429).end('{"code":20429}');
  };
  expect(await Promise.all(numbers.map(report))).toEqual(numbers.map(() => "approved retried"));
  expect(server.mostConnections()).toBeLessThanOrEqual(MAX_CONNECTIONS);
});

test("Second tries after a reset are as many at once as others", async () => {
  const reset = new Set<string>();
  const second = holdUntilFull(MANY, approve);
  onRequest = (response, path) => {
    if (reset.has(path)) return second(response, path);
    reset.add(path);
    response.socket!.destroy();
  };
  expect(await Promise.all(numbers.map(report))).toEqual(numbers.map(() => "approved retried"));
  expect(mostHeld).toBe(MAX_CONNECTIONS);
});

test("The deadline goes over the wait: a request whose turn does not come is never sent", async () => {
  const filling = await fill();
  await expect(post("late", 50)).rejects.toEqual(expect.objectContaining({ unsent: true }));
  await expect(post("late", 50)).rejects.toThrow(DeadlineError);
  const next = post("next");
  onRequest = approve;
  held.splice(0).forEach(approve);
  await Promise.all([...filling, next]);
  expect(arrived.filter((path) => path !== "filling")).toEqual(["next"]);
});

test("A turn that comes after the deadline goes on to the next request", async () => {
  const filling = await fill();
  const [late, next] = [post("late", 5_000), post("next")];
  const now = performance.now.bind(performance);
  jest.spyOn(performance, "now").mockImplementation(() => now() + 6_000);
  onRequest = approve;
  approve(held.shift()!);
  await expect(late).rejects.toThrow(DeadlineError);
  await next;
  held.splice(0).forEach(approve);
  await Promise.all(filling);
  expect(arrived.filter((path) => path !== "filling")).toEqual(["next"]);
});

test("Requests that are given up make room for those that wait", async () => {
  onRequest = (response, path) => (path === "hanging" ? hold : approve)(response);
  const hanging = Promise.allSettled(Array.from({ length: MAX_CONNECTIONS }, () => post("hanging", 500)));
  const waiting = ["a", "b", "c"].map((path) => post(path));
  for (const { reason } of (await hanging) as PromiseRejectedResult[]) expect(reason).toBeInstanceOf(DeadlineError);
  await Promise.all(waiting);
  expect(arrived.filter((path) => path !== "hanging").sort()).toEqual(["a", "b", "c"]);
  expect(server.mostConnections()).toBeLessThanOrEqual(MAX_CONNECTIONS);
});

test("Who came first is served first", async () => {
  const filling = await fill();
  const waiting = ["a", "b", "c"].map((path) => post(path));
  onRequest = (response) => void setImmediate(approve, response);
  for (const path of ["a", "b", "c"]) {
    approve(held.shift()!);
    await until(() => arrived.includes(path));
  }
  held.splice(0).forEach(approve);
  await Promise.all([...filling, ...waiting]);
  expect(arrived.slice(MAX_CONNECTIONS)).toEqual(["a", "b", "c"]);
});
