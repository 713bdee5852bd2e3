import { z } from "zod";
import {
  logStreamAddress,
  lookupClientAddress,
  phoneProviderAddress,
  secretsVersionAddress,
  sentIdsAddress,
} from "../../stacks/addresses";
import { readAttributes } from "./attributes";
import { lookupKeyIdsIn } from "./lookup-key-ids";
import type { SentIds } from "./sent-ids";
import { currentAt, currentOf, inState, managedIn, type StateDocument, type StateObject } from "./state-document";
import type { Terraform } from "./terraform";

/** What Terraform's state says of one tenant. */
export interface StackState {
  /** Id in Auth0 by Terraform address, e.g. `auth0_action.mfa_challenge`. Empty before the first deploy. */
  actionIds: ReadonlyMap<string, string>;
  /**
   * Ids by address of those that a replacement which failed half way has not deleted yet (Terraform: deposed). They may
   * still be what is bound.
   */
  replacedIds: ReadonlyMap<string, string[]>;
  /** When the secrets were last to be sent, UTC as YYYYMMDDhhmmss; `undefined` before the first deploy. */
  secretsVersion: number | undefined;
  /** The public parts of what each Action was last sent, by its address. Absent if nothing was ever recorded. */
  sentIds?: ReadonlyMap<string, SentIds> | undefined;
  /** Terraform addresses of everything that it holds. */
  addresses: readonly string[];
  /** Id in Auth0 of the phone provider; absent where the state holds none. */
  phoneProviderId?: string | undefined;
  /** Id in Auth0 of our log stream; absent where the state holds none. */
  logStreamId?: string | undefined;
  /** Client id of the client that looks up enrolled numbers; absent where the state holds none. */
  lookupClientId?: string | undefined;
  /** Of its public keys; absent where the state holds none. */
  lookupKeyIds?: string[] | undefined;
  /** Counts up with every change; 0 before the first deploy. */
  serial: number;
}

const identified = z.looseObject({ id: z.string() });

/** A `terraform_data`: a value and its type. */
const kept = <Schema extends z.ZodType>(value: Schema) => z.looseObject({ output: z.looseObject({ value }).nullish() });
const keptVersion = kept(z.number());
/** A note of our own, which nothing but a comparison depends on: of another form it counts as absent. */
const keptSentIds = kept(
  z
    .record(z.string(), z.object({ version: z.number(), ids: z.record(z.string(), z.string()) }))
    .optional()
    .catch(undefined),
);

/** Reads the state of an initialised stack; takes no lock. @throws UserError when it can't, with Terraform's words. */
export async function readState(terraform: Terraform): Promise<StackState> {
  return stackStateIn(await terraform.state());
}

/** The same, of a state that was read already. @throws UserError when it is not as the provider writes it. */
export function stackStateIn(state: StateDocument): StackState {
  const managed = managedIn(state);
  const actions = managed.filter(({ type }) => type === "auth0_action");
  const sentIds = currentAt(state, sentIdsAddress, keptSentIds)?.output?.value;
  const idAt = (address: string) => currentAt(state, address, identified)?.id;
  return {
    actionIds: new Map(
      actions.flatMap((action) => {
        const found = currentOf(action, identified);
        return found === undefined ? [] : [[action.address, found.id] as const];
      }),
    ),
    replacedIds: new Map(
      actions
        .filter(({ deposed }) => deposed.length > 0)
        .map((action) => [action.address, deposedIds(action)] as const),
    ),
    secretsVersion: currentAt(state, secretsVersionAddress, keptVersion)?.output?.value,
    sentIds: sentIds && new Map(Object.entries(sentIds)),
    addresses: managed.map(({ address }) => address),
    phoneProviderId: idAt(phoneProviderAddress),
    logStreamId: idAt(logStreamAddress),
    lookupClientId: idAt(lookupClientAddress),
    lookupKeyIds: lookupKeyIdsIn(state),
    serial: state.serial,
  };
}

function deposedIds(action: StateObject): string[] {
  return action.deposed.map((attributes) => readAttributes(identified, attributes, inState(action)).id);
}
