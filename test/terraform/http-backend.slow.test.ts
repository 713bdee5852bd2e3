import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type StateServer, serveState } from "../support/state-server";
import { SECRETS, type SynthesisedStack, secretVariables, synthesisedStack } from "../support/synthesised-stack";
import { type Terraform, terraformIn } from "../support/terraform";

const login = { TF_HTTP_USERNAME: "deployer", TF_HTTP_PASSWORD: "the-password-of-the-state" };
const colleague = { ID: "5f0d3f2e", Operation: "OperationTypeApply", Who: "colleague@laptop", Info: "" };

let served: ServedTenant;
let states: StateServer;
let another: Machine;
const stacks: SynthesisedStack[] = [];

interface Machine extends Terraform {
  folder: string;
}

/** Terraform in a folder of its own, as on another machine. */
async function machine(): Promise<Machine> {
  const stack = await synthesisedStack(served.domain);
  stacks.push(stack);
  const { address, lockAddress } = states;
  stack.synth({ backend: { type: "http", address, lockAddress } });
  const terraform = await terraformIn(stack.folder, { ...served.env, ...secretVariables(), ...login });
  expect(await terraform.init()).toMatchObject({ exit: 0 });
  return { ...terraform, folder: stack.folder };
}

beforeAll(async () => {
  served = await serveTenant();
  states = await serveState(login.TF_HTTP_USERNAME, login.TF_HTTP_PASSWORD);
});
afterAll(async () => {
  await Promise.all([served.close(), states.close()]);
  for (const stack of stacks) stack.remove();
});

// The tests go on from each other: one tenant and one state.
describe("state behind a REST server", () => {
  it("is written there, under a lock, and without a secret", async () => {
    const terraform = await machine();
    expect(await terraform.apply()).toMatchObject({ exit: 0 });
    expect(states.taken).toEqual(["OperationTypeApply"]);
    expect(states.lock).toBeUndefined();
    expect(states.state).toContain("auth0_trigger_actions");
    for (const secret of Object.values(SECRETS)) expect(states.state).not.toContain(secret);
  });

  it("is the same for another machine, which has nothing to change and keeps no password", async () => {
    another = await machine();
    expect(await another.plan(["-out=saved.tfplan"])).toMatchObject({ exit: 0 });
    const files = readdirSync(another.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith("terraform-provider"))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((bytes) => bytes.includes(login.TF_HTTP_PASSWORD))).toEqual([]);
  });

  it("is left alone while somebody else's apply holds the lock, and the refusal names that lock", async () => {
    const before = states.state;
    states.lock = colleague;
    const { exit, output } = await another.apply();
    states.lock = undefined;
    expect(exit).toBe(1);
    expect(output).toContain("Error acquiring the state lock");
    expect(output).toContain(`already locked: ID=${colleague.ID}`);
    expect(states.state).toBe(before);
  });

  it("is waited for where Terraform is told how long", async () => {
    states.lock = colleague;
    states.onRefused = () => {
      states.lock = undefined;
    };
    expect(await another.plan(["-lock-timeout=20s"])).toMatchObject({ exit: 0 });
  });
});
