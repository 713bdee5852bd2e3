import {
  keptAddresses,
  logStreamAddress,
  lookupClientAddress,
  lookupCredentialsAddress,
  lookupGrantAddress,
  phoneProviderAddress,
  sentIdsAddress,
} from "../../../stacks/addresses";
import { boundActions } from "../../auth0/bound-actions";
import type { ManagementClient } from "../../auth0/client";
import type { BoundAction } from "../../auth0/entities";
import { liveAction } from "../../auth0/live-actions";
import { liveLogStreams } from "../../live/log-stream";
import { liveLookupClient } from "../../live/lookup-client";
import { livePhoneProvider } from "../../live/phone-provider";
import { explained } from "../../terraform/explain";
import { type PlanDocument, showPlan } from "../../terraform/plan-document";
import type { StackState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";

/** Something that a destroy removes. */
export interface Leaving {
  /** Terraform's. */
  address: string;
  /** In Auth0; `null` for what is only in the state. */
  id: string | null;
  /** As it is in Auth0 now; `null` when it is not there any more. */
  name: string | null;
}

/** What goes and what stays. */
export interface Inventory {
  /** Empty when the state holds nothing. */
  leaving: Leaving[];
  /** Addresses in the state of what is forgotten, not destroyed: the trigger's binding, settings of the tenant. */
  forgotten: string[];
  /** The trigger as it is now. */
  bound: BoundAction[];
  /** The trigger without ours, in the same order. */
  staying: BoundAction[];
}

/** Reads the tenant. Changes nothing. */
export async function inventory(workspace: Workspace, state: StackState): Promise<Inventory> {
  const bound = await boundActions(workspace.client);
  const ours = new Set(state.actionIds.values());
  // What the state remembers of the secrets goes with the rest, and is nothing that anybody made.
  const untold = [...keptAddresses, sentIdsAddress];
  const addresses = state.addresses.filter((address) => !untold.includes(address));
  const leaving = await Promise.all(
    inOrder(addresses, state, bound).map((address) => leavingOf(workspace.client, address, state)),
  );
  const forgotten = state.addresses.filter((address) => keptAddresses.includes(address));
  return { leaving, forgotten, bound, staying: bound.filter(({ id }) => !ours.has(id)) };
}

/** What the look-up client is and has, in words. */
const ofLookupClient: ReadonlyMap<string, string> = new Map([
  [lookupClientAddress, "application"],
  [lookupCredentialsAddress, "public key of"],
  [lookupGrantAddress, "permission of"],
]);

/** As they run; what is not bound comes last. */
function inOrder(addresses: string[], { actionIds }: StackState, bound: readonly BoundAction[]): string[] {
  const place = (address: string) => {
    const position = bound.findIndex(({ id }) => id === actionIds.get(address));
    return position === -1 ? bound.length : position;
  };
  return [...addresses].sort((a, b) => place(a) - place(b));
}

async function leavingOf(
  client: ManagementClient,
  address: string,
  { actionIds, phoneProviderId, logStreamId, lookupClientId }: StackState,
): Promise<Leaving> {
  if (address === phoneProviderAddress) {
    const provider = await livePhoneProvider(client);
    const there = provider?.id === phoneProviderId;
    return { address, id: phoneProviderId ?? null, name: there ? `phone provider ${provider?.name}` : null };
  }
  if (address === logStreamAddress) {
    const stream = (await liveLogStreams(client)).find(({ id }) => id === logStreamId);
    return { address, id: logStreamId ?? null, name: stream ? `log stream "${stream.name}"` : null };
  }
  const ofClient = ofLookupClient.get(address);
  if (ofClient !== undefined) {
    const found = lookupClientId === undefined ? undefined : await liveLookupClient(client, lookupClientId);
    return { address, id: lookupClientId ?? null, name: found ? `${ofClient} "${found.name}"` : null };
  }
  const id = actionIds.get(address);
  const live = id === undefined ? undefined : await liveAction(client, id);
  return { address, id: id ?? null, name: live?.name ?? null };
}

/**
 * Plans the removal of everything that the state holds. Nothing is refreshed: somebody else's Action that no longer
 * exists would make it fail, and deleting what is gone is not an error.
 */
export async function planDestroy({ name, terraform }: Workspace, file: string): Promise<PlanDocument> {
  const { exit, stderr } = await terraform.quiet([
    "plan",
    "-destroy",
    "-refresh=false",
    "-no-color",
    "-input=false",
    `-out=${file}`,
  ]);
  if (exit !== 0) throw explained("plan -destroy", stderr, name);
  return showPlan(terraform, file);
}

/** Terraform addresses of what such a plan removes. */
export function removedBy({ changes }: PlanDocument): string[] {
  return changes.filter(({ kind }) => kind === "remove").map(({ address }) => address);
}
