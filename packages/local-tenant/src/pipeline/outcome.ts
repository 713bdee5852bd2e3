import type { MfaCommand } from "./commands";
import type { Effect } from "./types";

/** Transaction metadata: what one Action leaves for the next. */
export type TransactionMetadata = Record<string, string | number | boolean>;

/** What one run of an Action has asked for through `api`. Read once when the handler has settled; later calls are lost. */
export interface ActionOutcome {
  /** The login is refused, with this description. */
  denied?: string;
  /** `api` members that the local tenant does not have and that would have changed the login. */
  unsupported?: string;
  commands: MfaCommand[];
  /** The last `api.multifactor.enable` of this Action. */
  multifactorProvider?: string;
  /** In the order of the calls; written by the tenant after the last Action. */
  effects: Effect[];
  /** All of the transaction's metadata as this Action leaves it. */
  metadata: TransactionMetadata;
  calls: { method: string; args: readonly unknown[] }[];
}

export function emptyOutcome(metadata: TransactionMetadata): ActionOutcome {
  return { commands: [], effects: [], metadata: { ...metadata }, calls: [] };
}
