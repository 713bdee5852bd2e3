// Builds on no other verb.
import { UserError } from "../../../stacks/errors";
import type { BoundAction, LiveAction } from "../../auth0/entities";
import { loadedActionIds } from "../../auth0/local-tenant";
import { builtFrom } from "../../live/built-from";
import { type ChangeLog, readChangeLog } from "../../live/change-log";
import { type FindingDocument, findingDocument } from "../../live/finding-in-words";
import { actionsOfAnotherState } from "../../live/lost-state";
import { namesById } from "../../live/names-by-id";
import { postLoginActions, running } from "../../live/post-login-actions";
import { type LiveStack, readLive } from "../../live/verify-live";
import { digestOf } from "../../support/digest";
import type { Period } from "../../support/period";
import { type ExpectedAction, readExpectedStack } from "../../terraform/expected-stack";
import { readState, type StackState } from "../../terraform/state";
import { stateUnderOldName } from "../../terraform/state-under-old-name";
import type { Workspace } from "../../terraform/workspace";
import { twilioClient } from "../../twilio/client";
import { twilioReadingCredentials } from "../../twilio/credentials";
import { type ReceiverAnswer, readReceiver, receiverOf } from "./receiver-counters";
import { readTroubles, type TroublesAnswer } from "./troubles";
import { type VerifyAnswer, verifyPicture } from "./verify-picture";

/** One of our Actions: what runs, against what would be deployed. */
export interface ActionStatus extends Pick<ExpectedAction, "address" | "name"> {
  /** Counted from 1; undefined when it is not on the trigger. */
  position: number | undefined;
  /** What runs; undefined before the first deploy. */
  running: { version: number /** ISO 8601. */; deployedAt: string; digest: string } | undefined;
  /** Digest of the code that would be deployed. */
  expectedDigest: string;
  /** A changed draft waits for somebody to deploy it. */
  draftPending: boolean;
  /** Auth0 could not build the draft. */
  buildFailed: boolean;
}

/** An Action of somebody else on the trigger. */
export interface ForeignAction extends Pick<BoundAction, "name"> {
  position: number;
  /** Whether tenants.ts lists it, or the stack leaves the trigger alone. */
  listed: boolean;
  /** Built from our sources, and yet known to neither the state nor the names of tenants.ts. */
  fromOurSources: boolean;
  /** Put there by `npm start`, for a deploy to replace. */
  loaded: boolean;
}

/** What `status` says of a tenant. */
export interface StatusReport {
  tenant: string;
  domain: string;
  /** In pipeline order. */
  actions: ActionStatus[];
  foreign: ForeignAction[];
  /** Where the log would be sent to; undefined where the feedback is by Actions alone. Findings say what is otherwise. */
  logStream: { name: string; url: string } | undefined;
  /** What differs from what would be deployed; `[]` when nothing does. */
  findings: FindingDocument[];
  /** Why Terraform's state was not used, as a sentence; undefined when it was. */
  withoutState: string | undefined;
  /** Whether there are Actions of ours that the state does not know: a deploy stops because of them. */
  unknownOurs: boolean;
  changes: ChangeLog;
  /** What the figures of Verify and of the tenant log are about. */
  period: { text: string /** ISO 8601. */; since: string };
  verify: VerifyAnswer;
  /** Executions that failed and messages that did not go out, by the tenant log. */
  troubles: TroublesAnswer;
  /** The log stream receiver's counters; undefined when none is known. */
  receiver: ReceiverAnswer | undefined;
}

/**
 * Reads everything that `status` shows. Changes nothing; needs no more than `read:actions`.
 * @param receiver where the log stream receiver runs; absent: where the tenant's log stream goes.
 */
