import { spawnSync } from "node:child_process";
import { UserError } from "../../../stacks/errors";
import { repoRoot } from "../../../stacks/repo-root";
import { exitCodes } from "../../support/exit-codes";
import { plainEnvironment } from "../../support/plain-environment";

/** Names of what gh signs in with and finds the repository by. */
const KEPT = /^(GH_|GITHUB_TOKEN$)/;

/**
 * GitHub's command line, in this repository, signed in as the caller is.
 * @param input for its standard input: no secret is an argument.
 * @throws UserError with gh's own words when it can't be started or says no.
 */
export function gh(args: readonly string[], input = ""): string {
  const own = Object.entries(process.env).filter(([name]) => KEPT.test(name));
  const env = { ...plainEnvironment(process.env), ...Object.fromEntries(own) } as NodeJS.ProcessEnv;
  const { error, status, stdout, stderr } = spawnSync("gh", args, { cwd: repoRoot, encoding: "utf8", input, env });
  if (error) {
    throw new UserError(
      `gh could not be started: ${error.message}.\nInstall GitHub's command line (https://cli.github.com) and run: gh auth login`,
      exitCodes.notReady,
    );
  }
  if (status !== 0) throw new UserError(`gh ${args.slice(0, 4).join(" ")} failed:\n${stderr.trim()}`);
  return stdout;
}
