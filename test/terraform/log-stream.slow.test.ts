import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVIDER_VERSION } from "../support/provider-version";
import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type Terraform, terraformIn } from "../support/terraform";
import { testProvider } from "../support/terraform-provider";
import { recording } from "./support/calls";

let served: ServedTenant;
let folder: string;
let terraform: Terraform;

beforeEach(async () => {
  served = await serveTenant();
  folder = mkdtempSync(join(tmpdir(), "log-stream-"));
  terraform = await terraformIn(folder, served.env);
});
afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(streams: Record<string, object>): void {
  const required_providers = { auth0: { source: "auth0/auth0", version: PROVIDER_VERSION } };
  const resource = Object.keys(streams).length > 0 && { resource: { auth0_log_stream: streams } };
  const provider = { auth0: { domain: served.domain } };
  writeFileSync(
    join(folder, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers }, provider, ...resource }),
  );
}

async function apply(streams: Record<string, object>) {
  write(streams);
  served.calls.length = 0;
  const { exit, output } = await terraform.apply();
  expect({ exit, output }).toMatchObject({ exit: 0 });
  return served.calls.filter(({ path }) => path.startsWith("/api/v2/log-streams"));
}

const http = (more: object = {}, sink: object = {}) => ({
  name: "h",
  type: "http",
  ...more,
  sink: {
    http_endpoint: "https://localhost/logs",
    http_content_type: "application/json",
    http_content_format: "JSONLINES",
    http_authorization: "Bearer log-token-fake",
    ...sink,
  },
});

test("the provider makes the calls of the recording log-stream-change, and gets its answers", async () => {
  write({ h: http() });
  await terraform.init();
  await apply({ h: http() });
  const { exchange } = recording("log-stream-change");
  const steps = [
    { h: http({}, { http_authorization: "Bearer log-token-2-fake" }) },
    { h: http({ status: "paused" }, { http_authorization: "Bearer log-token-2-fake" }) },
  ];
  for (const [step, streams] of steps.entries()) {
    const recorded = exchange.filter((call) => call.step === step);
    const calls = await apply(streams);
    expect(calls).toMatchObject(
      recorded.map(({ method, path, request, status, response }) => ({ method, path, request, status, response })),
    );
  }
});

/** Every sink of the provider. The double knows the first alone. */
const sinks = {
  http: http(
    { name: "http", is_priority: true, filters: [{ type: "category", name: "auth.login.success" }] },
    { http_custom_headers: [{ header: "x-stage", value: "dev" }] },
  ),
  eventbridge: { sink: { aws_account_id: "999999999999", aws_region: "us-west-2" } },
  eventgrid: { sink: { azure_subscription_id: "b69a6835", azure_region: "northeurope", azure_resource_group: "rg" } },
  datadog: { sink: { datadog_region: "us", datadog_api_key: "121233123455" } },
  splunk: { sink: { splunk_domain: "demo.splunk.com", splunk_port: "8088", splunk_token: "t", splunk_secure: true } },
  sumo: { sink: { sumo_source_address: "https://collectors.sumologic.com/x" } },
  mixpanel: {
    sink: {
      mixpanel_region: "us",
      mixpanel_project_id: "1",
      mixpanel_service_account_username: "u",
      mixpanel_service_account_password: "p",
    },
  },
  segment: { status: "paused", sink: { segment_write_key: "k" } },
};

test("every stream that the provider can make is made, has no difference afterwards, changes and goes", async () => {
  const { kind } = await testProvider();
  const known = kind === "real" ? Object.keys(sinks) : ["http"];
  const streams = (change: object) =>
    Object.fromEntries(
      Object.entries(sinks)
        .filter(([type]) => known.includes(type))
        .map(([type, block]) => [type, { name: type, type, ...block, ...change }]),
    );
  write(streams({}));
  await terraform.init();
  await apply(streams({}));
  expect(
    served.tenant.logStreams
      .list()
      .map(({ type }) => type)
      .sort(),
  ).toEqual([...known].sort());
  expect(await terraform.plan()).toMatchObject({ exit: 0 });
  await apply(streams({ status: "paused" }));
  expect(new Set(served.tenant.logStreams.list().map(({ status }) => status))).toEqual(new Set(["paused"]));
  expect(await terraform.plan()).toMatchObject({ exit: 0 });
  await apply({});
  expect(served.tenant.logStreams.list()).toEqual([]);
});

test("a change of something else takes the PII configuration off the platform, and the next apply puts it back", async () => {
  const stream = (status: string) => ({
    h: http({ status, pii_config: { log_fields: ["phone"], method: "mask", algorithm: "xxhash" } }),
  });
  const masked = () => served.tenant.logStreams.list()[0]!.extras.pii_config;
  write(stream("active"));
  await terraform.init();
  await apply(stream("active"));
  expect(masked()).toMatchObject({ log_fields: ["phone"], method: "mask" });
  await apply(stream("paused"));
  expect(masked()).toBeUndefined();
  expect(await terraform.plan()).toMatchObject({ exit: 2 });
  await apply(stream("paused"));
  expect(masked()).toMatchObject({ log_fields: ["phone"], method: "mask" });
  expect(await terraform.plan()).toMatchObject({ exit: 0 });
});