export async function readStatus(workspace: Workspace, period: Period, receiver?: URL): Promise<StatusReport> {
  const { name, tenant, client, folder } = workspace;
  const now = new Date();
  const since = new Date(now.getTime() - period.ms);
  const expected = readExpectedStack(folder);
  const verify = askVerify(workspace, since, now);
  const troubles = readTroubles(client, since);
  const at = receiver ?? receiverOf(workspace.tenant);
  const counters = at && readReceiver(at, workspace.env);
  const { state, withoutState, stateLost } = await readableState(workspace);
  const live = await readLive(client, expected, state);
  const inList = new Set([...tenant.before, ...tenant.after]);
  const foreign = await foreignActions(workspace, live, (other) => expected.order === undefined || inList.has(other));
  return {
    tenant: name,
    domain: tenant.domain,
    actions: expected.actions.map((action) => actionStatus(action, live)),
    foreign,
    logStream: expected.logStream && { name: expected.logStream.name, url: expected.logStream.url },
    findings: live.findings.map(findingDocument),
    withoutState,
    unknownOurs: stateLost || foreign.some(({ listed, fromOurSources }) => fromOurSources && !listed),
    changes: await readChangeLog(client, namesById(live, expected, state)),
    period: { text: period.text, since: since.toISOString() },
    verify: await verify,
    troubles: await troubles,
    receiver: await counters,
  };
}

async function askVerify({ tenant, env }: Workspace, since: Date, now: Date): Promise<VerifyAnswer> {
  try {
    const reading = twilioReadingCredentials(tenant, env);
    return await verifyPicture(twilioClient(tenant, env, reading), since, now);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { unavailable: error.message };
  }
}

interface ReadableState {
  state?: StackState;
  withoutState: string | undefined;
  stateLost: boolean;
}

/** Status is of use where the backend or Terraform can't be reached, too: our Actions are then found by name. */
async function readableState(workspace: Workspace): Promise<ReadableState> {
  const { terraform } = workspace;
  try {
    await terraform.init();
    const state = await readState(terraform);
    if (state.actionIds.size > 0 || state.logStreamId !== undefined)
      return { state, withoutState: undefined, stateLost: false };
    return await whyEmpty(workspace, state);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = error.message.trim().split("\n")[0];
    return {
      stateLost: false,
      withoutState: `Terraform's state could not be read; Actions were looked up by their names. ${why}`,
    };
  }
}

async function whyEmpty(workspace: Workspace, state: StackState): Promise<ReadableState> {
  const { name } = workspace;
  const ours = await actionsOfAnotherState(workspace, state);
  const lost = ours.length > 0;
  const old = stateUnderOldName(
    workspace.folder,
    ours.map(({ id }) => id),
  );
  const empty = old
    ? `The state of ${name} is empty, and ${old.file} knows its Actions, perhaps under an earlier name of the tenant (mv ${old.file} ${old.own})`
    : lost
      ? "Terraform's state is empty"
      : `Nothing was deployed to ${name} by Terraform yet`;
  return { withoutState: `${empty}; Actions were looked up by their names.`, stateLost: lost };
}

function actionStatus({ address, name, code }: ExpectedAction, { actions, bound }: LiveStack): ActionStatus {
  const live: LiveAction | undefined = actions.get(address);
  const running = live?.deployed;
  const position = bound.findIndex(({ id }) => id === live?.id);
  return {
    address,
    name: live?.name ?? name,
    position: position < 0 ? undefined : position + 1,
    running: running && {
      version: running.number,
      deployedAt: running.builtAt ?? running.createdAt,
      digest: digestOf(running.code),
    },
    expectedDigest: digestOf(code),
    draftPending: live !== undefined && !live.allChangesDeployed,
    buildFailed: live?.status === "failed",
  };
}

async function foreignActions(
  { tenant, client, env }: Workspace,
  { actions, bound }: LiveStack,
  isExpected: (name: string) => boolean,
): Promise<ForeignAction[]> {
  const ours = new Set([...actions.values()].map((action) => action?.id));
  if (bound.every(({ id }) => ours.has(id))) return [];
  const [all, loadedIds] = await Promise.all([postLoginActions(client), loadedActionIds(tenant, env)]);
  return bound.flatMap(({ id, name }, index) => {
    if (ours.has(id)) return [];
    const action = all.find((candidate) => candidate.id === id);
    const loaded = loadedIds.includes(id);
    const fromOurSources = !loaded && action !== undefined && builtFrom(running(action)) !== undefined;
    return [{ name, position: index + 1, listed: isExpected(name), fromOurSources, loaded }];
  });
}
