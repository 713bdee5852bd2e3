import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttp, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { certificateAuthority } from "../../src/tls/authority";
import { parseLines, type Received } from "../log-streams/support";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

const challenge = {
  name: "challenge",
  code: 'exports.onExecutePostLogin = async (event, api) => api.authentication.challengeWith({ type: "phone" });',
};

let sandbox: TestTenant;
const open: Server[] = [];

beforeAll(async () => {
  sandbox = await startTestTenant(() => [challenge]);
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  sandbox.server.reset();
  for (const { id } of sandbox.tenant.logStreams.list()) sandbox.tenant.logStreams.delete(id);
  for (const server of open.splice(0)) await close(server);
});

const close = (server: Server) =>
  new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });

/** Listens on a free port, over TLS with a certificate of the sandbox's authority or without. */
async function listen(
  scheme: "http" | "https",
  listener: RequestListener,
  { port = 0, leaf = sandbox.server.authority.leaf } = {},
): Promise<string> {
  const server =
    scheme === "http" ? createHttp(listener) : createHttps({ cert: leaf.certificate, key: leaf.key }, listener);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  open.push(server as Server);
  return `${scheme}://localhost:${(server.address() as AddressInfo).port}/logs`;
}

/** A receiver that keeps what arrives. */
function receiver() {
  const received: Received[] = [];
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = async (request, response) => {
    received.push(...parseLines(await text(request)));
    requests.push(request);
    response.writeHead(204).end();
  };
  return { received, requests, listener, types: () => received.map(({ data }) => data.type) };
}

const control = (path: string, body?: object, method = body ? "POST" : "GET") =>
  fetch(`https://${sandbox.tenant.domain}/_sandbox/log-streams${path}`, {
    method,
    headers: {
      authorization: `Bearer ${sandbox.server.credentials.controlToken}`,
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });

// biome-ignore lint/suspicious/noExplicitAny: what the control API answers
const report = async (path = "", body?: object): Promise<any> => (await control(path, body)).json();

const streamTo = (httpEndpoint: string) =>
  sandbox.tenant.logStreams.create({ name: "s", type: "http", sink: { httpEndpoint, httpAuthorization: "Bearer t" } });

const mfaLogin = () => sandbox.complete({ user: "password-phone", method: "password" });
const mfaTypes = ["gd_start_auth", "gd_send_sms", "gd_auth_succeed", "s", "seacft"];

test.each(["http", "https"] as const)("a login's entries arrive over %s", async (scheme) => {
  const { listener, received, requests, types } = receiver();
  streamTo(await listen(scheme, listener));
  await mfaLogin();
  await control("/flush", {});
  expect(types()).toEqual(mfaTypes);
  expect(received.find(({ data }) => data.type === "gd_auth_succeed")?.data).toMatchObject({
    tenant_name: "sandbox",
    details: { authenticator: { type: "sms", phone_number: "+12025550102" } },
  });
  expect(requests[0]).toMatchObject({ method: "POST", url: "/logs" });
  expect(requests[0]!.headers).toMatchObject({ authorization: "Bearer t", "content-type": "application/json" });
});

test("entries arrive without being asked for", async () => {
  const arrived = new Promise<string>((resolve) => {
    void listen("http", async (request, response) => {
      response.end();
      resolve(parseLines(await text(request))[0]!.data.type);
    }).then(streamTo);
  });
  while (sandbox.tenant.logStreams.list().length === 0) await new Promise(setImmediate);
  sandbox.tenant.logs.append({ type: "s", description: "Successful login" });
  expect(await arrived).toBe("s");
});

test("what a receiver that is down misses arrives when it is back, and the report says so", async () => {
  const url = await listen("http", () => {});
  await close(open.pop()!);
  streamTo(url);
  await mfaLogin();
  await control("/flush", {});
  const down = await report();
  expect(down.streams).toMatchObject([{ status: "active", waiting: 5, delivered: 0, lastError: "ECONNREFUSED" }]);
  const { listener, types } = receiver();
  await listen("http", listener, { port: Number(new URL(url).port) });
  const up = await report("/flush", {});
  expect([...types()].sort()).toEqual([...mfaTypes].sort());
  expect(up.streams).toMatchObject([{ waiting: 0, delivered: 5 }]);
});

test("a stream that the Management API pauses waits, and goes on when it is active again", async () => {
  const { listener, types } = receiver();
  const { id } = streamTo(await listen("http", listener));
  const token = sandbox.tenant.tokens.issue("all").value;
  const set = (status: string) =>
    fetch(`https://${sandbox.tenant.domain}/api/v2/log-streams/${id}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ status }),
    });
  await set("paused");
  await mfaLogin();
  expect((await report("/flush", {})).streams).toMatchObject([{ status: "paused", delivered: 0 }]);
  expect(types()).toEqual([]);
  await set("active");
  await control("/flush", {});
  expect(types()).toEqual(["sapi", ...mfaTypes, "sapi"]);
});

test("duplicates and disorder can be had, and end with reset", async () => {
  const { listener, received } = receiver();
  streamTo(await listen("http", listener));
  expect((await control("/faults", { duplicates: 1, reorderMs: 60_000 })).status).toBe(204);
  expect((await report()).faults).toEqual({ duplicates: 1, reorderMs: 60_000 });
  await mfaLogin();
  await control("/flush", {});
  expect(received).toHaveLength(2 * mfaTypes.length);
  expect(new Set(received.map(({ log_id }) => log_id)).size).toBe(mfaTypes.length);
  sandbox.server.reset();
  expect((await report()).faults).toEqual({});
  await control("/faults", { delayMs: 1 });
  expect((await control("/faults", undefined, "DELETE")).status).toBe(204);
  expect((await report()).faults).toEqual({});
});

test("a receiver whose certificate nobody trusted has signed gets nothing", async () => {
  const dir = await mkdtemp(join(tmpdir(), "other-authority-"));
  const { leaf } = await certificateAuthority({ dir });
  await rm(dir, { recursive: true });
  const { listener, received } = receiver();
  streamTo(await listen("https", listener, { leaf }));
  sandbox.tenant.logs.append({ type: "s", description: "Successful login" });
  expect((await report("/flush", {})).streams).toMatchObject([
    { waiting: 1, lastError: expect.stringMatching(/CERT|SIGNATURE/) },
  ]);
  expect(received).toEqual([]);
});
