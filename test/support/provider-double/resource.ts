import type { ManagementClient } from "./api/client";
import type { Diagnostic } from "./diagnostics";
import type { ValueMap } from "./values";

/** What an apply leaves: the state to store (null: gone) and, when it failed half-way, why. */
export interface Applied {
  state: ValueMap | null;
  error?: unknown;
}

/** One resource type of the double. `config` holds write-only values, `planned` and `prior` never do. */
export interface ResourceType {
  /** Attributes whose change replaces the resource. */
  forceNew: string[];
  /** Checks of a configuration that need no API. */
  validate(config: ValueMap): Diagnostic[];
  /** The state as the API has it; null when it is gone. */
  read(api: ManagementClient, state: ValueMap): Promise<ValueMap | null>;
  /** Creates; may return a state with an error, which Terraform stores as tainted. */
  create(api: ManagementClient, planned: ValueMap, config: ValueMap): Promise<Applied>;
  /** Updates; a failed update keeps the planned values in state, as the real provider's does. */
  update(api: ManagementClient, prior: ValueMap, planned: ValueMap, config: ValueMap): Promise<Applied>;
  /** Deletes. */
  remove(api: ManagementClient, prior: ValueMap): Promise<void>;
  /** What is known of a resource from its import id alone. */
  imported(id: string): ValueMap;
}

/** One data source of the double. */
export interface DataSource {
  /** Checks of a configuration that need no API. */
  validate(config: ValueMap): Diagnostic[];
  /** What the API says of it; throws when there is no such thing. */
  read(api: ManagementClient, config: ValueMap): Promise<ValueMap>;
}
