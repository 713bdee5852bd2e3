import { formatLog } from "../../src/auth0/management/resources/logs/document";
import { parseLines, setUp } from "./support";

const phone = { authenticator: { id: "sms|dev_1", type: "sms", phone_number: "+12025550102" } };

async function deliver(sink: object, pii_config?: object) {
  const parts = setUp();
  parts.stream(sink, pii_config ? { extras: { pii_config } } : {});
  const entries = [parts.log("gd_auth_succeed", phone), parts.log("s", { body: { name: "Ann", email: "a@b.c" } })];
  await parts.delivery.settle();
  const envelopes = entries.map((entry) => ({ log_id: entry.id, data: formatLog(entry, parts.tenant) }));
  return { request: parts.requests[0]!, envelopes: JSON.parse(JSON.stringify(envelopes)) };
}

test("lines: one entry a line, which is the default", async () => {
  for (const sink of [{}, { httpContentFormat: "JSONLINES" }]) {
    const { request, envelopes } = await deliver(sink);
    expect(request.body.endsWith("\n")).toBe(true);
    expect(parseLines(request.body)).toEqual(envelopes);
  }
});

test("an array, and an object that holds one", async () => {
  const array = await deliver({ httpContentFormat: "JSONARRAY" });
  expect(JSON.parse(array.request.body)).toEqual(array.envelopes);
  const object = await deliver({ httpContentFormat: "JSONOBJECT" });
  expect(JSON.parse(object.request.body)).toEqual({ logs: object.envelopes });
});

test("the stream's content type, authorization and custom headers go along", async () => {
  const { request } = await deliver({
    httpAuthorization: "Bearer token",
    httpContentType: "application/json; charset=utf-8",
    httpCustomHeaders: [{ header: "X-Stage", value: "dev" }],
  });
  expect(request.headers).toEqual({
    authorization: "Bearer token",
    "content-type": "application/json; charset=utf-8",
    "x-stage": "dev",
  });
  const { headers } = (await deliver({})).request;
  expect(headers).toEqual({ "content-type": "application/json" });
});

test("masking replaces each character of the named fields, however deep, and nothing else", async () => {
  const { request } = await deliver({}, { log_fields: ["phone"], method: "mask", algorithm: "xxhash" });
  const [mfa, login] = parseLines(request.body);
  expect(mfa?.data.details.authenticator).toEqual({ ...phone.authenticator, phone_number: "*".repeat(12) });
  expect(login?.data.details.body).toEqual({ name: "Ann", email: "a@b.c" });
});

test("hashing gives the same digest for the same value", async () => {
  const config = { log_fields: ["phone", "email", "first_name"], method: "hash", algorithm: "xxhash" };
  const [mfa, login] = parseLines((await deliver({}, config)).request.body);
  const { phone_number } = mfa!.data.details.authenticator;
  // XXH64 of the number, seed 0.
  expect(phone_number).toMatch(/^[0-9a-f]{16}$/);
  expect(login?.data.details.body).toEqual({
    name: expect.stringMatching(/^[0-9a-f]{16}$/),
    email: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  const again = parseLines((await deliver({}, config)).request.body)[0];
  expect(again?.data.details.authenticator.phone_number).toBe(phone_number);
});
