import { request as httpsRequest } from "node:https";
import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

let sandbox: TestTenant;

beforeAll(async () => {
  sandbox = await startTestTenant(reportingActions);
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.server.reset());

const authorization = () => ({ authorization: `Bearer ${sandbox.server.credentials.controlToken}` });

/** One request to the control API; the answer's status and JSON. */
async function call(method: "GET" | "POST" | "DELETE", path: string, body?: object) {
  const response = await fetch(`https://${sandbox.tenant.domain}/_sandbox${path}`, {
    method,
    headers: { ...authorization(), ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === "" ? undefined : JSON.parse(text) };
}

test("it says where everything is and which Actions run", async () => {
  const { json } = await call("GET", "");
  expect(json).toEqual({
    domain: sandbox.tenant.domain,
    name: "sandbox",
    managementUrl: `https://${sandbox.tenant.domain}`,
    verifyUrl: sandbox.server.verifyUrl,
    consoleUrl: null,
    phoneProvider: "Custom Phone Provider",
    loaded: [expect.any(String), expect.stringMatching(/^pro_/)],
    caFile: expect.stringMatching(/certificate\.pem$/),
    caBundleFile: expect.stringMatching(/bundle\.pem$/),
    actions: ["Report passwordless", "Ask for MFA", "Report MFA"],
  });
});

test("answers and refusals are JSON as a person at a terminal reads it", async () => {
  for (const path of ["/users", "/no-such-route"]) {
    const response = await fetch(`https://${sandbox.tenant.domain}/_sandbox${path}`);
    const text = await response.text();
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  }
});

test("users are listed without passwords and secrets", async () => {
  const { json } = await call("GET", "/users");
  expect(json.users.map(({ handle }: { handle: string }) => handle)).toContain("authenticator");
  expect(JSON.stringify(json)).not.toMatch(/correct-horse|JBSWY3DP|SANDBOXRECOVERY/);
});

test("a program takes a login through code, MFA and outcome, reading the codes in the inbox", async () => {
  const started = await call("POST", "/logins", { user: "password-phone", method: "password" });
  expect(started).toMatchObject({ status: 201, json: { state: "awaiting-mfa", prompt: { factors: ["phone"] } } });
  const { id } = started.json;
  const wrong = await call("POST", `/logins/${id}/answer`, { factor: "phone", code: "wrong" });
  expect(wrong.json).toMatchObject({ result: { accepted: false, reason: "wrong_code" }, state: "awaiting-mfa" });
  const inbox = await call("GET", "/inbox?to=%2B12025550102");
  expect(inbox.json.messages).toHaveLength(1);
  const code = inbox.json.messages[0].code;
  const right = await call("POST", `/logins/${id}/answer`, { factor: "phone", code });
  expect(right.json).toMatchObject({ result: { accepted: true }, state: "completed" });
  expect((await call("GET", `/logins/${id}`)).json.outcome).toMatchObject({ status: "completed" });
  expect((await call("GET", "/verify")).json).toMatchObject({ total_attempts: 1, total_converted: 1 });
  expect((await call("GET", "/logs")).json.logs.map(({ type }: { type: string }) => type)).toContain("gd_auth_succeed");
});

test("the inbox of one address or number holds nothing of another", async () => {
  await call("POST", "/logins", { user: "email-only", method: "email" });
  await call("POST", "/logins", { user: "phone-only", method: "sms" });
  const { json: all } = await call("GET", "/inbox");
  const [{ to: address }] = all.emails;
  expect([all.messages.length, all.emails.length]).toEqual([1, 1]);
  const { json: number } = await call("GET", "/inbox?to=%2B12025550101");
  expect([number.messages.length, number.emails.length]).toEqual([1, 0]);
  const { json: mailbox } = await call("GET", `/inbox?to=${encodeURIComponent(address)}`);
  expect([mailbox.messages.length, mailbox.emails.length]).toEqual([0, 1]);
});

test("finish lets the login's person do the rest", async () => {
  const { json } = await call("POST", "/logins", { user: "phone-only", method: "sms" });
  const finished = await call("POST", `/logins/${json.id}/finish`, {});
  expect(finished.json).toMatchObject({ state: "completed" });
});

test("a login can be abandoned, and its code asked for again", async () => {
  const { json } = await call("POST", "/logins", { user: "phone-only", method: "sms" });
  await call("POST", `/logins/${json.id}/resend`, {});
  expect((await call("GET", "/inbox")).json.messages).toHaveLength(2);
  expect((await call("POST", `/logins/${json.id}/abandon`, {})).json.outcome).toMatchObject({ error: "abandoned" });
});

test("a fault of Verify can be switched on and off, and the login gets by", async () => {
  const fault = { operation: "verification/update", kind: "error", status: 500 };
  expect((await call("POST", "/verify/faults", fault)).status).toBe(204);
  const struck = await sandbox.complete({ user: "phone-only", method: "sms" });
  expect(struck.state).toBe("completed");
  expect(sandbox.logged(struck, "passwordless")).toEqual(["failed: 500"]);
  await call("DELETE", "/verify/faults");
  const spared = await sandbox.complete({ user: "linked-sms-primary", method: "sms" });
  expect(sandbox.logged(spared, "passwordless")).toEqual(["approved"]);
  const wrong = await call("POST", "/verify/faults", { operation: "verification/update", kind: "delay" });
  expect(wrong.status).toBe(400);
});

test("the faults of Verify that are on can be read, with how often each still strikes, and switched off one by one", async () => {
  const faults = async () => (await call("GET", "/verify/faults")).json.faults;
  expect(await faults()).toEqual([]);
  const update = { operation: "verification/update", kind: "error", status: 500, times: 9 };
  await call("POST", "/verify/faults", update);
  await call("POST", "/verify/faults", { operation: "verification/read", kind: "hang" });
  await sandbox.complete({ user: "phone-only", method: "sms" });
  expect(await faults()).toEqual([
    { ...update, left: expect.any(Number) },
    { operation: "verification/read", kind: "hang", left: null },
  ]);
  expect((await faults())[0].left).toBeLessThan(9);
  await call("DELETE", "/verify/faults?operation=verification%2Fupdate");
  expect(await faults()).toMatchObject([{ operation: "verification/read" }]);
  const unknown = await call("DELETE", "/verify/faults?operation=verification%2Fsend");
  expect(unknown).toMatchObject({ status: 400, json: { error: expect.stringContaining("verification/update") } });
  expect((await call("GET", "/verify/faults")).json.operations).toContain("verification/create");
});

test("the switches of the Management API and of custom codes can be read", async () => {
  const fresh = { refusals: 0, build: {}, uniqueNames: false };
  expect((await call("GET", "/management")).json).toEqual(fresh);
  const build = { ms: 5000, failing: ["doomed"] };
  await call("POST", "/management/build", build);
  await call("POST", "/management/rate-limit", { times: 2 });
  await call("POST", "/management/names", { unique: true });
  await read();
  expect((await call("GET", "/management")).json).toEqual({ refusals: 1, build, uniqueNames: true });
  await call("POST", "/verify/custom-codes", { second: "ignored" });
  expect((await call("GET", "/verify/custom-codes")).json).toEqual({ second: "ignored" });
  await call("POST", "/reset", {});
  expect((await call("GET", "/management")).json).toEqual(fresh);
  expect((await call("GET", "/verify/custom-codes")).json).toEqual({ second: "sent" });
});

const trigger = { id: "post-login", version: "v3" };

/** The answer to a read through the Management API; taken whole, or its connection would stay open. */
async function read(): Promise<Response> {
  const { value } = sandbox.tenant.tokens.issue("all");
  const headers = { authorization: `Bearer ${value}` };
  const response = await fetch(`https://${sandbox.tenant.domain}/api/v2/actions/actions`, { headers });
  await response.text();
  return response;
}

test("the Management API can be made to answer 429 as often as is wanted", async () => {
  expect((await call("POST", "/management/rate-limit", { times: 2 })).status).toBe(204);
  const answers = [await read(), await read(), await read()];
  expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
  expect(answers[0]?.headers.get("x-ratelimit-remaining")).toBe("0");
});

test("builds can be made slow, or fail by the Action's name or code, and a reset undoes it", async () => {
  const { actions } = sandbox.tenant;
  const make = (name: string, code = "") => actions.create({ name, trigger, code });
  const made = [make("doomed"), make("invalid", "'")];
  const status = () => made.map((action) => actions.status(action));
  const slow = { ms: 60_000, failing: ["doomed"], invalidCode: "fails" };
  expect((await call("POST", "/management/build", slow)).status).toBe(204);
  made.push(make("doomed"), make("invalid", "'"), make("slow"));
  // What was built before stays so.
  expect(status()).toEqual(["built", "built", "pending", "pending", "pending"]);
  await call("POST", "/management/build", {});
  expect(status()).toEqual(["built", "built", "pending", "pending", "pending"]);
  await call("POST", "/reset", {});
  made.push(make("doomed"), make("invalid", "'"));
  expect(status()).toEqual(["built", "built", "failed", "failed", "built", "built", "built"]);
  for (const { id } of made) actions.delete(id);
});

test("names of Actions can be made to differ, and reset undoes it", async () => {
  const { actions } = sandbox.tenant;
  const { id, name } = actions.create({ name: "same", trigger, code: "" });
  await call("POST", "/management/names", { unique: true });
  expect(() => actions.create({ name, trigger, code: "" })).toThrow(expect.objectContaining({ statusCode: 409 }));
  await call("POST", "/reset", {});
  const second = actions.create({ name, trigger, code: "" });
  for (const each of [id, second.id]) actions.delete(each);
});

test("a path that it does not have is answered with those that it has", async () => {
  const { status, json } = await call("GET", "/user");
  expect([status, json.error]).toEqual([404, "There is no GET /_sandbox/user in the local tenant."]);
  expect(json.routes).toEqual(
    expect.arrayContaining(["GET /_sandbox", "GET /_sandbox/users", "POST /_sandbox/logins"]),
  );
  expect((await call("GET", "/")).json).toEqual((await call("GET", "")).json);
});

test("reset forgets logins, messages and conversion, and keeps the Actions", async () => {
  const { json } = await call("POST", "/logins", { user: "phone-only", method: "sms" });
  expect((await call("POST", "/reset", {})).status).toBe(204);
  expect((await call("GET", `/logins/${json.id}`)).status).toBe(404);
  expect((await call("GET", "/verify")).json.total_attempts).toBe(0);
  expect((await call("GET", "")).json.actions).toHaveLength(3);
});

test.each([
  ["an unknown user", { user: "nobody", method: "sms" }, 404, /Users: phone-only/],
  ["an unknown field", { user: "phone-only", methd: "sms" }, 400, /methd/],
  ["an unknown method", { user: "phone-only", method: "fax" }, 400, /method/],
  ["options that don't fit", { user: "phone-only" }, 409, /needs a method/],
  ["a factor that the user lacks", { user: "phone-only", method: "email" }, 409, /method that fits is sms/],
])("%s is refused with a sentence that helps", async (_, body, status, message) => {
  const answer = await call("POST", "/logins", body);
  expect(answer).toEqual({ status, json: expect.objectContaining({ error: expect.stringMatching(message) }) });
});

test("a web page of another site can't reach it: neither under another host name nor as a simple form", async () => {
  const form = await fetch(`https://${sandbox.tenant.domain}/_sandbox/reset`, { method: "POST", body: "{}" });
  expect(form.status).toBe(415);
  expect(await statusUnderHost("evil.example")).toBe(403);
});

test("the Management API answers on the same port", async () => {
  const response = await fetch(`https://${sandbox.tenant.domain}/api/v2/actions/actions`);
  expect(response.status).toBe(401);
});

function statusUnderHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const url = `https://${sandbox.tenant.domain}/_sandbox/users`;
    const outgoing = httpsRequest(url, { headers: { host }, servername: "localhost", agent: false }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode);
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}
