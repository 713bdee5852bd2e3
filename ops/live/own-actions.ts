import { terraformName } from "../../stacks/actions";
import { importsIn } from "../terraform/imports";
import type { StackState } from "../terraform/state";

/** What preflight takes of Terraform's state. */
export type KnownState = Pick<
  StackState,
  "actionIds" | "replacedIds" | "phoneProviderId" | "logStreamId" | "lookupKeyIds"
>;

/** Actions of the tenant that are ours already, or will be with the next plan. */
export interface OwnActions {
  /** The id in Auth0 by Terraform address, of what the state holds. */
  actionIds: ReadonlyMap<string, string>;
  /** Addresses that import blocks in the stack's folder bring in. */
  imported: ReadonlySet<string>;
  /** Ids of all of them, and of those that were replaced and not yet deleted, or that a deploy to the local tenant replaces. */
  ids: ReadonlySet<string>;
  /** Those of them that are mfa-challenge. */
  challengeIds: ReadonlySet<string>;
}

const challenge = `auth0_action.${terraformName("mfaChallenge")}`;

/**
 * Reads the import blocks of a stack's folder.
 * @param state undefined when it can't be read.
 * @param loaded ids of what the local tenant's `npm start` put there for a deploy to replace.
 */
export function ownActions(folder: string, state: KnownState | undefined, loaded: readonly string[]): OwnActions {
  const actionIds = state?.actionIds ?? new Map<string, string>();
  const imports = importsIn(folder).filter(({ to }) => to.startsWith("auth0_action."));
  const known: (readonly [address: string, id: string])[] = [
    ...actionIds,
    ...[...(state?.replacedIds ?? [])].flatMap(([address, ids]) => ids.map((id) => [address, id] as const)),
    ...imports.map(({ to, id }) => [to, id] as const),
  ];
  return {
    actionIds,
    imported: new Set(imports.map(({ to }) => to)),
    ids: new Set([...known.map(([, id]) => id), ...loaded]),
    challengeIds: new Set(known.filter(([address]) => address === challenge).map(([, id]) => id)),
  };
}
