import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version as esbuild } from "esbuild";
import type { Environment } from "../../support/environment";
import { terraformIn } from "../../terraform/terraform";
import type { Manifest } from "./manifest";

/**
 * The versions of what makes an artefact.
 * @param output the folder that the app has written.
 * @throws UserError when there is no Terraform.
 */
export async function toolVersions(output: string, tenant: string, env: Environment): Promise<Manifest["tools"]> {
  const { stdout } = await terraformIn(output, env).quiet(["version"]);
  const [, product, version] = /^(\S+) v(\S+)/.exec(stdout) ?? ["", "unknown", stdout.trim()];
  const stack = readJson(join(output, "stacks", tenant, "cdk.tf.json"));
  return {
    node: process.versions.node,
    terraform: product === "Terraform" ? version! : `${version} (${product})`,
    cdktf: readJson(join(output, "manifest.json")).version,
    esbuild,
    "auth0/auth0": stack.terraform.required_providers.auth0.version,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: cdktf's documents
function readJson(file: string): any {
  return JSON.parse(readFileSync(file, "utf8"));
}
