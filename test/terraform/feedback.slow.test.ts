import { logStreamTokenAddress, nextLogStreamTokenAddress } from "../../stacks/addresses";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type SynthesisedStack, secretVariables, synthesisedStack } from "../support/synthesised-stack";
import { type Terraform, type TerraformRun, terraformIn } from "../support/terraform";

const logStream = { url: "https://localhost:9/logs", receiver: "node" } as const;
const byStream: Partial<TenantConfig> = { feedback: "log-stream", logStream };

let served: ServedTenant;
let stack: SynthesisedStack;
let terraform: Terraform;
beforeAll(async () => {
  served = await serveTenant();
  stack = await synthesisedStack(served.domain);
  stack.synth({});
  terraform = await terraformIn(stack.folder, { ...served.env, ...secretVariables() });
  await ok(terraform.init());
});
afterAll(async () => {
  await served.close();
  stack.remove();
});

async function ok(run: Promise<TerraformRun>, exit = 0): Promise<string> {
  const { exit: actual, output } = await run;
  if (actual !== exit) throw new Error(`exit ${actual} instead of ${exit}\n${output}`);
  return output;
}

const bound = () =>
  served.tenant.deployedActions("post-login").map(({ name }) => name.replace("Verify feedback - ", ""));
const streams = () => served.tenant.logStreams.list();
const authorization = () => String(streams()[0]?.sink.httpAuthorization);
const nothingToDo = () => ok(terraform.plan());
const applied = async (config: Partial<TenantConfig>) => {
  stack.synth(config);
  const output = await ok(terraform.apply());
  await nothingToDo();
  return output;
};
const replace = (address: string) => ok(terraform.apply([`-replace=${address}`]));

test("from Actions to the log stream and back, each by one apply with nothing left to do", async () => {
  await applied({});
  expect(bound()).toEqual(["passwordless", "MFA challenge", "MFA"]);
  expect(streams()).toEqual([]);
  await applied({ feedback: "both", logStream });
  expect(bound()).toEqual(["passwordless", "MFA challenge", "MFA"]);
  expect(streams()).toMatchObject([{ name: "Verify feedback - log stream", status: "active", type: "http" }]);
  await applied(byStream);
  expect(bound()).toEqual(["MFA challenge"]);
  await applied({ ...byStream, mfaChallenge: false });
  expect(bound()).toEqual([]);
  expect(served.tenant.actions.list()).toEqual([]);
  await applied({});
  expect(bound()).toEqual(["passwordless", "MFA challenge", "MFA"]);
  expect(streams()).toEqual([]);
});

test("the token is made by the first apply, shown by none, and kept by the next ones", async () => {
  const output = await applied(byStream);
  expect(authorization()).toMatch(/^Bearer [0-9a-f-]{72}$/);
  const first = authorization();
  expect(output).not.toContain(first.slice("Bearer ".length));
  await applied({ ...byStream, logStream: { ...logStream, priority: true } });
  expect(authorization()).toBe(first);
  expect(stack.text()).not.toContain(first.slice("Bearer ".length));
});

test("a new next token changes nothing on the stream, which sends it once it is taken", async () => {
  const first = authorization();
  await replace(nextLogStreamTokenAddress);
  await nothingToDo();
  expect(authorization()).toBe(first);
  await replace(logStreamTokenAddress);
  await nothingToDo();
  expect(authorization()).not.toBe(first);
  expect(authorization()).toMatch(/^Bearer [0-9a-f-]{72}$/);
});

test.each([
  ["paused", { status: "paused" as const }, () => streams()[0]?.status, "active"],
  [
    "hides the numbers",
    { extras: { pii_config: { log_fields: ["phone"], method: "hash", algorithm: "xxhash" } } },
    () => streams()[0]?.extras.pii_config,
    undefined,
  ],
])("a stream that somebody %s is a difference, and an apply mends it", async (_, change, live, wanted) => {
  served.tenant.logStreams.update(streams()[0]!.id, change);
  expect(live()).not.toEqual(wanted);
  await ok(terraform.plan(), 2);
  await ok(terraform.apply());
  expect(live()).toEqual(wanted);
  await nothingToDo();
});

test("a destroy takes it away", async () => {
  await ok(terraform.destroy());
  expect(streams()).toEqual([]);
});
