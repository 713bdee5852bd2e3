import { boundActions } from "../auth0/bound-actions";
import type { ManagementClient } from "../auth0/client";
import type { BoundAction, LiveAction } from "../auth0/entities";
import { versionsDocument } from "../auth0/entities";
import { liveAction, liveActionsNamed } from "../auth0/live-actions";
import type { ExpectedAction, ExpectedStack } from "../terraform/expected-stack";
import type { StackState } from "../terraform/state";
import { actionFindings } from "./action-findings";
import type { Finding } from "./finding";
import { logStreamFindings } from "./log-stream-findings";
import { lookupFindings } from "./lookup-findings";
import { lostRotation } from "./lost-rotation";
import { phoneFindings } from "./phone-findings";
import { resetFindings } from "./reset-findings";

/** What is live of a stack, and what is wrong with it. */
export interface LiveStack {
  /** By Terraform address; `undefined` for an Action that is not there. */
  actions: ReadonlyMap<string, LiveAction | undefined>;
  /** The Actions on the trigger, in order. */
  bound: readonly BoundAction[];
  /** Their names. */
  order: string[];
  findings: Finding[];
}

/**
 * Reads what is live and compares it with the stack; nothing found means that logins run exactly what the stack says.
 * Our Actions are known by the state's ids; without a state by name, bound ones first.
 */
export async function readLive(
  client: ManagementClient,
  expected: ExpectedStack,
  state?: StackState,
): Promise<LiveStack> {
  const bound = boundActions(client);
  // Awaited further down; a failure that comes before must not end the process, past everybody who catches it.
  bound.catch(() => undefined);
  const read = async (action: ExpectedAction) => {
    const live = await findLive(client, action, state, bound);
    const newer = live !== undefined && isStale(action, live) ? await newestVersion(client, live.id) : undefined;
    return { action, live, findings: actionFindings(action, live, newer) };
  };
  const [found, ofPhone, ofStream, ofResets, ofLookup] = await Promise.all([
    Promise.all(expected.actions.map(read)),
    phoneFindings(client, expected),
    logStreamFindings(client, expected, state?.logStreamId),
    resetFindings(client, expected),
    lookupFindings(client, expected, state?.lookupClientId),
  ]);
  const order = (await bound).map(({ name }) => name);
  return {
    actions: new Map(found.map(({ action, live }) => [action.address, live])),
    bound: await bound,
    order,
    findings: [
      ...found.flatMap(({ findings }) => findings),
      ...found.flatMap(({ action, live }) => lostRotation(action, live, state?.secretsVersion, client.clockAheadMs())),
      ...orderFindings(expected.order, order),
      ...ofPhone,
      ...ofStream,
      ...ofResets,
      ...ofLookup,
    ],
  };
}

async function findLive(
  client: ManagementClient,
  action: ExpectedAction,
  state: StackState | undefined,
  bound: ReturnType<typeof boundActions>,
): Promise<LiveAction | undefined> {
  if (state) {
    const id = await runningId(action.address, state, bound);
    return id === undefined ? undefined : liveAction(client, id);
  }
  const onTrigger = (await bound).find(({ name }) => name === action.name);
  if (onTrigger) return liveAction(client, onTrigger.id);
  return (await liveActionsNamed(client, action.name)).at(-1);
}

/** After a replacement that failed half way, the one that it should have replaced is still the one that runs. */
async function runningId(
  address: string,
  { actionIds, replacedIds }: StackState,
  bound: ReturnType<typeof boundActions>,
): Promise<string | undefined> {
  const current = actionIds.get(address);
  const replaced = replacedIds.get(address);
  if (replaced === undefined) return current;
  const ids = (await bound).map(({ id }) => id);
  return [current, ...replaced].find((id) => id !== undefined && ids.includes(id)) ?? current;
}

/** Whether a deploy may be under way: only then is the list of versions worth a call. */
function isStale({ code }: ExpectedAction, live: LiveAction): boolean {
  return !live.allChangesDeployed || live.deployed?.code !== code;
}

/** Number of the newest version, which may not run yet: after an update the provider does not wait for it. */
async function newestVersion(client: ManagementClient, id: string): Promise<number> {
  const { versions } = await client.get(
    `/actions/actions/${encodeURIComponent(id)}/versions?page=0&per_page=50`,
    versionsDocument,
  );
  return Math.max(0, ...versions.map(({ number }) => number));
}

function orderFindings(wanted: string[] | undefined, live: string[]): Finding[] {
  if (wanted === undefined) return [];
  if (wanted.length === live.length && wanted.every((name, index) => live[index] === name)) return [];
  return [{ kind: "order", address: undefined, pending: false, live, wanted }];
}
