import { existsSync, readFileSync } from "node:fs";
import { type ServedTenant, serveTenant } from "../support/served-tenant";
import {
  SECRETS,
  type StackDocument,
  type SynthesisedStack,
  secretVariables,
  synthesisedStack,
} from "../support/synthesised-stack";
import { type Terraform, type TerraformRun, terraformIn } from "../support/terraform";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

let served: ServedTenant;
let stack: SynthesisedStack;
let terraform: Terraform;
/** Everything Terraform printed in this file. */
let printed = "";

function bound(): string[] {
  return served.tenant.bindings.list("post-login").map(({ actionId }) => served.tenant.actions.get(actionId).name);
}

function liveCode(name: string): string | undefined {
  return served.tenant.deployedActions("post-login").find((action) => action.name === name)?.code;
}

function foreignAction(name: string): void {
  const { actions, bindings } = served.tenant;
  const trigger = { id: "post-login", version: "v3" };
  const { id } = actions.create({ name, trigger, code: "exports.onExecutePostLogin = async () => {};" });
  actions.deploy(id);
  bindings.append(id);
}

async function ok(run: Promise<TerraformRun>, exit = 0): Promise<string> {
  const { exit: actual, output } = await run;
  printed += output;
  if (actual !== exit) throw new Error(`exit ${actual} instead of ${exit}\n${output}`);
  return output;
}

function editAction(name: string, edit: (action: StackDocument) => void): (document: StackDocument) => void {
  return (document) => edit(document.resource.auth0_action[name]);
}

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

