import { MAX_BODY_BYTES } from "../../packages/log-stream-receiver/src/http/receiver";
import { at, authenticator, enveloped, loginRecord, mfaRecord } from "./support/records";
import {
  delivery,
  METRICS_TOKEN,
  OTHER_TOKEN,
  PREVIOUS_TOKEN,
  receiverInMemory,
  TOKEN,
} from "./support/served-receiver";

test("takes what counts, and nothing else of a record", async () => {
  const { receive, accepted, warnings } = receiverInMemory();
  const [mfa, login] = [mfaRecord(), loginRecord()];
  const response = await receive(
    delivery([mfa, login, mfaRecord({ type: "gd_send_sms" }), loginRecord({ type: "f" })].map(enveloped)),
  );
  expect(response.status).toBe(200);
  expect(accepted).toEqual([
    {
      tenant: "acme-dev",
      reports: [
        { tenant: "acme-dev", logId: mfa.log_id, e164: "+12025550101", usedAt: at(10) },
        { tenant: "acme-dev", logId: login.log_id, e164: "+12025550101", usedAt: at(10) },
      ],
      notCounted: { "other-type": 2 },
    },
  ]);
  expect(warnings).toEqual([]);
});

test.each([
  ["the token", TOKEN, 200],
  ["the token as a bearer's", `Bearer ${TOKEN}`, 200],
  ["the previous token", PREVIOUS_TOKEN, 200],
  ["no token", null, 401],
  ["an empty token", "", 401],
  ["a token that is cut", TOKEN.slice(0, -1), 401],
  ["a token with more after it", `${TOKEN}x`, 401],
  ["the token of the metrics", METRICS_TOKEN, 401],
  ["another tenant's token", OTHER_TOKEN, 403],
])("answers to %s", async (_, token, status) => {
  const { receive, accepted } = receiverInMemory();
  expect((await receive(delivery([mfaRecord()], token))).status).toBe(status);
  expect(accepted).toHaveLength(status === 200 ? 1 : 0);
});

test("takes nothing of a request that holds another tenant's record", async () => {
  const { receive, accepted, warnings } = receiverInMemory();
  const response = await receive(delivery([mfaRecord(), mfaRecord({ tenant_name: "acme-prod" })]));
  expect(response.status).toBe(403);
  expect(await response.text()).toBe("This token is for records of the tenant acme-dev.\n");
  expect(accepted).toEqual([]);
  expect(warnings).toEqual([
    "Records of another tenant came with the token of acme-dev. Give each tenant's log stream its own token.",
  ]);
});

test.each([undefined, null, ""])(
  "takes a record with the tenant_name %j for the token's tenant",
  async (tenant_name) => {
    const { receive, accepted } = receiverInMemory();
    await receive(delivery([mfaRecord({ tenant_name })], OTHER_TOKEN));
    expect(accepted).toEqual([
      expect.objectContaining({ tenant: "acme-prod", reports: [expect.objectContaining({ tenant: "acme-prod" })] }),
    ]);
  },
);

test.each<[string, string, number]>([
  ["lines", `${JSON.stringify(mfaRecord())}\n${JSON.stringify(mfaRecord())}`, 200],
  ["an object", JSON.stringify({ logs: [mfaRecord()] }), 200],
  ["an array", JSON.stringify([mfaRecord()]), 200],
  ["nothing", "", 200],
  ["no JSON", "hello", 400],
])("answers to %s", async (_, body, status) => {
  expect((await receiverInMemory().receive(delivery(body))).status).toBe(status);
});

test("refuses lines with 415 where the platform hands none on, and says what to set", async () => {
  const { receive, accepted, warnings } = receiverInMemory({ lines: "refuse" });
  const line = JSON.stringify(enveloped(mfaRecord()));
  expect((await receive(delivery(`${line}\n${line}`))).status).toBe(415);
  expect(accepted).toEqual([]);
  expect(warnings).toEqual([
    "Tenant acme-dev: the log stream sends JSON lines. Set its content format to JSON array or JSON object.",
  ]);
  expect((await receive(delivery([mfaRecord()]))).status).toBe(200);
});

test.each(["with its length said", "without"])("reads no more than the limit of a body %s", async (length) => {
  const { receive, accepted } = receiverInMemory();
  const body = new Blob(["[", " ".repeat(MAX_BODY_BYTES), "]"]);
  const request = new Request("https://receiver.example/", {
    method: "POST",
    headers: { authorization: TOKEN, ...(length === "without" ? {} : { "content-length": String(body.size) }) },
    body: body.stream(),
    duplex: "half",
  } as RequestInit);
  expect((await receive(request)).status).toBe(413);
  expect(accepted).toEqual([]);
});

test("asks Auth0 to come again when it can't take records, and they are Auth0's still", async () => {
  const { receive, state } = receiverInMemory();
  state.busy = true;
  const response = await receive(delivery([mfaRecord()]));
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
});

test.each(["GET", "PUT", "DELETE"])("does not know %s", async (method) => {
  const response = await receiverInMemory().receive(new Request("https://receiver.example/", { method }));
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});

describe("the metrics", () => {
  const get = (token?: string) =>
    new Request("https://receiver.example/metrics", { headers: token === undefined ? {} : { authorization: token } });

  test.each([
    [`Bearer ${METRICS_TOKEN}`, 200],
    [METRICS_TOKEN, 200],
    [TOKEN, 401],
    [undefined, 401],
  ])("are shown for %s: %i", async (token, status) => {
    const response = await receiverInMemory().receive(get(token));
    expect(response.status).toBe(status);
    if (status === 200) expect(await response.text()).toBe("counters\n");
  });

  test("are shown to nobody when there is no token for them", async () => {
    const { receive } = receiverInMemory({ without: ["METRICS_TOKEN"] });
    for (const token of [undefined, "", "undefined", METRICS_TOKEN])
      expect((await receive(get(token))).status).toBe(401);
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ["masked numbers", { details: { authenticator: authenticator("sms", "*********") } }, "phone numbers arrive masked"],
  [
    "hashed numbers",
    { details: { authenticator: authenticator("sms", "a1b2c3d4e5f60718") } },
    "phone numbers arrive hashed",
  ],
  [
    "an unknown factor",
    { details: { authenticator: authenticator("telegram", "+12025550101") } },
    "an unknown type of authenticator",
  ],
  ["a date that is none", { date: "today" }, "no date in ISO 8601"],
])("says loudly of %s what is wrong, without what it holds", async (_, changes, said) => {
  const { receive, accepted, warnings } = receiverInMemory();
  expect((await receive(delivery([mfaRecord(changes)]))).status).toBe(200);
  expect(accepted[0]?.reports).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining(`Tenant acme-dev: `)]);
  expect(warnings[0]).toContain(said);
  expect(warnings[0]).not.toMatch(/\d{7}|\*|a1b2/);
});
