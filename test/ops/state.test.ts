import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployedObjectsIn } from "../../ops/terraform/deployed-objects";
import { readState } from "../../ops/terraform/state";
import { terraformIn } from "../../ops/terraform/terraform";
import { tokensIn } from "../../ops/verbs/rotate/stream-tokens";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
  file = join(folder, "dev.tfstate");
  const backend = { local: { path: "dev.tfstate" } };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
});
afterEach(() => rmSync(folder, { recursive: true }));

function terraformWith(state: object) {
  writeFileSync(file, JSON.stringify(state));
  return terraformIn(folder, {});
}

function stateWith(type: string, name: string, attributes: object): object {
  const resource = { mode: "managed", type, name, instances: [{ schema_version: 0, attributes }] };
  return { version: 4, terraform_version: "1.11.0", serial: 7, lineage: "l", outputs: {}, resources: [resource] };
}

it("reads a state with members that it does not know", async () => {
  const state = stateWith("auth0_action", "mfa_feedback", { id: "action-1", "new in the provider": {} });
  const read = await readState(terraformWith({ ...state, "new in Terraform": [] }));
  expect(read.serial).toBe(7);
  expect([...read.actionIds]).toEqual([["auth0_action.mfa_feedback", "action-1"]]);
});

it.each([
  [
    "a newer format",
    { version: 5, objects: {} },
    "has format 5; only format 4 can be read.\nA newer Terraform wrote it",
  ],
  ["an older format", { version: 3, modules: [] }, "has format 3; only format 4 can be read.\nRestore a state that"],
  ["no format", {}, "names no format; only format 4 can be read."],
  ["an encrypted document", { serial: 1, encrypted_data: "YQ==" }, "is encrypted by OpenTofu"],
  ["resources of another form", { version: 4, serial: 1, resources: {} }, "is not as expected: resources: "],
])("refuses a state of %s by the name of its file", async (_, state, problem) => {
  await expect(readState(terraformWith(state))).rejects.toMatchObject({
    isUserError: true,
    message: expect.stringContaining(`The state in ${file} ${problem}`),
  });
});

it("names the object and the attribute that a newer provider writes in another form", async () => {
  const actions = terraformWith(stateWith("auth0_action", "mfa_feedback", { id: 1 }));
  await expect(readState(actions)).rejects.toMatchObject({
    isUserError: true,
    message: expect.stringMatching(/^auth0_action\.mfa_feedback in the state is not as expected: id: /),
  });

  const stream = await terraformWith(stateWith("auth0_log_stream", "feedback", { name: "s", sink: [] })).state();
  const binding = await terraformWith(stateWith("auth0_trigger_actions", "post_login", { actions: [{}] })).state();
  const token = await terraformWith(stateWith("terraform_data", "log_stream_token", { output: "text" })).state();
  const messages = [() => deployedObjectsIn(stream), () => deployedObjectsIn(binding), () => tokensIn(token)].map(
    (read) => {
      try {
        return read();
      } catch (error) {
        return (error as Error).message;
      }
    },
  );
  expect(messages).toEqual([
    expect.stringMatching(/^auth0_log_stream\.\w+ in the state is not as expected: sink/),
    expect.stringMatching(/^auth0_trigger_actions\.\w+ in the state is not as expected: actions\.0\.id/),
    expect.stringMatching(/^terraform_data\.log_stream_token in the state is not as expected: output/),
  ]);
});
