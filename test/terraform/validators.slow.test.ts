import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Terraform, terraformIn } from "../support/terraform";
import { recording } from "./support/calls";
import { type Blocks, configuration } from "./support/configuration";
import { AB, PLAIN_AB, single, VARIABLES } from "./support/scenarios/builders";

const action = (block: object): Blocks => ({ ...single(block), variables: VARIABLES });

/** Configurations of the recording `validators`, by the number of the step that validated each. */
const REFUSED: [number, string, Blocks][] = [
  [0, "secrets and secrets_wo together", action({ secrets: PLAIN_AB, secrets_wo: AB, secrets_wo_version: 1 })],
  [1, "secrets_wo without a version", action({ secrets_wo: AB })],
  [2, "a version without secrets_wo", action({ secrets_wo_version: 1 })],
  [3, "runtime node20", action({ runtime: "node20" })],
  [5, "an unknown trigger of an Action, which passes", action({ trigger: { id: "no-such-trigger", version: "v1" } })],
  [7, "an empty list of a trigger", { bound: [] }],
  [13, "an ephemeral value in the code", action({ code: "${var.token}" })],
];

let folder: string;
let terraform: Terraform;

function words(output: string): string[] {
  return [...output.matchAll(/Error: [^\n]*|"secrets\w*": (?:conflicts|all of)[\s\S]*$|Success![^\n]*/g)].map(
    ([found]) => found.replace(/\s+/g, " ").trim(),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "validators-"));
  terraform = await terraformIn(folder, {});
  writeFileSync(join(folder, "main.tf.json"), configuration("localhost", single()));
  await terraform.init();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(REFUSED)("validates as the real provider did in step %i: %s", async (step, _title, blocks) => {
  const expected = recording("validators").steps[step]!;
  writeFileSync(join(folder, "main.tf.json"), configuration("localhost", blocks));
  const { exit, output } = await terraform.run(["validate", "-no-color"]);
  expect(exit).toBe(expected.exit);
  expect(words(output)).toEqual(expect.arrayContaining(words(expected.output)));
});
