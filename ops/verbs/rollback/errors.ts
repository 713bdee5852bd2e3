import { UserError } from "../../../stacks/errors";
import { exitCodes } from "../../support/exit-codes";
import type { Commit } from "./commit";

export function rollbackTargetMissing(name: string, last: Commit[]): UserError {
  const lines = last.map(({ short, date, subject }) => `\n  ${short}  ${date}  ${subject}`);
  const recent = lines.length > 0 ? `\nThe last commits that changed what is deployed:${lines.join("")}` : "";
  return new UserError(
    `Roll back to what? Name one of the two:\n  npm run rollback -- ${name} --commit <revision>\n  npm run rollback -- ${name} --artefact <folder>${recent}`,
    exitCodes.notReady,
  );
}

export function commitNotSynthesised({ short, subject }: Commit, exit: number | null): UserError {
  return new UserError(
    `The stacks of commit ${short} (${subject}) can't be built: its synth ended with code ${exit}; its output is above.\n` +
      "Nothing was changed. Roll back to an artefact of it (--artefact), or to another commit.",
  );
}
