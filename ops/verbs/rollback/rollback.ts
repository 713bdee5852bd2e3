// Builds on artefact and deploy.
import { UserError } from "../../../stacks/errors";
import { commandsFor, npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { withProgress } from "../../support/progress";
import { withScratch } from "../../support/scratch";
import { deployArtefact } from "../artefact/deploy-artefact";
import { withEarlierStacks } from "../artefact/earlier-stacks";
import { refuseUnverified, type UnverifiedOption } from "../artefact/refuse-unverified";
import { deploy } from "../deploy/deploy";
import { type NextSteps, nextSteps } from "../deploy/next-steps";
import { type Commit, checkOut, findCommit, lastChanges } from "./commit";
import { synthCommit } from "./synth-commit";

/** Exactly one of commit and artefact. */
export interface RollbackOptions extends UnverifiedOption {
  /** Anything that git takes for a commit. */
  commit?: string;
  /** Folder of an artefact. */
  artefact?: string;
}

/**
 * Deploys what an artefact or a commit says, through Terraform, so that state and tenant agree afterwards. The number
 * that stands for the secrets is the state's and stays. Shows the plan first. Returns the exit code of the deploy.
 * @throws UserError with nothing changed when it is not clear what to go back to, or that can't be deployed here.
 */
export async function rollback(invocation: Invocation, options: RollbackOptions): Promise<number> {
  const { commit, artefact } = options;
  if ((commit === undefined) === (artefact === undefined)) throw rollbackTargetMissing(invocation.name, lastChanges());
  const exit =
    commit === undefined ? await toArtefact(invocation, artefact!) : await toCommit(invocation, commit, options);
  if (exit === exitCodes.done) {
    invocation.output.aside(
      `\nThe next deploy of this working copy brings the newer version back. To stay on the older one, revert in git too.\n`,
    );
  }
  return exit;
}

function toArtefact(invocation: Invocation, folder: string): Promise<number> {
  invocation.output.aside(`Back to the artefact in ${folder}.\n\n`);
  const next = nextAfter(invocation, npmRun("rollback", invocation.name, "--artefact", folder));
  return deployArtefact(invocation, folder, ({ invocation, stacks }, onStart) =>
    deploy(invocation, { stacks, next, onStart }),
  );
}

async function toCommit(invocation: Invocation, revision: string, option: UnverifiedOption): Promise<number> {
  const commit = findCommit(revision);
  const command = npmRun("rollback", invocation.name, "--commit", commit.short);
  refuseUnverified(invocation, command, option);
  invocation.output.aside(`Back to commit ${commit.short} of ${commit.date}: ${commit.subject}\n\n`);
  const next = nextAfter(invocation, option.unverified ? `${command} --unverified` : command);
  return withScratch("commit", async (scratch) => {
    const source = await withProgress(`synthesising commit ${commit.short}`, async () => {
      return synthCommit(commit, checkOut(commit, scratch), invocation.caller);
    });
    return withEarlierStacks(invocation, source, ({ invocation, stacks }) => deploy(invocation, { stacks, next }));
  });
}

function nextAfter(invocation: Invocation, again: string): NextSteps {
  return nextSteps({ ...commandsFor(invocation), deploy: again });
}

function rollbackTargetMissing(name: string, last: Commit[]): UserError {
  const lines = last.map(({ short, date, subject }) => `\n  ${short}  ${date}  ${subject}`);
  const recent = lines.length > 0 ? `\nThe last commits that changed what is deployed:${lines.join("")}` : "";
  return new UserError(
    `Roll back to what? Name one of the two:\n  npm run rollback -- ${name} --commit <revision>\n  npm run rollback -- ${name} --artefact <folder>${recent}`,
    exitCodes.notReady,
  );
}
