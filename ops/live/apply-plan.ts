import { z } from "zod";
import {
  bindingAddress,
  guardianAddress,
  logStreamAddress,
  logStreamTokenAddress,
  lookupClientAddress,
  lookupCredentialsAddress,
  lookupGrantAddress,
  nextLogStreamTokenAddress,
  phoneBindingAddress,
  phoneProviderAddress,
  resetBindingAddress,
  secretsVersionAddress,
  sentIdsAddress,
  tenantAddress,
} from "../../stacks/addresses";
import { UserError } from "../../stacks/errors";
import { boundActions } from "../auth0/bound-actions";
import type { BoundAction } from "../auth0/entities";
import { parsedJson } from "../support/json";
import { printNote } from "../support/print";
import { explained, planStale } from "../terraform/explain";
import { isLockFailure } from "../terraform/failure-reason";
import type { PlanDocument } from "../terraform/plan-document";
import { keepRescueCopy, refuseRescueCopy, stateNotWritten } from "../terraform/rescue-copy";
import { sendsSecrets } from "../terraform/sends-secrets";
import type { Workspace } from "../terraform/workspace";
import { refuseOtherBinding } from "./refuse-other-binding";
import { rememberSentIds } from "./remember-sent-ids";

/** How an apply ended. */
export interface Applied {
  ok: boolean;
  /** Terraform's errors, empty when it went well. */
  errors: string;
  /** Names of Actions that were on the trigger and are not any more. */
  unbound: string[];
}

/** A saved plan and what it says. */
export interface SavedPlan {
  file: string;
  document: PlanDocument;
}

