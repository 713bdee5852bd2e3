import { ManagementClient } from "auth0";
import type { RequestLogEntry } from "../../src/auth0/management/request-log";
import { LocalTenant } from "../../src/auth0/tenant";
import { serveHttps } from "./support/serve";

const endpoint = { httpEndpoint: "https://localhost/logs" };

/** Each sink that the platform has, as the SDK sends it, and what the answer shows otherwise than it was sent. */
const sinks = [
  ["http", { ...endpoint, httpAuthorization: "Bearer t", httpContentFormat: "JSONARRAY" }, {}],
  ["http", { ...endpoint, httpCustomHeaders: [{ header: "X-Key", value: "clear" }] }, {}],
  [
    "eventbridge",
    { awsAccountId: "999999999999", awsRegion: "us-west-2" },
    { awsPartnerEventSource: expect.stringMatching(/^aws\.partner\/auth0\.com\/streams-[0-9a-f-]{36}\/auth0\.logs$/) },
  ],
  [
    "eventgrid",
    { azureSubscriptionId: "b69a6835", azureRegion: "northeurope", azureResourceGroup: "rg" },
    { azurePartnerTopic: expect.stringMatching(/^azure\.partner\/auth0\.com\/streams-[0-9a-f-]{36}\/auth0\.logs$/) },
  ],
  ["datadog", { datadogApiKey: "121233123455", datadogRegion: "us" }, {}],
  ["splunk", { splunkDomain: "demo.splunk.com", splunkPort: "8088", splunkToken: "12a34ab5", splunkSecure: true }, {}],
  ["sumo", { sumoSourceAddress: "https://collectors.sumologic.com/receiver/v1/http/x" }, {}],
  [
    "mixpanel",
    {
      mixpanelRegion: "us",
      mixpanelProjectId: "1",
      mixpanelServiceAccountUsername: "u",
      mixpanelServiceAccountPassword: "pw",
    },
    { mixpanelServiceAccountPassword: "********" },
  ],
  ["segment", { segmentWriteKey: "key" }, {}],
] as const;

let tenant: LocalTenant;
let sdk: ManagementClient;
let stop: () => Promise<void>;
const requests: RequestLogEntry[] = [];

beforeEach(async () => {
  requests.length = 0;
  tenant = new LocalTenant({ domain: "unknown yet", name: "streams" });
  tenant.clients.add({ clientId: "sdk", clientSecret: "sdk-secret-fake", scopes: "all" });
  stop = await serveHttps(tenant, { onRequest: (entry) => requests.push(entry), onRefused: () => {} });
  sdk = new ManagementClient({ domain: tenant.domain, clientId: "sdk", clientSecret: "sdk-secret-fake" });
});
afterEach(() => stop());

type NewStream = Parameters<typeof sdk.logStreams.create>[0];

const create = (type: string, sink: object) => sdk.logStreams.create({ name: type, type, sink } as NewStream);

test.each(sinks)("the SDK makes, reads and deletes a stream to %s", async (type, sink, shown) => {
  const created = await create(type, sink);
  const id = String(created.id);
  expect(created).toEqual({ id, name: type, type, status: "active", isPriority: false, sink: { ...sink, ...shown } });
  expect(await sdk.logStreams.get(id)).toEqual(created);
  expect(await sdk.logStreams.list()).toEqual([created]);
  await sdk.logStreams.delete(id);
  await expect(sdk.logStreams.get(id)).rejects.toMatchObject({ statusCode: 404 });
});

test("a change pauses and resumes, replaces the sink whole, and keeps the filters but not the PII configuration", async () => {
  const filters = [{ type: "category" as const, name: "auth.login.success" as const }];
  const startFrom = "2026-01-01T00:00:00.000Z";
  const { id } = await sdk.logStreams.create({
    name: "s",
    type: "http",
    sink: { ...endpoint, httpAuthorization: "Bearer t" },
    filters,
    pii_config: { log_fields: ["phone"] },
    isPriority: true,
    startFrom,
  });
  const stream = String(id);
  expect(await sdk.logStreams.get(stream)).toMatchObject({
    filters,
    startFrom,
    isPriority: true,
    pii_config: { log_fields: ["phone"], method: "hash", algorithm: "xxhash" },
  });
  const paused = await sdk.logStreams.update(stream, {
    status: "paused",
    sink: { httpEndpoint: "https://localhost/b" },
  });
  expect(paused).toMatchObject({ status: "paused", filters, sink: { httpEndpoint: "https://localhost/b" } });
  expect(paused.sink).not.toHaveProperty("httpAuthorization");
  expect(paused).not.toHaveProperty("pii_config");
  const masked = await sdk.logStreams.update(stream, {
    status: "active",
    pii_config: { log_fields: ["email"], method: "mask" },
  });
  expect(masked).toMatchObject({ status: "active", pii_config: { method: "mask", algorithm: "xxhash" } });
  await sdk.logStreams.delete(stream);
});

