import { type FeedbackKey, feedbackKeys } from "../../../stacks/actions";
import { UserError } from "../../../stacks/errors";
import { npmRun, quoted } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import { withoutLineBreaks } from "../../support/tenant-text";

/** What a user said of one of ours: name or id of the Action that does its work, or that there is none. */
export type Choice = { is: string } | "none";

/** The command that adopts with these choices. */
export function adoptCommand(name: string, choices: ReadonlyMap<FeedbackKey, Choice>): string {
  const options = [...choices].map(
    ([key, choice]) => `--action ${key}=${choice === "none" ? choice : quoted(choice.is)}`,
  );
  return [npmRun("adopt", name), ...options].join(" ");
}

/**
 * Reads `--action mfaChallenge="Trigger MFA"`, once for each of ours; `none` says that it is to be created.
 * @throws UserError for another form, an unknown key, or one that is given twice.
 */
export function parseChoices(options: readonly string[]): ReadonlyMap<FeedbackKey, Choice> {
  const choices = new Map<FeedbackKey, Choice>();
  for (const option of options) {
    const [, name, value] = /^([^=]*)=(.+)$/s.exec(option) ?? [];
    const key = feedbackKeys.find((known) => known === name);
    if (key === undefined || value === undefined) throw choiceUnreadable(option);
    if (choices.has(key)) throw new UserError(`--action ${key}=… is given twice.`, exitCodes.notReady);
    choices.set(key, value === "none" ? "none" : { is: withoutLineBreaks(value) });
  }
  return choices;
}

function choiceUnreadable(option: string): UserError {
  return new UserError(
    `--action ${option} is not valid. It takes one of ${feedbackKeys.join(", ")}, and the name or id of the Action in Auth0 that\n` +
      'does its work, or none: --action mfaChallenge="Trigger MFA"',
    exitCodes.notReady,
  );
}
