import {
  logStreamAddress,
  lookupClientAddress,
  lookupCredentialsAddress,
  phoneProviderAddress,
  secretsVersionAddress,
  sentIdsAddress,
} from "../../stacks/addresses";
import { parseTenantJson } from "../support/tenant-text";
import type { SentIds } from "./sent-ids";
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

// biome-ignore lint/suspicious/noExplicitAny: Terraform's state is open-ended
type Resource = any;

/** Reads the state of an initialised stack; takes no lock. @throws UserError with Terraform's words when it can't. */
export async function readState(terraform: Terraform): Promise<StackState> {
  return stateIn(await terraform.state());
}

/** The same, of a state's text that was read already. */
export function stateIn(text: string): StackState {
  return stateFrom(text === "" ? {} : parseTenantJson(text));
}

function stateFrom({ resources = [], serial = 0 }: { resources?: Resource[]; serial?: number }): StackState {
  const managed = resources.filter(({ mode }) => mode === "managed");
  const actions = managed.filter(({ type }) => type === "auth0_action");
  const kept = (address: string) =>
    managed.find((resource) => actionAddress(resource) === address)?.instances[0]?.attributes.output?.value;
  const sentIds: Record<string, SentIds> | undefined = kept(sentIdsAddress);
  const idAt = (address: string) =>
    managed.filter((resource) => actionAddress(resource) === address).flatMap((resource) => idsOf(resource, false))[0];
  return {
    actionIds: new Map(
      actions.flatMap((action) => idsOf(action, false).map((id) => [actionAddress(action), id] as const)),
    ),
    replacedIds: new Map(
      actions
        .map((action) => [actionAddress(action), idsOf(action, true)] as const)
        .filter(([, ids]) => ids.length > 0),
    ),
    secretsVersion: kept(secretsVersionAddress),
    sentIds: sentIds && new Map(Object.entries(sentIds)),
    addresses: managed.map(actionAddress),
    phoneProviderId: idAt(phoneProviderAddress),
    logStreamId: idAt(logStreamAddress),
    lookupClientId: idAt(lookupClientAddress),
    lookupKeyIds: keyIdsOf(managed.find((resource) => actionAddress(resource) === lookupCredentialsAddress)),
    serial,
  };
}

function actionAddress({ type, name }: Resource): string {
  return `${type}.${name}`;
}

function keyIdsOf(credentials: Resource): string[] | undefined {
  const keys = credentials?.instances[0]?.attributes.private_key_jwt?.[0]?.credentials;
  return keys?.map((key: { key_id: string }) => key.key_id);
}

function idsOf({ instances }: Resource, deposed: boolean): string[] {
  return instances
    .filter((instance: Resource) => (instance.deposed !== undefined) === deposed)
    .map(({ attributes }: Resource) => attributes.id);
}
