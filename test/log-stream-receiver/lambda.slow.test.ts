import { join } from "node:path";
import { buildAdapters } from "./support/built-adapters";
import { type ListeningProcess, startListening } from "./support/listening-process";
import { type RuntimeApiStub, runtimeApiStub } from "./support/platforms/lambda-runtime-api-stub";
import { runnersFolder } from "./support/platforms/runners-folder";
import { type SentCodes, sentCodes, until } from "./support/platforms/sent-codes";
import { type SqsStub, sqsStub } from "./support/platforms/sqs-stub";
import { METRICS_TOKEN, TOKEN, variables } from "./support/served-receiver";

let built: ReturnType<typeof buildAdapters>;
let sent: SentCodes;
let sqs: SqsStub;
let http: Lambda;
let queue: Lambda;
beforeAll(() => {
  built = buildAdapters();
});
afterAll(() => built.remove());
beforeEach(async () => {
  sent = await sentCodes(25);
  sqs = await sqsStub();
  http = await startLambda("lambda-http");
  queue = await startLambda("lambda-queue");
});
afterEach(async () => {
  await Promise.all([http, queue].map(({ process }) => process.end("SIGKILL")));
  for (const { close } of [http.api, queue.api, sqs]) close();
  await sent.close();
});

interface Lambda {
  api: RuntimeApiStub;
  process: ListeningProcess;
}

async function startLambda(adapter: string, api?: RuntimeApiStub): Promise<Lambda> {
  const stub = api ?? (await runtimeApiStub());
  const script = join(__dirname, "support", "platforms", "lambda-function.cjs");
  const process = await startListening([script, join(built.folder, `${adapter}.cjs`)], {
    ...variables(sent.origin),
    AWS_LAMBDA_RUNTIME_API: stub.address,
    QUEUE_URL: `${sqs.origin}/000000000000/reports.fifo`,
    // As Lambda's runtime has it, for the SDK that it holds.
    NODE_PATH: join(runnersFolder, "node_modules"),
    AWS_ENDPOINT_URL_SQS: sqs.origin,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
  });
  return { api: stub, process };
}

interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** An event of a function URL (AWS docs, payload format 2.0). */
function call(body: string | undefined, { token = TOKEN, method = "POST", path = "/", base64 = false } = {}) {
  return http.api.invoke({
    version: "2.0",
    rawPath: path,
    headers: { authorization: token, "content-type": "application/json" },
    requestContext: { domainName: "abc.lambda-url.us-east-1.on.aws", http: { method, path } },
    ...(body !== undefined && { body: base64 ? btoa(body) : body }),
    isBase64Encoded: base64,
  }) as Promise<HttpResult>;
}

async function deliverAll() {
  while (sqs.messages.length > 0) await sqs.deliver(queue.api.invoke);
}

test.each([false, true])(
  "under our stub of the Runtime API it queues what counts, ten at once, and reports it (base64: %s)",
  async (base64) => {
    const result = await call(JSON.stringify(sent.records), { base64 });
    expect(result).toMatchObject({ statusCode: 200, body: "" });
    expect(sqs.calls).toEqual([10, 10, 5]);
    expect(sent.approvals()).toBe(0);
    await deliverAll();
    expect(sent.statuses()).toEqual(sent.sids.map(() => "approved"));
    expect(queue.process.output()).toMatch(/verify-feedback log-stream approved \d+ms acme-dev/);
    expect(`${http.process.output()}${queue.process.output()}`).not.toContain("+1202");
  },
);

test("queues a record once that is delivered twice", async () => {
  await call(JSON.stringify(sent.records));
  await call(JSON.stringify([...sent.records].reverse()));
  expect(sqs.messages).toHaveLength(25);
});

test("leaves the records with Auth0 when SQS refuses a message", async () => {
  sqs.refuse = 1;
  const refused = await call(JSON.stringify(sent.records));
  expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([503, "15"]);
  expect((await call(JSON.stringify(sent.records))).statusCode).toBe(200);
  await deliverAll();
  expect(sent.approvals()).toBe(25);
});

test("names the messages whose reports failed, and reports them alone again", async () => {
  sent.verify.faults.set("verification/update", { kind: "reset", times: 3 });
  await call(JSON.stringify(sent.records));
  await sqs.deliver(queue.api.invoke);
  expect([sqs.messages.length, sent.approvals()]).toEqual([18, 7]);
  await deliverAll();
  expect(sent.approvals()).toBe(25);
});

test("loses nothing when a function dies in the middle of its messages", async () => {
  await call(JSON.stringify(sent.records));
  sent.verify.faults.set("verification/update", { kind: "delay", ms: 100 });
  const delivering = sqs.deliver(queue.api.invoke);
  await until(() => sent.approvals() > 0);
  await queue.process.end("SIGKILL");
  queue.api.abandon();
  await delivering;
  expect(sqs.messages).toHaveLength(25);
  sent.verify.faults.clear();
  queue = await startLambda("lambda-queue", queue.api);
  await deliverAll();
  expect(sent.statuses()).toEqual(sent.sids.map(() => "approved"));
  expect(sent.approvals()).toBe(25);
});

test.each<[{ token?: string; method?: string; path?: string }, number]>([
  [{ token: "no-such-token-at-all" }, 401],
  [{ method: "GET", path: "/metrics", token: METRICS_TOKEN }, 200],
  [{ method: "GET", path: "/metrics" }, 401],
  [{ method: "DELETE" }, 405],
])("answers to %j", async (request, statusCode) => {
  expect((await call(request.method === "GET" ? undefined : "[]", request)).statusCode).toBe(statusCode);
});
