import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../stacks/errors";
import type { Environment } from "../support/environment";
import { withScratch } from "../support/scratch";
import { isStopped } from "../support/stop";
import { terraformIn } from "./terraform";

/** Runs a command of Terraform and gives what it printed on stdout. */
export type RunTerraform = (args: string[]) => Promise<string>;

/**
 * Does some work in a folder whose configuration needs nothing but Auth0's provider in one exact version, as the stacks say it.
 * @param file what the work writes, by its path in the repository.
 * @throws UserError with Terraform's own words when it is missing or ends with an error.
 */
export function withProviderOnly<Result>(
  { version, file, env }: { version: string; file: string; env: Environment },
  work: (run: RunTerraform, folder: string) => Promise<Result>,
): Promise<Result> {
  return withScratch("provider", (folder) => {
    const required_providers = { auth0: { source: "auth0/auth0", version } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers } }));
    const terraform = terraformIn(folder, env);
    const failed = `Can't write ${file} for auth0/auth0 ${version}`;
    const run: RunTerraform = async (args) => {
      const { exit, stdout, stderr } = await terraform.quiet(args).catch((error: Error) => {
        if (isStopped()) throw error;
        throw new UserError(`${failed}: ${error.message}`);
      });
      if (exit === 0) return stdout;
      throw new UserError(
        `${failed}: \`terraform ${args[0]}\` ended with code ${exit}.\n${stderr.trim()}\n` +
          "The provider comes from the registry, or from the mirror that Terraform's CLI configuration names: check that it can be reached. Nothing was changed.",
      );
    };
    return work(run, folder);
  });
}
