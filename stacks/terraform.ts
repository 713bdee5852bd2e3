import { spawnSync } from "node:child_process";
import { UserError } from "./errors";

/**
 * Runs terraform, or what `TERRAFORM_BINARY_NAME` says, in `folder` and returns what it printed on stdout.
 * @param purpose completes "Can't …" in the message.
 * @throws UserError with terraform's own words when it is missing or ends with an error.
 */
export function terraform(folder: string, args: string[], purpose: string): string {
  const binary = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const run = spawnSync(binary, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", TF_INPUT: "0", TF_IN_AUTOMATION: "1" },
  });
  if (run.error) {
    throw new UserError(
      `Can't ${purpose}: ${binary} could not be started (${run.error.message}).\nInstall Terraform 1.11 or newer and put it on the PATH.`,
    );
  }
  if (run.status !== 0) {
    throw new UserError(
      `Can't ${purpose}: \`terraform ${args[0]}\` ended with code ${run.status}.\n${run.stderr.trim()}\n` +
        "The provider comes from the registry, or from the mirror that Terraform's CLI configuration names: check that it can be reached. Nothing was changed.",
    );
  }
  return run.stdout;
}

/** A configuration that needs nothing but Auth0's provider in one exact version, as the stacks say it. */
export function providerOnly(version: string): string {
  const auth0 = { source: "auth0/auth0", version };
  return JSON.stringify({ terraform: { required_providers: { auth0 } } });
}
