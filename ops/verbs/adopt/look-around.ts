import { type FeedbackKey, feedbackKeys } from "../../../stacks/actions";
import { actionAddress } from "../../../stacks/addresses";
import { actionKeysOf } from "../../../stacks/feedback";
import { secretNames } from "../../../stacks/secret-forms";
import { actionNames, type Tenant } from "../../../stacks/tenant-schema";
import { builtFrom } from "../../live/built-from";
import { refuseOtherState } from "../../live/lost-state";
import { type PostLoginAction, postLoginActions, running } from "../../live/post-login-actions";
import { recognise } from "../../live/recognise";
import { unlistedActions } from "../../live/unlisted-actions";
import { type ExpectedStack, readExpectedStack } from "../../terraform/expected-stack";
import { readState, type StackState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import type { Choice } from "./choices";
import {
  actionChosenTwice,
  actionListed,
  actionsUnclear,
  heldAlready,
  notAllOurs,
  secretsUnknown,
  type UnknownSecrets,
} from "./errors";
import { type Match, type Matches, matchActions } from "./match";

/** What an adoption starts from. */
export interface Surroundings {
  expected: ExpectedStack;
  state: StackState;
  /** Every Action for post-login: bound ones first, in order. */
  actions: readonly PostLoginAction[];
  names: Readonly<Record<FeedbackKey, string>>;
  matches: Matches;
  /** What to write in tenants.ts for bound Actions that stay somebody else's and are not listed; `undefined` without any. */
  unlisted: string | undefined;
  /** Addresses that the state holds although what they stand for is not there, or not ours: left by an adoption that failed. */
  untrue: string[];
}

/**
 * Reads the tenant and the state, and finds what is to be taken over. Changes nothing; throws a user error if something
 * prevents it.
 */
export async function lookAround(
  workspace: Workspace,
  choices: ReadonlyMap<FeedbackKey, Choice>,
): Promise<Surroundings> {
  const { name, tenant, folder, client, terraform } = workspace;
  const present = actionKeysOf(tenant);
  if (!feedbackKeys.every((key) => present.includes(key))) throw notAllOurs(name, tenant);
  const expected = readExpectedStack(folder);
  const [state, actions] = await Promise.all([readState(terraform), postLoginActions(client)]);
  refuseOtherState(workspace, state, actions);
  const names = actionNames(tenant);
  const stateIds = new Map(
    feedbackKeys.flatMap((key) => {
      const id = state.actionIds.get(actionAddress(key));
      return id === undefined ? [] : [[key, id] as const];
    }),
  );
  const isTrue = ([key, id]: readonly [FeedbackKey, string]) =>
    runsOurs(
      key,
      actions.find((action) => action.id === id),
    );
  const held = new Map([...stateIds].filter(isTrue));
  const untrue = [...stateIds].filter((entry) => !isTrue(entry));
  const resumed = untrue.filter(([, id]) => actions.some((action) => action.id === id));
  checkChoices(name, choices, actions, held);
  const matches = matchActions({
    actions,
    held,
    names,
    listed: [...tenant.before, ...tenant.after],
    choices: new Map([...resumed.map(([key, id]) => [key, { is: id }] as const), ...choices]),
  });
  if (Object.values(matches).some(({ kind }) => kind === "unclear"))
    throw actionsUnclear(name, tenant, matches, choices);
  const unlisted = unlistedIn(name, tenant, actions, matches);
  const found = {
    expected,
    state,
    actions,
    names,
    matches,
    unlisted,
    untrue: untrue.map(([key]) => actionAddress(key)),
  };
  refuseObstacles(name, tenant, found);
  return found;
}

function unlistedIn(
  name: string,
  tenant: Tenant,
  actions: readonly PostLoginAction[],
  matches: Matches,
): string | undefined {
  const idOf = (match: Match) => (match.kind === "adopt" ? [match.action.id] : match.kind === "held" ? [match.id] : []);
  const own = {
    ids: new Set(Object.values(matches).flatMap(idOf)),
    challengeIds: new Set(idOf(matches.mfaChallenge)),
  };
  const bound = actions.filter(({ position }) => position !== undefined);
  const read = actions.map((action) => ({ id: action.id, does: recognise(running(action)) }));
  return unlistedActions({ name, tenant }, bound, own, read)[0]?.fix;
}

/** Whether logins run code of ours. An apply that failed leaves a state that says so all the same. */
function runsOurs(key: FeedbackKey, action: PostLoginAction | undefined): boolean {
  return action?.deployed !== undefined && builtFrom(running(action)) === key;
}

function checkChoices(
  name: string,
  choices: ReadonlyMap<FeedbackKey, Choice>,
  actions: readonly PostLoginAction[],
  held: ReadonlyMap<FeedbackKey, string>,
): void {
  const keysByAction = new Map<string, FeedbackKey[]>();
  for (const [key, choice] of choices) {
    const meant =
      choice === "none" ? undefined : actions.find((action) => [action.id, action.name].includes(choice.is));
    const id = held.get(key);
    if (id !== undefined && meant?.id !== id) throw heldAlready(name, key, id);
    if (meant) keysByAction.set(meant.id, [...(keysByAction.get(meant.id) ?? []), key]);
  }
  for (const [id, keys] of keysByAction) {
    if (keys.length > 1) throw actionChosenTwice(actions.find((action) => action.id === id)?.name ?? id, keys);
  }
}

function refuseObstacles(name: string, tenant: Tenant, { matches, expected }: Surroundings): void {
  const adopted = feedbackKeys.flatMap((key) => {
    const match = matches[key];
    return match.kind === "adopt" ? [{ key, action: match.action }] : [];
  });
  const listed = adopted.filter(({ action }) => [...tenant.before, ...tenant.after].includes(action.name));
  if (listed.length > 0)
    throw actionListed(
      name,
      listed.map(({ action }) => action.name),
    );
  const unknown = adopted.flatMap(({ key, action }) => unknownSecrets(key, action, expected));
  if (unknown.length > 0) throw secretsUnknown(name, unknown, otherStyle(tenant, unknown));
}

function unknownSecrets(
  key: FeedbackKey,
  { name, secrets }: PostLoginAction,
  { actions }: ExpectedStack,
): UnknownSecrets[] {
  const sent = actions.find(({ address }) => address === actionAddress(key))?.secretNames ?? [];
  const unknown = secrets.map((secret) => secret.name).filter((secret) => !sent.includes(secret));
  return unknown.length > 0 ? [{ actionName: name, unknown, sent }] : [];
}

/** The other way to sign in to Twilio, if all that is unknown is known there. */
function otherStyle({ credentials }: Tenant, found: UnknownSecrets[]): Tenant["credentials"] | undefined {
  const other = credentials === "api-key" ? "auth-token" : "api-key";
  const known = secretNames(other);
  const fits = ({ sent, unknown }: UnknownSecrets) =>
    sent.length > 0 && unknown.every((secret) => known.includes(secret));
  return found.every(fits) ? other : undefined;
}
