import { UserError } from "../../../stacks/errors";
import { exitCodes } from "../../support/exit-codes";

/** @param variables those that are not set. */
export function notInAWorkflow(variables: string[]): UserError {
  return new UserError(
    `This command runs in a GitHub workflow, which sets ${variables.join(", ")}. That is missing here.\n` +
      "A workflow passes the token with: env: GITHUB_TOKEN: ${{ github.token }}",
    exitCodes.notReady,
  );
}

export function githubUnreachable(url: string, reason: string): UserError {
  return new UserError(
    `${url} can't be reached: ${reason}.\nRe-run the job; if that does not help, check GITHUB_API_URL and the network.`,
  );
}

export function githubRefused(method: string, url: string, status: number, message: string): UserError {
  const advice =
    status === 403 || status === 404
      ? "\nThe job needs the permission for it (permissions: in the workflow), which pull requests from forks never have."
      : "";
  return new UserError(`${method} ${url} answered ${status}: ${message}${advice}`);
}

/** @param ms until it lets a call through. */
export function githubLimited(method: string, url: string, ms: number): UserError {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return new UserError(
    `${method} ${url}: GitHub's rate limit for this repository's workflows is used up.\n` +
      `Re-run the job in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
  );
}

export function noSealedPlan(file: string): UserError {
  return new UserError(
    `There is no sealed plan at ${file}.\nIt is made by: npm run ci-plan -- <tenant> --seal ${file}`,
    exitCodes.notReady,
  );
}

export function sealBroken(file: string, name: string): UserError {
  return new UserError(
    `${file} can't be opened as the plan of ${name} in this run. It was changed, or sealed for another tenant, for another\n` +
      "artefact, by another run of the workflow, or with another PLAN_KEY. Nothing was changed.\n" +
      "Re-run the planning job: the jobs after it then run again too, with a new plan.",
    exitCodes.problems,
  );
}

export function stateWouldBeLost(name: string): UserError {
  return new UserError(
    `${name} keeps its state in a file, and this machine is thrown away after the run: the next one would create every\n` +
      `Action again. Set a backend for the state in tenants.ts (${name}.backend); stacks/backend.ts lists the choices.`,
    exitCodes.notReady,
  );
}

export function lockMissing(name: string): UserError {
  return new UserError(
    `The checksums of Auth0's provider are not committed (stacks/terraform.lock.hcl), so this job would hand the credentials\n` +
      `of ${name} to whatever the registry serves. Nothing was changed.\n` +
      "Run once, on a machine that you trust, and commit the file: npm run lock",
    exitCodes.notReady,
  );
}

/** @param said Terraform's words, and what happened to the tenant. */
export function stateSealed(name: string, said: string): UserError {
  return new UserError(
    `${said} It is kept, encrypted with PLAN_KEY, as the artefact state-of-${name} of this run.\n` +
      `Until it is written, deploy nothing to ${name}: the state does not know what was done. Once the backend can be written\n` +
      "again (its credentials, its disk), run the workflow push-state with the tenant and the number of this run.",
  );
}