// One tenant lives through its whole life: each test goes on from the state that the one before it left.
describe("a tenant from the first deploy to the last", () => {
  it("names the variable that is missing instead of asking for it", async () => {
    const output = await ok(terraform.plan([], { TF_VAR_TWILIO_AUTH_TOKEN: "" }), 1);
    expect(output).toMatch(/Set it in the\s+environment\s+variable\s+TF_VAR_TWILIO_AUTH_TOKEN/);
    expect(served.calls).toEqual([]);
  });

  it("is deployed by a saved plan: three Actions with their secrets, live and bound in order", async () => {
    await ok(terraform.plan(["-out=saved.tfplan"]), 2);
    await ok(terraform.run(["apply", "-no-color", "saved.tfplan"]));
    expect(bound()).toEqual(OURS);
    const [passwordless, challenge, mfa] = served.tenant.deployedActions("post-login");
    expect(passwordless).toMatchObject({ runtime: "node22", secrets: SECRETS, dependencies: [{ name: "twilio" }] });
    expect(challenge).toMatchObject({ runtime: "node22", secrets: {}, dependencies: [] });
    expect(mfa).toMatchObject({ runtime: "node22", secrets: SECRETS });
  });

  it("keeps every secret out of the saved plan, the state and the synthesised stack", async () => {
    const plan = readFileSync(`${stack.folder}/saved.tfplan`, "latin1");
    const shown = await ok(terraform.run(["show", "-json", "saved.tfplan"]));
    const state = readFileSync(stack.stateFile, "utf8");
    for (const secret of Object.values(SECRETS)) {
      for (const place of [plan, shown, state, stack.text()]) expect(place).not.toContain(secret);
    }
  });

  it("plans nothing when nothing changed", async () => {
    expect(await ok(terraform.plan())).toContain("No changes.");
  });

  it("changes one Action and leaves the others and the order alone", async () => {
    const before = served.tenant.deployedActions("post-login");
    served.calls.length = 0;
    stack.synth(
      {},
      editAction("mfa_challenge", (action) => {
        action.code += "\n// changed\n";
      }),
    );
    await ok(terraform.apply());
    expect(liveCode(OURS[1]!)).toMatch(/\/\/ changed\n$/);
    const after = served.tenant.deployedActions("post-login");
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    expect(served.calls.filter(({ method }) => method === "PATCH")).toHaveLength(1);
  });

  it("rotates the secrets on request, and plans nothing after it", async () => {
    const rotated = { ...SECRETS, TWILIO_AUTH_TOKEN: "fake-auth-token-of-the-second-rotation" };
    const env = secretVariables(rotated);
    stack.synth({});
    await ok(terraform.apply([], env));
    expect(served.tenant.deployedActions("post-login")[0]?.secrets).toEqual(SECRETS);
    // The version is a time in seconds: the second rotation must not fall into the second of the first deploy.
    await ok(terraform.apply(["-replace=terraform_data.secrets_version"], env));
    const [passwordless, , mfa] = served.tenant.deployedActions("post-login");
    expect([passwordless?.secrets, mfa?.secrets]).toEqual([rotated, rotated]);
    expect(await ok(terraform.plan([], env))).toContain("No changes.");
    expect(readFileSync(stack.stateFile, "utf8")).not.toContain("second-rotation");
  });

  it("keeps what it is told of the secrets that were sent, and plans nothing because of it", async () => {
    const told = () => {
      const { resources } = JSON.parse(readFileSync(stack.stateFile, "utf8"));
      const kept = resources.find(({ name }: { name: string }) => name === "secret_ids");
      return kept.instances[0].attributes.output.value;
    };
    expect(told()).toEqual({});
    const ids = { "auth0_action.mfa_feedback": { version: 20261129040000, ids: { TWILIO_API_KEY: "SK" } } };
    const address = "terraform_data.secret_ids";
    await ok(terraform.apply([`-target=${address}`, `-replace=${address}`, `-var=secret_ids=${JSON.stringify(ids)}`]));
    expect(told()).toEqual(ids);
    expect(await ok(terraform.plan())).toContain("No changes.");
    await ok(terraform.apply(["-replace=terraform_data.secrets_version"]));
    expect(told()).toEqual(ids);
  });

  it("gives the Actions other names and keeps their ids", async () => {
    const ids = served.tenant.deployedActions("post-login").map(({ id }) => id);
    stack.synth({ actionNamePrefix: "Renamed" });
    await ok(terraform.apply());
    expect(bound()).toEqual(["Renamed - passwordless", "Renamed - MFA challenge", "Renamed - MFA"]);
    expect(served.tenant.deployedActions("post-login").map(({ id }) => id)).toEqual(ids);
  });

  it("keeps other people's Actions that are listed, before the challenge and after ours", async () => {
    foreignAction("Risk check");
    foreignAction("Audit");
    stack.synth({ before: ["Risk check"], after: ["Audit"] });
    await ok(terraform.apply());
    expect(bound()).toEqual([OURS[0], "Risk check", OURS[1], OURS[2], "Audit"]);
    expect(await ok(terraform.plan())).toContain("No changes.");
  });

  it("reorders with one write to the trigger", async () => {
    served.calls.length = 0;
    stack.synth({ before: ["Audit", "Risk check"] });
    await ok(terraform.apply());
    expect(bound()).toEqual([OURS[0], "Audit", "Risk check", OURS[1], OURS[2]]);
    expect(served.calls.filter(({ method }) => method !== "GET" && method !== "POST")).toHaveLength(1);
  });

  it("removes a bound Action and its binding in one apply", async () => {
    stack.synth({}, (document) => {
      delete document.resource.auth0_action.mfa_challenge;
      delete document.output.mfa_challenge_id;
      document.resource.auth0_trigger_actions.post_login.actions.splice(1, 1);
    });
    await ok(terraform.apply());
    expect(bound()).toEqual([OURS[0], OURS[2]]);
    expect(served.tenant.actions.list().map(({ name }) => name)).not.toContain(OURS[1]);
  });

  it("stops with the reason when a build fails, and what was live stays live", async () => {
    const before = served.tenant.deployedActions("post-login");
    served.tenant.actions.build.fails = ({ code }) => code.includes("does-not-build");
    stack.synth(
      {},
      editAction("mfa_feedback", (action) => {
        action.code += "\n// does-not-build\n";
      }),
    );
    const output = await ok(terraform.apply(), 1);
    expect(output.replace(/\s+│?\s*/g, " ")).toContain("failed to build, check the Auth0 UI for errors");
    expect(served.tenant.deployedActions("post-login").find(({ name }) => name === OURS[2])).toEqual(
      before.find(({ name }) => name === OURS[2]),
    );
  });

  it("destroys what it made and nothing else", async () => {
    stack.synth({});
    await ok(terraform.destroy());
    expect(bound()).toEqual([]);
    expect(served.tenant.actions.list().map(({ name }) => name)).toEqual(["Risk check", "Audit"]);
  });

  it("never printed a secret", () => {
    expect(existsSync(stack.stateFile)).toBe(true);
    expect(printed).toContain("Apply complete!");
    for (const secret of [...Object.values(SECRETS), "second-rotation"]) expect(printed).not.toContain(secret);
  });
});
