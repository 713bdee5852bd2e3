import { type FeedbackKey, feedbackKeys } from "../../../stacks/actions";
import { UserError } from "../../../stacks/errors";
import type { Tenant } from "../../../stacks/tenant-schema";
import { listsWith } from "../../live/foreign-lists";
import { running } from "../../live/post-login-actions";
import { recognise } from "../../live/recognise";
import { exitCodes } from "../../support/exit-codes";
import { printable } from "../../support/printable";
import { actionLine } from "./action-line";
import { adoptCommand, type Choice } from "./choices";
import { evidenceInWords } from "./evidence";
import type { Candidate, Match, Matches } from "./match";

const NOTHING_CHANGED = "Nothing was changed.";

/** What each of ours does, to complete "one that …". */
const work: Record<FeedbackKey, string> = {
  passwordlessFeedback: "reports the code that started a login",
  mfaChallenge: "asks for MFA inside the pipeline",
  mfaFeedback: "reports the code that answered MFA",
};

/**
 * A user has to say which Actions they are: all of the unclear ones, with what to add to the command, and what to write
 * for those that are somebody else's.
 * @param choices what was said already.
 */
export function actionsUnclear(
  name: string,
  tenant: Tenant,
  matches: Matches,
  choices: ReadonlyMap<FeedbackKey, Choice>,
): UserError {
  const unclear = feedbackKeys.flatMap((key) => {
    const match = matches[key];
    return match.kind === "unclear" ? [{ key, ...match }] : [];
  });
  const blocks = unclear.map((entry) => `${headline(entry)}\n${entry.candidates.map(candidateLine).join("")}`);
  const proposed = unclear.map((entry): [FeedbackKey, Choice] => [entry.key, proposal(entry)]);
  return new UserError(
    `It is not clear which Actions of ${name} to take over.\n\n${blocks.join("\n")}\n` +
      "An Action that is taken over gets our code; anything else it does is lost.\n" +
      `Name each by name or id, or say none for one that should be created:\n  ${adoptCommand(name, new Map([...choices, ...proposed]))}\n` +
      `${keepThem(name, tenant, unclear)}${NOTHING_CHANGED}`,
    exitCodes.problems,
  );
}

type Unclear = { key: FeedbackKey } & Extract<Match, { kind: "unclear" }>;

/** Nothing is proposed that may do more than ours. */
function proposal({ candidates, named }: Unclear): Choice {
  if (named !== undefined) return { is: candidates[0]?.action.id ?? "<name or id>" };
  const sure = candidates.find((candidate) => candidate.sure);
  if (!sure) return "none";
  const { id, name } = sure.action;
  // A shell would not read back the escape of a character that can't be shown.
  return { is: printable(name) === name ? name : id };
}

function keepThem(name: string, tenant: Tenant, unclear: readonly Unclear[]): string {
  const candidates = unclear.filter(({ named }) => named === undefined).flatMap((entry) => entry.candidates);
  const names = [...new Set(candidates.map(({ action }) => action))].map((action) => {
    return { name: action.name, pauses: recognise(running(action)).pauses.length > 0 };
  });
  if (names.length === 0) return "";
  const lists = listsWith(tenant, {
    before: names.filter(({ pauses }) => !pauses),
    after: names.filter(({ pauses }) => pauses),
  });
  return `To keep one as it is, next to ours, list it in tenants.ts under ${name}. For all of them:\n${lists}`;
}

function headline({ key, named, candidates }: Unclear): string {
  const wanted = `${key}, one that ${work[key]}`;
  if (named === undefined) return `${wanted}; it may be`;
  const where = candidates.length === 0 ? "no Action for post-login has" : "several Actions have";
  return `${wanted}; ${where} the name or id ${JSON.stringify(named)}`;
}

function candidateLine({ action, because }: Candidate): string {
  return `  ${actionLine(action)}${because ? `, ${evidenceInWords(because)}` : ""}\n`;
}

/** An Action was named for two of ours. */
export function actionChosenTwice(actionName: string, keys: FeedbackKey[]): UserError {
  return new UserError(
    `"${actionName}" would be taken over as ${keys.join(" and as ")}. Each of ours is a separate Action: if one does the work\n` +
      `of two, split it in the dashboard first. ${NOTHING_CHANGED}`,
    exitCodes.problems,
  );
}

/** The state holds an Action for it, and a user named another one. */
export function heldAlready(name: string, key: FeedbackKey, id: string): UserError {
  return new UserError(
    `The state of ${name} already holds ${key}, as the Action ${id}; another one can't be taken over in its place.\n` +
      `Leave out --action ${key}=…. ${NOTHING_CHANGED}`,
    exitCodes.problems,
  );
}

/** A tenant that gets fewer Actions has no place for what would be taken over. */
export function notAllOurs(
  name: string,
  { feedback, mfaChallenge }: Pick<Tenant, "feedback" | "mfaChallenge">,
): UserError {
  const setting = mfaChallenge ? `feedback is "${feedback}"` : "mfaChallenge is false";
  return new UserError(
    `${name}.${setting} in tenants.ts, so its stack does not have all three Actions, and there is nothing to take one of them over as.\n` +
      `Remove that setting, run this again, then put it back and deploy. ${NOTHING_CHANGED}`,
    exitCodes.problems,
  );
}

/** What is taken over gets our name, and would no longer be found under the one that tenants.ts lists. */
export function actionListed(name: string, listed: string[]): UserError {
  const names = listed.map((action) => JSON.stringify(action)).join(", ");
  return new UserError(
    `tenants.ts lists ${names} in before or after of ${name}, as somebody else's; once taken over, it is ours and gets our name.\n` +
      `Remove it from the list and run this again. ${NOTHING_CHANGED}`,
    exitCodes.problems,
  );
}

export interface UnknownSecrets {
  /** In Auth0, as it is now. */
  actionName: string;
  /** Names that the stack does not send. */
  unknown: string[];
  /** Names that it sends; empty for the challenge, which has none. */
  sent: string[];
}

/**
 * The provider refuses an Action with a secret that its configuration does not name, and never removes one from an Action
 * without secrets (recordings import-action-secrets, import-action-no-secrets-in-config).
 */
export function secretsUnknown(name: string, found: UnknownSecrets[], otherStyle: string | undefined): UserError {
  const listed = found.map(({ actionName, unknown, sent }) => {
    const known = sent.length > 0 ? `the stack sends ${sent.join(", ")}` : "the stack sends it none";
    return `  "${actionName}" has ${unknown.join(", ")}; ${known}\n`;
  });
  const style = otherStyle
    ? `With credentials: "${otherStyle}" under ${name} in tenants.ts, all of them would be known. Otherwise:\n`
    : "";
  return new UserError(
    `Some secrets are not known to the stack: Auth0's provider would refuse them, or leave them there forever.\n${listed.join("")}\n` +
      `${style}Delete each in the Auth0 dashboard (Actions, Library, the Action, the key on the left) and save the draft; do not deploy\n` +
      "it. What runs keeps its own copy until the adoption replaces it, so no login is affected. Then run this again.\n" +
      NOTHING_CHANGED,
    exitCodes.problems,
  );
}

/** What the staged plan would do is not what was shown. */
export function planChanged(name: string): UserError {
  return new UserError(
    `${name} was changed by somebody else in the meantime, so what is left to do is no longer what was shown. The adoption stopped there.\n` +
      `Run it again to see the rest: npm run adopt -- ${name}`,
  );
}
