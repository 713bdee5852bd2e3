import { callerPath } from "../support/caller-path";
import { npmRun } from "../support/commands";
import { withProgress } from "../support/progress";
import { buildArtefact } from "../verbs/artefact/build";
import { artefactLockFile, type Manifest } from "../verbs/artefact/manifest";
import type { GeneralVerb } from "./verb";

export const artefact: GeneralVerb = {
  name: "artefact",
  alias: "artifact",
  summary: "Writes a folder that can be deployed to one tenant after another, unchanged.",
  argument: { name: "folder", description: "a folder that does not exist yet" },
  ends: {
    done: "written",
    failed: "an Action can't be built",
    notReady: "the folder already exists, or something it is made from is missing",
  },
  async run({ tenants, caller, output }, folder) {
    const manifest = await withProgress("synthesising", () => buildArtefact(tenants, folder, caller));
    output.result({ folder: callerPath(folder, caller), ...manifest }, described(folder, manifest));
    return 0;
  },
};

function described(folder: string, { source, tools, sameForAllTenants, tenants, files, digest }: Manifest): string {
  const commit = source.commit === null ? "no commit" : source.commit.slice(0, 12);
  const versions = Object.entries(tools).map(([tool, version]) => `${tool} ${version}`);
  const after = Object.entries(tenants).flatMap(([name, { config }]) => {
    const { promotesFrom } = config as { promotesFrom?: string };
    return promotesFrom === undefined ? [] : [`  ${name} accepts it once it is verified in ${promotesFrom}\n`];
  });
  const lock = Object.hasOwn(files, artefactLockFile)
    ? "stacks/terraform.lock.hcl"
    : "none, so the provider's checksums are not fixed; npm run lock writes it";
  return (
    `${folder}\n` +
    `  digest   ${digest}\n` +
    `  source   ${commit}${source.dirty ? ", with changes that are not committed" : ""}\n` +
    `  tools    ${versions.join(", ")}\n` +
    `  lock     ${lock}\n` +
    `  tenants  ${sameForAllTenants.tenants.join(", ")}\n` +
    `  Actions  the same for all tenants, except for their settings: ${sameForAllTenants.digest.slice(0, 12)}\n` +
    `\nDeploy it with: ${npmRun("deploy", "<tenant>", "--artefact", folder)}\n${after.join("")}`
  );
}
