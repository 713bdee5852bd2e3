import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionsOfAnotherState, refuseLostState, refuseOtherState } from "../../ops/live/lost-state";
import type { StackState } from "../../ops/terraform/state";
import type { Workspace } from "../../ops/terraform/workspace";
import { defineTenants } from "../../stacks/tenant";

let scratch: string;
let folder: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "lost-state-"));
  folder = join(scratch, "cdktf.out", "stacks", "dev");
  for (const made of [folder, join(scratch, ".state")]) mkdirSync(made, { recursive: true });
  const backend = { local: { path: "../../../.state/dev.tfstate" } };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Writes a state that knows an Action of that id, as a tenant of that name has it. */
function writeState(name: string, id: string): void {
  const instances = [{ attributes: { id } }];
  const resources = [{ mode: "managed", type: "auth0_action", name: "mfa_feedback", instances }];
  writeFileSync(join(scratch, ".state", `${name}.tfstate`), JSON.stringify({ version: 4, serial: 1, resources }));
}

const ADDRESS = "auth0_action.mfa_feedback";
const { dev } = defineTenants({ dev: { domain: "tenant.example.com", credentials: "api-key" } });
const BUILT = "// Built from actions/mfa-feedback.ts — edit there, not here.\n";
const named = { id: "a1", name: "Verify feedback - MFA", code: "" };
const built = { id: "a2", name: "Old - MFA", code: "", deployed_version: { code: BUILT } };
const draft = { id: "a3", name: "Old draft", code: BUILT };
const foreign = { id: "a4", name: "Risk", code: "exports.onExecutePostLogin = async () => {};" };

/** A tenant with these Actions, of which none is bound. */
function workspace(...actions: object[]): Workspace {
  const list = async (path: string) => (path.includes("/bindings") ? [] : actions);
  return { name: "dev", tenant: dev, client: { list }, env: {}, folder } as unknown as Workspace;
}

function state(id?: string, replaced: string[] = []): StackState {
  return {
    actionIds: new Map(id === undefined ? [] : [[ADDRESS, id]]),
    replacedIds: new Map(replaced.length === 0 ? [] : [[ADDRESS, replaced]]),
    secretsVersion: undefined,
    addresses: [],
    serial: 1,
  };
}

describe("a tenant of which the state knows no Action", () => {
  it("has those of another state, by our names or by our code, running or drafted", async () => {
    const found = await actionsOfAnotherState(workspace(named, foreign, built, draft), state());
    expect(found.map(({ id }) => id)).toEqual(["a1", "a2", "a3"]);
  });

  it("is refused, naming them, when the state holds nothing", async () => {
    await expect(refuseLostState(workspace(named, foreign), state())).rejects.toMatchObject({
      isUserError: true,
      message: expect.stringMatching(/^The state of dev is empty, .*\n {2}Verify feedback - MFA \(a1\)\nNothing was/),
    });
  });

  it("is refused with the state of its old name, where one knows them", async () => {
    writeState("staging", "a1");
    writeState("other", "b1");
    await expect(refuseLostState(workspace(named), state())).rejects.toMatchObject({
      isUserError: true,
      message: expect.stringMatching(
        /staging\.tfstate knows them: the tenant had another name in tenants\.ts\.[\s\S]*\n {2}mv \S*\.state\/staging\.tfstate \S*\.state\/dev\.tfstate\nNothing was changed\.$/,
      ),
    });
    rmSync(join(scratch, ".state", "staging.tfstate"));
    await expect(refuseLostState(workspace(named), state())).rejects.toMatchObject({
      message: expect.stringMatching(/had another name in\ntenants\.ts[\s\S]*npm run adopt -- dev$/),
    });
  });

  it("is refused as another tenant's when the state holds others", async () => {
    await expect(refuseLostState(workspace(named), state("gone"))).rejects.toMatchObject({
      isUserError: true,
      message: expect.stringMatching(
        /^tenant\.example\.com has none of the Actions that the state of dev holds\..*\n {2}auth0_action\.mfa_feedback \(gone\)\n/,
      ),
    });
  });

  it("is let pass where there is nothing of ours", async () => {
    await expect(refuseLostState(workspace(foreign), state())).resolves.toBeUndefined();
    await expect(refuseLostState(workspace(foreign), state("gone"))).resolves.toBeUndefined();
  });
});

it("one Action that the state knows, or that a replacement has not deleted yet, is enough", async () => {
  for (const known of [state("a1"), state("gone", ["a1"])])
    expect(await actionsOfAnotherState(workspace(named, built), known)).toEqual([]);
});

it("a state is another tenant's when nothing that it knows is there, and never when it knows nothing", () => {
  const actions = [{ id: "a1" }] as unknown as Parameters<typeof refuseOtherState>[2];
  const refuse = (known: StackState) => () => refuseOtherState(workspace(), known, actions);
  expect(refuse(state("gone"))).toThrow("has none of the Actions that the state of dev holds");
  for (const known of [state("a1"), state("gone", ["a1"]), state()]) expect(refuse(known)).not.toThrow();
});
