import { z } from "zod";
import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";
import { parsedJson } from "../support/json";
import { withoutLineBreaksIn } from "../support/tenant-text";
import { type Attributes, issueIn } from "./attributes";
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
  before: Attributes | undefined;
  /** Attributes as planned, without those known only after apply; `undefined` for one that goes. */
  after: Attributes | undefined;
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

/** Terraform changes the minor version when it adds members, and the major one when it changes them. */
const FORMAT = /^1\.\d+$/;

const versioned = z.looseObject({ format_version: z.string(), terraform_version: z.string().optional() });
const attributes = z.record(z.string(), z.unknown()).nullish();
const changed = z.looseObject({
  mode: z.string(),
  address: z.string(),
  type: z.string(),
  deposed: z.string().optional(),
  change: z.looseObject({
    actions: z.array(z.string()),
    before: attributes,
    after: attributes,
    importing: z.looseObject({}).nullish(),
  }),
  action_reason: z.string().optional(),
});
const shownPlan = z.looseObject({
  configuration: plannedConfiguration.prefault({}),
  resource_changes: z.array(changed).default([]),
  resource_drift: z.array(changed).default([]),
});

type Changed = z.output<typeof changed>;

/**
 * Reads a saved plan of this stack.
 * @throws UserError with Terraform's words when it can't, or when the plan is in a format that this version does not know.
 */
export async function showPlan(terraform: Pick<Terraform, "quiet">, file: string): Promise<SavedPlan> {
  const { exit, stdout, stderr } = await terraform.quiet(["show", "-json", "-no-color", file]);
  if (exit !== 0) throw new UserError(`${file} can't be read as a saved plan:\n${stderr.trim()}`, exitCodes.notReady);
  return documentFrom(shownPlanIn(stdout, file));
}

function shownPlanIn(text: string, file: string): z.output<typeof shownPlan> {
  const json = parsedJson(text);
  const { format_version: format, terraform_version: by = "of an unknown version" } =
    versioned.safeParse(json).data ?? {};
  if (format === undefined) {
    throw unreadable(`\`terraform show -json ${file}\` printed no plan`, "Make the plan again.");
  }
  if (!FORMAT.test(format)) {
    throw unreadable(
      `Terraform ${by} shows the plan ${file} in format ${format}; only format 1 can be read`,
      "Use an older Terraform, or update this repository to a version that reads this format.",
    );
  }
  const { success, data, error } = shownPlan.safeParse(json);
  if (success) return data;
  throw unreadable(
    `The plan ${file} is not as expected: ${issueIn(error)}`,
    `Terraform ${by} made it. Use an older Terraform, or update this repository.`,
  );
}

function unreadable(problem: string, fix: string): UserError {
  return new UserError(`${problem}.\n${fix}`, exitCodes.notReady);
}

function documentFrom({
  configuration,
  resource_changes: changes,
  resource_drift: drift,
}: z.output<typeof shownPlan>): SavedPlan {
  const managed = changes.filter(({ mode }) => mode === "managed");
  return {
    domain: domainIn(configuration),
    configuration: configurationIn(configuration),
    changes: managed.filter(({ deposed }) => deposed === undefined).map(changeFrom),
    leftovers: managed.filter(({ deposed }) => deposed !== undefined).map(({ address }) => address),
    drifted: new Set(drift.filter(({ change }) => differs(change)).map(({ address }) => address)),
  };
}

function changeFrom({ address, type, change, action_reason: reason }: Changed): ResourceChange {
  return {
    address,
    type,
    kind: kindOf(change.actions),
    imported: change.importing !== undefined && change.importing !== null,
    tainted: reason === "replace_because_tainted",
    before: inLines(change.before),
    after: inLines(change.after),
  };
}

function inLines(attributes: Attributes | null | undefined): Attributes | undefined {
  return attributes ? withoutLineBreaksIn(attributes) : undefined;
}

function kindOf(actions: readonly string[]): ChangeKind {
  if (actions.length === 2) return "replace";
  const [action] = actions;
  if (action === "create" || action === "update" || action === "forget") return action;
  return action === "delete" ? "remove" : "none";
}

function differs({ before, after }: Changed["change"]): boolean {
  const { version_id: _was, ...state } = before ?? {};
  const { version_id: _is, ...live } = after ?? {};
  return JSON.stringify(state) !== JSON.stringify(live);
}
