import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";
import { withoutLineBreaksIn } from "../support/tenant-text";
import { type Configuration, configurationIn, domainIn, plannedConfiguration } from "./configuration";
import type { Terraform } from "./terraform";

/** What happens to one object of a plan; `forget`: it stays in the tenant, and only the state lets go of it. */
export type ChangeKind = "none" | "create" | "update" | "replace" | "remove" | "forget";

/** One managed object of a plan. */
export interface ResourceChange {
  /** Terraform's, e.g. `auth0_action.mfa_feedback`. */
  address: string;
  type: string;
  kind: ChangeKind;
  /** Taken over from Auth0 by an import block. */
  imported: boolean;
  /** Replaced because its last deploy failed half way. */
  tainted: boolean;
  /** Attributes in the state, after a refresh; `undefined` for a new one. */
  // biome-ignore lint/suspicious/noExplicitAny: each resource type has its own
  before: any;
  /** Attributes as planned, without those known only after apply; `undefined` for one that goes. */
  // biome-ignore lint/suspicious/noExplicitAny: each resource type has its own
  after: any;
}

/** What a saved plan says. */
export interface PlanDocument {
  /** Of the provider: which tenant it is for. */
  domain: string | undefined;
  /** What it was made from, and what its apply binds; `undefined` when not read, because it changes nothing. */
  configuration?: Configuration;
  /** Managed objects, also those that stay as they are. */
  changes: ResourceChange[];
  /** Addresses of objects that a replacement which failed half way left, and that go now (Terraform: deposed). */
  leftovers: string[];
  /** Addresses of objects that somebody changed outside of Terraform, beyond what Auth0 counts up itself. */
  drifted: ReadonlySet<string>;
}

/** A plan that was saved. */
export interface SavedPlan extends PlanDocument {
  configuration: Configuration;
}

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON plan is open-ended
type Json = any;

/** Reads a saved plan of this stack. @throws UserError with Terraform's words when it can't. */
export async function showPlan(terraform: Terraform, file: string): Promise<SavedPlan> {
  const { exit, stdout, stderr } = await terraform.quiet(["show", "-json", "-no-color", file]);
  if (exit !== 0) throw new UserError(`${file} can't be read as a saved plan:\n${stderr.trim()}`, exitCodes.notReady);
  return documentFrom(JSON.parse(stdout));
}

function documentFrom({ configuration, resource_changes: changes = [], resource_drift: drift = [] }: Json): SavedPlan {
  const planned = plannedConfiguration.parse(configuration ?? {});
  const managed = withoutLineBreaksIn(changes).filter(({ mode }: Json) => mode === "managed");
  return {
    domain: domainIn(planned),
    configuration: configurationIn(planned),
    changes: managed.filter(({ deposed }: Json) => deposed === undefined).map(changeFrom),
    leftovers: managed.filter(({ deposed }: Json) => deposed !== undefined).map(({ address }: Json) => address),
    drifted: new Set(drift.filter(({ change }: Json) => differs(change)).map(({ address }: Json) => address)),
  };
}

function changeFrom({ address, type, change, action_reason: reason }: Json): ResourceChange {
  return {
    address,
    type,
    kind: kindOf(change.actions),
    imported: change.importing !== undefined && change.importing !== null,
    tainted: reason === "replace_because_tainted",
    before: change.before ?? undefined,
    after: change.after ?? undefined,
  };
}

function kindOf(actions: string[]): ChangeKind {
  if (actions.length === 2) return "replace";
  const [action] = actions;
  if (action === "create" || action === "update" || action === "forget") return action;
  return action === "delete" ? "remove" : "none";
}

function differs({ before, after }: Json): boolean {
  const { version_id: _was, ...state } = before ?? {};
  const { version_id: _is, ...live } = after ?? {};
  return JSON.stringify(state) !== JSON.stringify(live);
}
