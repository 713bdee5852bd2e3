import type { Clock } from "../../support/clock";
import type { TriggerCache } from "../cache";
import type { ActionOutcome } from "../outcome";
import type { PostLoginEvent } from "../types";

/** What the namespaces of one Action's `api` work on. */
export interface ApiScope {
  /** The Action's name. */
  action: string;
  /** This Action's own copy of the event; some calls show on it at once. */
  event: PostLoginEvent;
  outcome: ActionOutcome;
  cache: TriggerCache;
  clock: Clock;
  /** An earlier Action of this login has changed the primary user. */
  primaryUserChanged: boolean;
  /** The whole `api`, which chainable methods return. */
  api(): unknown;
}

/** The methods of one namespace. Arguments come from the Action, so they may be anything. */
export type Namespace = Record<string, (...args: never[]) => unknown>;
