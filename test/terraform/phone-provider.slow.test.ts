import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type SynthesisedStack, secretVariables, synthesisedStack } from "../support/synthesised-stack";
import { type Terraform, type TerraformRun, terraformIn } from "../support/terraform";

const sending = {
  TF_VAR_TWILIO_SENDING_API_KEY: `SK${"5".repeat(32)}`,
  TF_VAR_TWILIO_SENDING_API_KEY_SECRET: "the-sending-secret",
};

let served: ServedTenant;
let stack: SynthesisedStack;
let terraform: Terraform;
beforeAll(async () => {
  served = await serveTenant();
  stack = await synthesisedStack(served.domain);
  stack.synth({ phoneProvider: "verify" });
  terraform = await terraformIn(stack.folder, { ...served.env, ...secretVariables(), ...sending });
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

const sender = () => served.tenant.deployedActions("custom-phone-provider");
const provider = () => served.tenant.phoneProvider.current();
const nothingToDo = async () => ok(terraform.plan(["-detailed-exitcode"]));

test("one apply makes the Action, binds it and names it as the provider, in that order", async () => {
  served.calls.length = 0;
  await ok(terraform.apply());
  expect(sender()).toMatchObject([{ name: "Verify feedback - phone provider", dependencies: [] }]);
  expect(provider()).toMatchObject({ name: "custom", disabled: false });
  expect([...provider()!.configuration.deliveryMethods].sort()).toEqual(["text", "voice"]);
  const at = (method: string, path: RegExp) =>
    served.calls.findIndex((call) => call.method === method && path.test(call.path));
  expect(at("PATCH", /custom-phone-provider\/bindings$/)).toBeLessThan(at("POST", /phone\/providers$/));
  await nothingToDo();
});

test("the sending key is the Action's alone", () => {
  const secrets = sender()[0]?.secrets;
  expect(secrets).toMatchObject({ TWILIO_ACCOUNT_SID: `SK${"5".repeat(32)}`, TWILIO_AUTH_TOKEN: "the-sending-secret" });
  const others = served.tenant.deployedActions("post-login").map((action) => JSON.stringify(action.secrets));
  expect(others.join()).not.toContain("the-sending-secret");
});

test("one that somebody switched off is a difference, and an apply switches it on again", async () => {
  served.tenant.phoneProvider.update(provider()!.id, { disabled: true });
  await ok(terraform.plan(["-detailed-exitcode"]), 2);
  await ok(terraform.apply());
  expect(provider()?.disabled).toBe(false);
});

test("another delivery method is one change", async () => {
  stack.synth({ phoneProvider: "verify", settings: { phoneProvider: { deliveryMethods: ["text"] } } });
  await ok(terraform.apply());
  expect(provider()?.configuration.deliveryMethods).toEqual(["text"]);
  await nothingToDo();
});

test("taken out of tenants.ts, all of it goes in one apply, and the login's Actions stay bound", async () => {
  stack.synth({});
  await ok(terraform.apply());
  expect(sender()).toEqual([]);
  expect(provider()).toBeUndefined();
  expect(served.tenant.actions.list({ trigger: "custom-phone-provider" })).toEqual([]);
  expect(served.tenant.bindings.list("post-login")).toHaveLength(3);
  await nothingToDo();
});
