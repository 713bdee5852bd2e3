import { request } from "node:https";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

let sandbox: TestTenant;
beforeAll(async () => {
  sandbox = await startTestTenant();
});
afterAll(() => sandbox.stop());

const MB = 1_048_576;
const chunk = Buffer.alloc(MB / 16, "a");

/** Sends `megabytes`, or as many as the server takes. `announced`: with a content-length. Returns the status and what was sent. */
function send(
  url: string,
  megabytes: number,
  announced = false,
): Promise<{ status: number | undefined; sent: number }> {
  return new Promise((resolve, reject) => {
    const size = megabytes * MB;
    let sent = 0;
    let status: number | undefined;
    const headers = {
      "content-type": "application/json",
      ...(announced ? { "content-length": size } : { "transfer-encoding": "chunked" }),
    };
    const sending = request(url, { method: "POST", headers }, (response) => {
      status = response.statusCode;
      response.resume();
    });
    const write = () => {
      while (sent < size && !sending.destroyed) {
        sent += chunk.length;
        if (!sending.write(chunk)) return;
      }
      sending.end();
    };
    sending.on("drain", write);
    // The server may hang up on the rest once it has answered.
    sending.on("error", (error) => (status === undefined ? reject(error) : undefined));
    sending.on("close", () => resolve({ status, sent }));
    write();
  });
}

const tenantUrl = (path: string) => `https://${sandbox.tenant.domain}${path}`;
const verifications = () =>
  `${sandbox.server.verifyUrl}/v2/Services/${sandbox.server.credentials.verify.serviceSid}/Verifications`;

test.each([
  ["the token endpoint", () => tenantUrl("/oauth/token")],
  ["the Management API", () => tenantUrl("/api/v2/actions/actions")],
  ["the control API", () => tenantUrl("/_sandbox/logins")],
  ["Verify", verifications],
])("%s takes no body of more than 1 MB, announced or not", async (_, url) => {
  expect((await send(url(), 2)).status).toBe(413);
  expect((await send(url(), 2, true)).status).toBe(413);
  expect((await send(url(), 0.5)).status).not.toBe(413);
});

test.each([
  ["the tenant", () => tenantUrl("/oauth/token")],
  ["Verify", verifications],
])("300 MB that are streamed to %s are not kept", async (_, url) => {
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  expect((await send(url(), 300)).status).toBe(413);
  clearInterval(watch);
  expect((peak - before) / MB).toBeLessThan(120);
});
