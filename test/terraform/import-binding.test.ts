import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type SynthesisedStack, secretVariables, synthesisedStack } from "../support/synthesised-stack";
import { terraformIn } from "../support/terraform";

let served: ServedTenant;
let stack: SynthesisedStack;

beforeAll(async () => {
  served = await serveTenant();
  stack = await synthesisedStack(served.domain);
});
afterAll(async () => {
  await served.close();
  stack.remove();
});

it("shows in the plan which Actions would go, where the tenant's importBinding asks for it", async () => {
  const { actions, bindings } = served.tenant;
  const trigger = { id: "post-login", version: "v3" };
  const { id } = actions.create({ name: "Risk check", trigger, code: "exports.onExecutePostLogin = async () => {};" });
  actions.deploy(id);
  bindings.append(id);
  stack.synth({ importBinding: true });
  const terraform = await terraformIn(stack.folder, { ...served.env, ...secretVariables() });
  await terraform.init();

  const { exit, output } = await terraform.plan();
  expect(exit).toBe(2);
  // Three Actions, and what Terraform remembers of the secrets: their version and their ids.
  expect(output).toContain("Plan: 1 to import, 5 to add, 1 to change, 0 to destroy.");
  expect(output).toMatch(/[-~] display_name += "Risk check"/);
});
