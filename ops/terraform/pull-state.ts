import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../../stacks/errors";
import { stateBroken } from "../errors";
import type { Environment } from "../management/credentials";
import type { Terraform } from "./terraform";

/**
 * The text of a stack's state, empty before the first apply; takes no lock. A local backend's is read as the file that
 * it is, which spares a start of Terraform. @throws UserError when it can't be had, with Terraform's words, or when it is
 * cut off.
 */
export async function pullState(folder: string, env: Environment, quiet: Terraform["quiet"]): Promise<string> {
  const file = localStateFile(folder, env);
  if (file !== undefined) return existsSync(file) ? checked(readFileSync(file, "utf8"), file) : "";
  const { exit, stdout, stderr } = await quiet(["state", "pull"]);
  if (exit !== 0) throw new UserError(`The state can't be read:\n${stderr.trim()}`);
  return checked(stdout.trim(), undefined);
}

function checked(text: string, file: string | undefined): string {
  if (text === "" || isDocument(text)) return text;
  throw stateBroken(file);
}

function isDocument(text: string): boolean {
  try {
    return JSON.parse(text) instanceof Object;
  } catch {
    return false;
  }
}

/** `undefined` for every other backend, and where another of Terraform's workspaces is chosen. */
function localStateFile(folder: string, env: Environment): string | undefined {
  const chosen = env.TF_WORKSPACE || env.TF_DATA_DIR || env.TF_CLI_ARGS || env.TF_CLI_ARGS_init;
  if (chosen || existsSync(join(folder, ".terraform", "environment"))) return undefined;
  const { terraform } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  const path: string | undefined = terraform?.backend?.local?.path;
  return path === undefined ? undefined : resolve(folder, path);
}
