import { UserError } from "../../../stacks/errors";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";

const makeAnother = "Make another with: npm run artefact -- <folder>";

export function folderTaken(folder: string): UserError {
  return new UserError(
    `${folder} already exists, and an artefact is never changed.\nName a folder that does not exist, or delete that one.`,
    exitCodes.notReady,
  );
}

/** @param addresses Terraform addresses of the Actions that differ. */
export function differByMoreThanSettings(one: string, other: string, addresses: string[]): UserError {
  return new UserError(
    `The Actions of ${one} and ${other} differ by more than their settings: ${addresses.join(", ")}.\n` +
      `What was verified in one would not be what runs in the other. Write the difference as a setting (stacks/settings.ts).`,
  );
}

export function noArtefact(folder: string, reason: string): UserError {
  return new UserError(`${folder} is not an artefact: ${reason}.\n${makeAnother}`, exitCodes.notReady);
}

/** @param changes one phrase each. */
export function altered(folder: string, changes: string[]): UserError {
  return new UserError(
    `The artefact in ${folder} was changed after it was made:\n${changes.map((change) => `  ${change}`).join("\n")}\n` +
      `Nothing was changed. Download all of it again, or make another: npm run artefact -- <folder>`,
    exitCodes.problems,
  );
}

/** @param command what was asked for, without the emergency's option. */
export function withoutArtefact(name: string, from: string, command: string): UserError {
  return new UserError(
    `${name} accepts only what was verified in ${from} (promotesFrom in tenants.ts), and only an artefact can be verified. Nothing was changed.\n` +
      `  npm run artefact -- <folder>\n  npm run deploy -- ${from} --artefact <folder>\n  npm run deploy -- ${name} --artefact <folder>\n` +
      `In an emergency that can't wait for ${from}: ${command} --unverified`,
    exitCodes.problems,
  );
}

export function notVerified(folder: string, name: string, from: string, reason: string): UserError {
  return new UserError(
    `${name} accepts only what was verified in ${from} (promotesFrom in tenants.ts), and the artefact in ${folder} was not: ${reason}.\n` +
      `Nothing was changed. Deploy it there first: ${npmRun("deploy", from, "--artefact", folder)}`,
    exitCodes.problems,
  );
}
