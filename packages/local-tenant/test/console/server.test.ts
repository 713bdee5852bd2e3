import { request } from "node:http";
import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

let tenant: TestTenant;
let url: string;
let host: string;

beforeAll(async () => {
  tenant = await startTestTenant(reportingActions, { console: true });
  url = tenant.server.consoleUrl!;
  host = new URL(url).host;
});
afterAll(() => tenant.stop());

const authorization = () => ({ authorization: `Bearer ${tenant.server.credentials.controlToken}` });

/** A request with exactly these headers, which `fetch` would not send. */
function ask(path: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode!, text }));
    });
    sent.on("error", reject).end();
  });
}

test("its link opens it on 127.0.0.1, and holds the token in the fragment", () => {
  expect(tenant.server.consoleLink).toBe(`${url}#token=${tenant.server.credentials.controlToken}`);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(tenant.server.describe().consoleUrl).toBe(url);
});

test.each(["/", "/app.js", "/app.css", "/_sandbox", "/_sandbox/users", "/no-such-page"])(
  "%s sets no cookie, may not be framed, and allows nothing from elsewhere",
  async (path) => {
    const { headers } = await fetch(new URL(path, url), { headers: authorization() });
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
  },
);

test("the page asks nothing of another server", async () => {
  for (const path of ["/", "/app.js", "/app.css"]) {
    const { status, text } = await ask(path);
    expect(status).toBe(200);
    const addresses = text.match(/(?:https?:)?\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi) ?? [];
    expect(addresses.filter((address) => !address.endsWith("//www.w3.org"))).toEqual([]);
  }
});

test.each(["/", "/app.js", "/_sandbox", "/_sandbox/users", "/_sandbox/events", "/no-such-page"])(
  "%s is refused under another host name and to pages of other origins",
  async (path) => {
    const port = new URL(url).port;
    for (const name of [`localhost:${port}`, `rebound.example:${port}`, "127.0.0.1", `127.0.0.1:${Number(port) + 1}`]) {
      expect(await ask(path, { ...authorization(), host: name })).toMatchObject({ status: 403 });
    }
    for (const origin of ["https://evil.example", `http://localhost:${port}`, "http://127.0.0.1", "null"]) {
      expect(await ask(path, { ...authorization(), origin })).toMatchObject({ status: 403 });
    }
  },
);

test("its own page is answered, and whoever has no token is told nothing of the tenant", async () => {
  const origin = { origin: `http://${host}` };
  expect(await ask("/_sandbox/users", { ...authorization(), ...origin })).toMatchObject({ status: 200 });
  for (const headers of [origin, { ...origin, authorization: "Bearer wrong" }]) {
    const { status, text } = await ask("/_sandbox/users", headers);
    expect(status).toBe(401);
    expect(text).not.toContain("phone-only");
  }
});

test("the tenant's own address points to it, without the token", async () => {
  const answer = await fetch(`https://${tenant.tenant.domain}/`);
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).toContain(`<a href="${url}">`);
  expect(text).not.toContain(tenant.server.credentials.controlToken);
});

test("a tenant that was started without one says so", async () => {
  const other = await startTestTenant();
  expect(other.server.consoleLink).toBeUndefined();
  expect(await (await fetch(`https://${other.tenant.domain}/`)).text()).toContain("without a console");
  await other.stop();
});
