import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { formatOutcome } from "../../actions/lib/outcome";
import { failureOf } from "../../actions/lib/verify/failure";
import { reportApproved } from "../../actions/lib/verify/report";
import { httpsTransport } from "../../actions/lib/verify/transport";
import { DeadlineError, RefusedError, ResponseError } from "../../actions/lib/verify/transport-errors";
import { certificateAuthority } from "../../packages/local-tenant/src/tls/authority";
import { trustAuthority } from "../../packages/local-tenant/src/tls/trust";
import { repoRoot } from "../../stacks/repo-root";

const credentials = { username: "SK1", password: "secret", serviceSid: "VA1" };

let server: Server;
let connections: Socket[];
/** What Verify's update answers next; an approval when there is nothing more. */
let answers: { status: number; body: string; meanwhile?: () => void; reset?: true }[];
/** So many of the next connections are reset before they are secure. */
let resets: number;
let requests: { method?: string; path?: string; authorization?: string; type?: string; agent?: string; body: string }[];

beforeAll(async () => {
  const { certificate, leaf } = await certificateAuthority({ dir: join(repoRoot, ".cache", "test-ca") });
  trustAuthority(certificate);
  server = createServer({ key: leaf.key, cert: leaf.certificate }, (request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { authorization, "content-type": type, "user-agent": agent } = request.headers;
      requests.push({ method: request.method, path: request.url, authorization, type, agent, body });
      if (request.url === "/endless") for (let i = 0; i < 20; i++) response.write("x".repeat(10_000));
      else if (request.url === "/drip") setInterval(() => response.write("x"), 20).unref();
      else if (request.url === "/upgrade") response.writeHead(101, { connection: "upgrade", upgrade: "x" }).end();
      else if (request.url === "/cut")
        response.writeHead(200, { "content-length": "100" }).write("x", () => request.socket.destroy());
      else if (request.url?.startsWith("/v2/Services/")) {
        const {
          status,
          body: answer,
          meanwhile,
          reset,
        } = answers.shift() ?? { status: 200, body: '{"status":"approved"}' };
        meanwhile?.();
        if (reset) return void request.socket.destroy();
        response.writeHead(status).end(answer);
      } else response.writeHead(201).end("fine");
    });
  });
  server.on("connection", (socket: Socket) => {
    if (resets-- > 0) socket.resetAndDestroy();
  });
  server.on("secureConnection", (socket: Socket) => connections.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  connections = [];
  requests = [];
  answers = [];
  resets = 0;
});
afterEach(() => jest.restoreAllMocks());

function post(path = "/", connection: "kept" | "new" = "kept", deadlineMs = 10_000) {
  const uri = `https://localhost:${(server.address() as AddressInfo).port}${path}`;
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const transport = httpsTransport(credentials, performance.now() + deadlineMs, connection);
  return transport({ method: "post", uri, data: { Status: "approved" }, headers });
}

/** Stops the clock of idle times; what it gives lets time go by, as if the instance had been frozen for so long. */
function stopClock(): (ms: number) => void {
  let now = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => now);
  return (ms) => {
    now += ms;
  };
}

test("A request carries the form and the credentials, and the answer comes back whole", async () => {
  expect(await post("/v2/x+1")).toEqual({ statusCode: 201, body: "fine" });
  const authorization = `Basic ${Buffer.from("SK1:secret").toString("base64")}`;
  expect(requests).toEqual([
    {
      method: "POST",
      path: "/v2/x+1",
      authorization,
      type: "application/x-www-form-urlencoded",
      agent: "auth0-verify-feedback",
      body: "Status=approved",
    },
  ]);
});

test("A connection is kept for the next login, and a new one is opened where it is asked for", async () => {
  await post();
  const before = connections.length;
  await post();
  expect(connections).toHaveLength(before);
  await post("/", "new");
  expect(connections).toHaveLength(before + 1);
});

test("A connection that has been idle for more than five seconds is not used again", async () => {
  const sleepFor = stopClock();
  await post();
  const before = connections.length;
  sleepFor(3_000);
  await post();
  expect(connections).toHaveLength(before);
  sleepFor(5_100);
  await post();
  expect(connections).toHaveLength(before + 1);
});

test("Logins at once, after a long idle time, do not break each other's connections", async () => {
  const sleepFor = stopClock();
  await post();
  sleepFor(60_000);
  const answers = await Promise.all(Array.from({ length: 20 }, () => post()));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(201));
});

test("Of an answer beyond all measure only the status is read", async () => {
  expect(await post("/endless")).toEqual({ statusCode: 200, body: "" });
});

test("An answer that drips is given up at the deadline, not before", async () => {
  const started = performance.now();
  await expect(post("/drip", "kept", 200)).rejects.toThrow(DeadlineError);
  expect(performance.now() - started).toBeGreaterThanOrEqual(195);
});

test("An answer that changes the protocol ends the request", async () => {
  expect(await post("/upgrade")).toEqual({ statusCode: 101, body: "" });
});

