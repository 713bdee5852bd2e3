import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version as esbuild } from "esbuild";
import { z } from "zod";
import { readStackDocument } from "../../../stacks/stack-document";
import type { Environment } from "../../support/environment";
import { terraformBinary } from "../../terraform/binary";
import { notTerraform } from "../../terraform/errors";
import { terraformIn } from "../../terraform/terraform";
import type { Manifest } from "./manifest";

/** What cdktf writes beside the stacks. */
const cdktfManifest = z.object({ version: z.string() });

/**
 * The versions of what makes an artefact.
 * @param output the folder that the app has written.
 * @throws UserError when there is no Terraform, or something else has its name.
 */
export async function toolVersions(output: string, tenant: string, env: Environment): Promise<Manifest["tools"]> {
  const { stdout } = await terraformIn(output, env).quiet(["version"]);
  const [, product, version] = /^(\S+) v(\S+)/.exec(stdout) ?? [];
  if (version === undefined) throw notTerraform(terraformBinary(env), "`version` named no version");
  const { terraform } = readStackDocument(join(output, "stacks", tenant));
  const { version: cdktf } = cdktfManifest.parse(JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")));
  return {
    node: process.versions.node,
    terraform: product === "Terraform" ? version : `${version} (${product})`,
    cdktf,
    esbuild,
    "auth0/auth0": terraform?.required_providers?.auth0?.version ?? "unknown",
  };
}