/** Terraform's machine-readable line: what is of use here. Another line, or one of another form, says nothing. */
const eventSchema = z.looseObject({
  type: z.string().optional(),
  hook: z
    .looseObject({
      resource: z.looseObject({ addr: z.string().optional() }).optional(),
      action: z.string().optional(),
      elapsed_seconds: z.number().optional(),
    })
    .optional(),
  diagnostic: z
    .looseObject({
      severity: z.string(),
      summary: z.string(),
      detail: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
});

type Event = z.output<typeof eventSchema>;

const past: Readonly<Record<string, string>> = { create: "created", update: "changed", delete: "removed" };

/** What a stack has besides Actions, in words. */
const others: ReadonlyMap<string, string> = new Map([
  [secretsVersionAddress, "secrets version"],
  [bindingAddress, "order on post-login"],
  [phoneBindingAddress, "Action on custom-phone-provider"],
  [phoneProviderAddress, "phone provider"],
  [logStreamAddress, "log stream"],
  [logStreamTokenAddress, "log stream's token"],
  [nextLogStreamTokenAddress, "log stream's next token"],
  [lookupClientAddress, "look-up client"],
  [lookupCredentialsAddress, "look-up client's public keys"],
  [lookupGrantAddress, "look-up client's permission"],
  [resetBindingAddress, "Action on password-reset-post-challenge"],
  [tenantAddress, "settings of the tenant"],
  [guardianAddress, "MFA policy and factors"],
]);

export interface ApplyOptions {
  /** Called once, before the first change is made; not called when there is none. */
  onStart?: (() => void) | undefined;
}

/**
 * Applies a saved plan, reporting progress on stderr, and at the end what is no longer on the trigger. The trigger is
 * read again right before: an Action that was bound while somebody read the plan would be lost. Afterwards the public
 * parts of the secrets that were sent are written into the state.
 * @param names what to call an address; itself where there is none.
 * @throws UserError when the trigger is not what the plan was made from, the state is locked or the plan out of date, or an
 * earlier state waits to be pushed: then nothing was changed. Also when the state could not be written, which is kept.
 */
export async function applyPlan(
  workspace: Workspace,
  plan: SavedPlan,
  names: ReadonlyMap<string, string>,
  options: ApplyOptions = {},
): Promise<Applied> {
  const { name, client } = workspace;
  refuseRescueCopy(workspace);
  const seen = [...(await boundActions(client))];
  await refuseOtherBinding(workspace, plan.document, seen);
  const looks: Promise<unknown>[] = [];
  // Builds may take minutes, and the list is written after them.
  const onStep = () => {
    const look = boundActions(client).then(
      (bound) => seen.push(...bound),
      () => undefined,
    );
    looks.push(look);
  };
  const { done, ...applied } = await runApply(workspace, plan.file, names, { ...options, onStep });
  await Promise.all(looks);
  const sent = plan.document.changes.filter((change) => sendsSecrets(change) && done.has(change.address));
  await rememberSentIds(
    workspace,
    sent.map(({ address }) => address),
  );
  const unbound = await unboundOf(seen, workspace);
  if (unbound.length > 0) printNote(`  no longer on post-login of ${name}: ${unbound.join(", ")}\n`);
  return { ...applied, unbound };
}

/** An Action that was replaced under its name is still there. A tenant that can't be asked now is asked by what comes next. */
async function unboundOf(seen: readonly BoundAction[], { client }: Workspace): Promise<string[]> {
  try {
    const now = await boundActions(client);
    const gone = seen.filter(({ id, name }) => !now.some((action) => action.id === id || action.name === name));
    return [...new Set(gone.map(({ name }) => name))];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

async function runApply(
  workspace: Workspace,
  file: string,
  names: ReadonlyMap<string, string>,
  { onStart, onStep }: ApplyOptions & { onStep: () => void },
): Promise<Omit<Applied, "unbound"> & { done: ReadonlySet<string> }> {
  const { name, terraform } = workspace;
  const errors: string[] = [];
  const done = new Set<string>();
  let started = false;
  const { exit, stderr } = await terraform.follow(["apply", "-json", "-no-color", "-input=false", file], (line) => {
    const event = eventSchema.safeParse(parsedJson(line)).data ?? {};
    if (event.type === "apply_start" && !started) {
      started = true;
      onStart?.();
    }
    if (isStep(event)) onStep();
    if (isMade(event)) done.add(event.hook?.resource?.addr ?? "");
    const progress = progressOf(event, names);
    if (progress) printNote(`  ${progress}\n`);
    if (event.type === "diagnostic" && event.diagnostic?.severity === "error")
      errors.push(wordsOf(event.diagnostic, names));
  });
  const kept = keepRescueCopy(workspace);
  if (exit === 0 && kept === undefined) return { ok: true, errors: "", done };
  const said = [...new Set([...errors, stderr.trim()])].filter((text) => text !== "").join("\n\n");
  if (kept !== undefined) throw stateNotWritten(workspace, kept, said);
  if (isLockFailure(said)) throw explained("apply", said, name);
  if (/Saved plan is stale/.test(said)) throw planStale(name);
  return { ok: false, errors: said || `terraform apply ended with code ${exit} and gave no reason`, done };
}

/** Something of a plan is done, or takes its time; the trigger is still to be written. */
function isStep({ type, hook }: Event): boolean {
  const binding = hook?.resource?.addr === bindingAddress;
  return binding ? type === "apply_start" : type === "apply_complete" || type === "apply_progress";
}

/** What was created or changed is as it was planned. */
function isMade({ type, hook }: Event): boolean {
  return type === "apply_complete" && hook?.action !== "delete";
}

function progressOf({ type, hook }: Event, names: ReadonlyMap<string, string>): string | undefined {
  const address = hook?.resource?.addr ?? "";
  const label = names.get(address) ?? others.get(address) ?? address;
  if (address === sentIdsAddress) return undefined;
  // A new one takes the place of the old one, so its removal is not worth a line.
  if (address === secretsVersionAddress && type === "apply_complete" && hook?.action === "delete") return undefined;
  if (type === "apply_complete") return `${label} ${past[hook?.action ?? ""] ?? hook?.action}`;
  if (type === "apply_progress") return `${label} still under way after ${hook?.elapsed_seconds} s`;
  if (type === "apply_errored") return `${label} failed`;
  return undefined;
}

function wordsOf(
  { summary, detail, address }: NonNullable<Event["diagnostic"]>,
  names: ReadonlyMap<string, string>,
): string {
  const where = address === undefined ? "" : `${names.get(address) ?? address}: `;
  return `${where}${summary}${detail ? `\n${detail}` : ""}`;
}