test("The deadline's timer does not outlive the answer", async () => {
  const set = jest.spyOn(globalThis, "setTimeout");
  const clear = jest.spyOn(globalThis, "clearTimeout");
  await post();
  expect(set).toHaveBeenCalledTimes(1);
  expect(clear).toHaveBeenCalledWith(set.mock.results[0]!.value);
});

test("An answer that breaks off is an error of the network", async () => {
  await expect(post("/cut")).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("Of an error of the network only a code of the usual form is told", () => {
  const told = (code: string) =>
    formatOutcome(failureOf(Object.assign(new Error("to +12025550100"), { code })).outcome);
  expect(told("ENOTFOUND")).toBe("failed:network - ENOTFOUND");
  expect(told("+12025550100")).toBe("failed:network - -");
  expect(told("E".repeat(40))).toBe(`failed:network - ${"E".repeat(40)}`);
  expect(told("E".repeat(41))).toBe("failed:network - -");
  expect(told("12025550100")).toBe("failed:network - -");
  expect(told("E_12025550100")).toBe("failed:network - -");
  expect(told("ERR_SSL_TLSV1_ALERT_UNKNOWN_CA")).toBe("failed:network - ERR_SSL_TLSV1_ALERT_UNKNOWN_CA");
  expect(told("EPIPE")).toBe("failed:network - EPIPE");
  expect(failureOf(Object.assign(new Error(), { code: "EPIPE" }))).toMatchObject({ retry: true, uncertain: true });
});

test.each<[string, unknown]>([
  ["a host that is not found", Object.assign(new Error(), { code: "ENOTFOUND" })],
  ["the deadline", new DeadlineError(false)],
  ["an answer that no Verify gives", new ResponseError(200)],
  ["a refusal", new RefusedError(400, 60200)],
  ["a refusal of the credentials", new RefusedError(401, 20003)],
])("After %s there is no second try, and nothing is presumed", (_, error) => {
  expect(failureOf(error)).toMatchObject({ retry: false, uncertain: false });
});

test("After a connection that broke before anything was sent there is a second try, and nothing is presumed", () => {
  const error = Object.assign(new Error(), { code: "ECONNRESET", unsent: true });
  expect(failureOf(error)).toMatchObject({ retry: true, uncertain: false });
});

test("An error of our own is told by its class alone", () => {
  const told = (error: unknown) => formatOutcome(failureOf(error).outcome);
  expect(told(new TypeError("to +12025550100"))).toBe("failed:bug - TypeError");
  expect(told(Object.assign(new Error(), { code: 7 }))).toBe("failed:bug - Error");
  expect(failureOf(new TypeError())).toMatchObject({ retry: false, uncertain: false });
});

describe("A report", () => {
  const secrets = {
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_VERIFY_SID: `VA${"0".repeat(32)}`,
  };
  async function report(deadlineMs = 10_000): Promise<string> {
    const verifyOrigin = `https://localhost:${(server.address() as AddressInfo).port}`;
    const { outcome, notes } = await reportApproved("+12025550100", secrets, { deadlineMs, verifyOrigin });
    return [formatOutcome(outcome), ...notes].join(" ");
  }
  const refused = { status: 429, body: '{"code":20429}' };

  test("tries again after a short pause, on a connection that there is", async () => {
    await post();
    const before = connections.length;
    answers = [refused];
    const set = jest.spyOn(globalThis, "setTimeout");
    expect(await report()).toBe("approved retried");
    expect(connections).toHaveLength(before);
    // Beside the deadlines of the two tries.
    expect(set.mock.calls.filter(([, ms]) => ms! > 50 && ms! < 500)).toHaveLength(1);
  });

  test("tries again after a reset on a connection of its own, and trusts no idle one", async () => {
    await Promise.all([post(), post()]);
    const before = connections.length;
    answers = [{ ...refused, reset: true }];
    expect(await report()).toBe("approved retried");
    expect(connections).toHaveLength(before + 1);
    await post();
    expect(connections).toHaveLength(before + 2);
  });

  test("that was never sent is not presumed to be taken where nothing is pending", async () => {
    stopClock()(60_000);
    resets = 1;
    answers = [{ status: 404, body: '{"code":20404}' }];
    expect(await report()).toBe("skipped:not-pending retried");
    expect(requests).toHaveLength(1);
  });

  test("without any secrets says which one it misses first", async () => {
    const { outcome } = await reportApproved("+12025550100", undefined as never, { deadlineMs: 10_000 });
    expect(formatOutcome(outcome)).toBe("failed:secrets - TWILIO_ACCOUNT_SID");
  });

  test("does not try again when there is no time left to", async () => {
    const now = performance.now.bind(performance);
    const meanwhile = () => void jest.spyOn(performance, "now").mockImplementation(() => now() + 9_900);
    answers = [{ ...refused, meanwhile }];
    expect(await report(10_000)).toBe("failed:rate-limited 429 20429");
    expect(requests).toHaveLength(1);
  });
});
