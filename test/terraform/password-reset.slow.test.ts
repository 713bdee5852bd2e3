import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type SynthesisedStack, secretVariables, synthesisedStack } from "../support/synthesised-stack";
import { type Terraform, type TerraformRun, terraformIn } from "../support/terraform";

const TRIGGER = "password-reset-post-challenge";
const NAME = "Verify feedback - password reset";

let served: ServedTenant;
let stack: SynthesisedStack;
let terraform: Terraform;
let others: string;
beforeAll(async () => {
  served = await serveTenant();
  const { actions, bindings } = served.tenant;
  others = actions.create({
    name: "Risk check",
    trigger: { id: TRIGGER, version: "v1" },
    code: "exports.onExecutePostChallenge = async () => {};",
  }).id;
  actions.deploy(others);
  bindings.append(others, "Their name for it");
  stack = await synthesisedStack(served.domain);
  stack.synth({ reportPasswordResets: true });
  terraform = await terraformIn(stack.folder, { ...served.env, ...secretVariables() });
  await ok(terraform.init());
});
afterAll(async () => {
  await served.close();
  stack.remove();
});

async function ok(run: Promise<TerraformRun>, exit = 0): Promise<void> {
  const { exit: actual, output } = await run;
  if (actual !== exit) throw new Error(`exit ${actual} instead of ${exit}\n${output}`);
}

const shown = () => served.tenant.bindings.list(TRIGGER).map(({ displayName }) => displayName);
const nothingToDo = () => ok(terraform.plan(["-detailed-exitcode"]));

test("one apply binds the Action last, and leaves what others have there as it is", async () => {
  await ok(terraform.apply());
  expect(shown()).toEqual(["Their name for it", NAME]);
  expect(served.tenant.deployedActions(TRIGGER)[1]).toMatchObject({
    name: NAME,
    dependencies: [{ name: "twilio", version: "6.2.0" }],
    secrets: { TWILIO_VERIFY_SID: expect.stringMatching(/^VA/) },
  });
  await nothingToDo();
});

test("one that somebody unbound is a difference, and an apply binds it again", async () => {
  served.tenant.bindings.replace(TRIGGER, [{ ref: { type: "action_id", value: others }, displayName: "Theirs" }]);
  await ok(terraform.plan(["-detailed-exitcode"]), 2);
  await ok(terraform.apply());
  expect(shown()).toEqual(["Theirs", NAME]);
});

test("another name and other code change it in place", async () => {
  const settings = { passwordResetFeedback: { freshnessSeconds: 30 } };
  stack.synth({ reportPasswordResets: true, actionNamePrefix: "Acme", settings });
  await ok(terraform.apply());
  expect(shown()).toEqual(["Theirs", "Acme - password reset"]);
  expect(served.tenant.deployedActions(TRIGGER)[1]?.code).toContain('"freshnessSeconds":30');
  await nothingToDo();
});

test("taken out of tenants.ts, it goes alone", async () => {
  stack.synth({});
  await ok(terraform.apply());
  expect(shown()).toEqual(["Theirs"]);
  expect(served.tenant.actions.list({ trigger: TRIGGER }).map(({ name }) => name)).toEqual(["Risk check"]);
  expect(served.tenant.bindings.list("post-login")).toHaveLength(3);
  await nothingToDo();
});