test.each([
  ["mixpanel", sinks[7][1], { mixpanelServiceAccountPassword: undefined }],
  ["datadog", sinks[4][1], { datadogApiKey: undefined }],
] as const)("a secret that a change of a %s sink leaves out is kept", async (type, sink, without) => {
  const id = String((await create(type, sink)).id);
  await sdk.logStreams.update(id, { sink: JSON.parse(JSON.stringify({ ...sink, ...without })) });
  expect(tenant.logStreams.get(id).sink).toEqual(sink);
});

test.each([
  ["http", { httpEndpoint: "http://logs.example.com" }, "format absolute-https-uri' on property sink.httpEndpoint"],
  ["http", { httpEndpoint: "logs" }, "format absolute-https-uri' on property sink.httpEndpoint"],
  ["http", {}, "'Missing required property: httpEndpoint' on property sink"],
  ["http", { ...endpoint, httpContentFormat: "XML" }, "'No enum match for: XML' on property sink.httpContentFormat"],
  ["http", { ...endpoint, splunkPort: "1" }, "'Additional properties not allowed: splunkPort' on property sink"],
  ["eventbridge", { awsAccountId: "1", awsRegion: "us-west-2" }, "on property sink.awsAccountId"],
  [
    "eventbridge",
    { awsAccountId: "999999999999", awsRegion: "moon" },
    "'No enum match for: moon' on property sink.awsRegion",
  ],
  ["eventgrid", { azureRegion: "northeurope" }, "'Missing required property: azureSubscriptionId' on property sink"],
  [
    "datadog",
    { datadogApiKey: "1", datadogRegion: "mars" },
    "'No enum match for: mars' on property sink.datadogRegion",
  ],
  ["splunk", { splunkDomain: "d" }, "'Missing required property: splunkPort' on property sink"],
  ["sumo", {}, "'Missing required property: sumoSourceAddress' on property sink"],
  ["mixpanel", { mixpanelRegion: "us" }, "'Missing required property: mixpanelProjectId' on property sink"],
  ["segment", {}, "'Missing required property: segmentWriteKey' on property sink"],
])("a %s stream with the sink %j is refused", async (type, sink, complaint) => {
  const stream = { name: "s", type, sink } as NewStream;
  await expect(sdk.logStreams.create(stream)).rejects.toMatchObject({
    statusCode: 400,
    body: { message: expect.stringContaining(complaint), errorCode: "invalid_body" },
  });
  expect(tenant.logStreams.list()).toEqual([]);
});

test.each([
  [{ filters: [{ type: "category", name: "auth.mfa" }] }, "'No enum match for: auth.mfa' on property filters[0].name"],
  [{ filters: [{ type: "type", name: "other" }] }, "'No enum match for: type' on property filters[0].type"],
  [{ pii_config: { log_fields: [] } }, "'Array is too short, minimum 1' on property pii_config.log_fields"],
  [{ pii_config: { log_fields: ["ip"] } }, "'No enum match for: ip' on property pii_config.log_fields[0]"],
  [{ pii_config: { log_fields: ["phone"], algorithm: "sha256" } }, "on property pii_config.algorithm"],
  [{ startFrom: "yesterday" }, "on property startFrom"],
  [{ status: "paused" }, "'Additional properties not allowed: status'"],
])("a new stream with %j is refused", async (more, complaint) => {
  const stream = { name: "s", type: "http", sink: endpoint, ...more } as NewStream;
  await expect(sdk.logStreams.create(stream)).rejects.toMatchObject({
    statusCode: 400,
    body: { message: expect.stringContaining(complaint) },
  });
});

test("the sinks of the clouds stay as they were made", async () => {
  const { id } = await sdk.logStreams.create({ name: "s", type: "eventbridge", sink: sinks[2][1] });
  const change = { sink: { ...sinks[2][1], awsRegion: "us-east-1" } } as Parameters<typeof sdk.logStreams.update>[1];
  await expect(sdk.logStreams.update(String(id), change)).rejects.toMatchObject({ statusCode: 400 });
  expect(await sdk.logStreams.update(String(id), { name: "t", status: "paused" })).toMatchObject({ name: "t" });
});

test.each(["http://127.0.0.1:9/logs", "http://localhost:9/logs"])(
  "a receiver on this machine may take plain HTTP: %s",
  async (httpEndpoint) => {
    const { id } = await sdk.logStreams.create({ name: "s", type: "http", sink: { httpEndpoint } });
    expect(tenant.logStreams.get(String(id)).sink).toEqual({ httpEndpoint });
  },
);

test("no secret of a sink stands in the request log or in the tenant log", async () => {
  for (const [type, sink] of sinks) await create(type, sink);
  const secrets = ["Bearer t", "clear", "121233123455", "12a34ab5", '"pw"', '"key"', "collectors.sumologic.com"];
  const logged = JSON.stringify([requests, tenant.logs.list()]);
  expect(logged).toContain("httpCustomHeaders");
  for (const secret of secrets) expect(logged).not.toContain(secret);
});
