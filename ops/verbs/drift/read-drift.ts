// Builds on no other verb.
import { join } from "node:path";
import {
  bindingAddress,
  logStreamAddress,
  lookupClientAddress,
  lookupCredentialsAddress,
  lookupGrantAddress,
  phoneProviderAddress,
  resetBindingAddress,
  secretsVersionAddress,
  sentIdsAddress,
} from "../../../stacks/addresses";
import { UserError } from "../../../stacks/errors";
import { type ChangeLog, readChangeLog } from "../../live/change-log";
import { codeChange } from "../../live/code-diff";
import type { Finding } from "../../live/finding";
import { type FindingDocument, findingDocument } from "../../live/finding-in-words";
import { refuseLostState } from "../../live/lost-state";
import { namesById } from "../../live/names-by-id";
import type { Problem } from "../../live/problem";
import { settled } from "../../live/settled";
import { holdsTenantSettings, tenantSettingChanges } from "../../live/tenant-setting-changes";
import type { LiveStack } from "../../live/verify-live";
import { type Commands, commandsFor } from "../../support/commands";
import type { Invocation } from "../../support/invocation";
import { changeName } from "../../terraform/change-name";
import { type DeployedObjects, deployedObjectsIn } from "../../terraform/deployed-objects";
import { type ExpectedStack, readExpectedStack } from "../../terraform/expected-stack";
import { type PlanDocument, type ResourceChange, showPlan } from "../../terraform/plan-document";
import { runPlan } from "../../terraform/run-plan";
import { readState, stackStateIn } from "../../terraform/state";
import { type Workspace, withWorkspace } from "../../terraform/workspace";
import { deployedStack } from "./deployed-stack";
import { goneListed, obstacles } from "./obstacles";

/** How long to wait for what Auth0 is still deploying, which is not drift. */
const WAIT_MS = 60_000;

/** For a tenant without an Action that tenants.ts lists: Terraform looks it up and can't plan. */
const unplanned: Pick<PlanDocument, "changes" | "drifted"> = { changes: [], drifted: new Set() };

/** Whether somebody changed a tenant outside of Terraform. */
export interface Drift {
  tenant: string;
  domain: string;
  /** Whether Terraform ever deployed to it; without that there is nothing to drift from. */
  deployed: boolean;
  /** What runs other than it was deployed; `[]`: no drift. */
  findings: FindingDocument[];
  /** From the code that was deployed to the code that runs, hunks of a unified diff by the Action's name. */
  diffs: Record<string, string[]>;
  /** Who changed it, as far as the tenant's log says. Not asked without drift. */
  log: ChangeLog | undefined;
  /** What the source holds but is not deployed yet, by name: not drift. */
  notDeployed: string[];
  /** What to run about a drift: `deploy` puts it back. */
  commands: Commands;
  /** What a deploy would stop at, instead of putting the drift back. */
  obstacles: Problem[];
}

/**
 * Compares a tenant with what Terraform last deployed to it: a plan with dummies for the secrets finds what the provider
 * reads, and a look at what is live finds what it doesn't (builds, drafts, secrets). Credentials that may read are enough.
 * Throws a user error when it can't be found out.
 */
export async function readDrift(invocation: Invocation): Promise<Drift> {
  return withWorkspace(invocation, { secrets: "dummies" }, async (workspace, scratch) => {
    // Signs in: a tenant that does not take the credentials says it better than the provider would.
    await workspace.client.scopes();
    await workspace.terraform.init();
    return compare(workspace, join(scratch, "plan"));
  });
}

async function compare(workspace: Workspace, file: string): Promise<Drift> {
  const { name, tenant, client, folder, terraform } = workspace;
  const stateDocument = await terraform.state();
  const state = stackStateIn(stateDocument);
  await refuseLostState(workspace, state);
  const gone = await goneListed(client, tenant);
  const document = gone.length > 0 ? unplanned : await planned(workspace, file);
  const expected = readExpectedStack(folder);
  const objects = deployedObjectsIn(stateDocument);
  const deployed = deployedStack(expected, objects, takenOver(document));
  const isDeployed = state.actionIds.size > 0 || state.logStreamId !== undefined;
  const live = isDeployed ? await settled(client, deployed, state, WAIT_MS) : undefined;
  if ((await readState(terraform)).serial !== state.serial) throw changedMeanwhile(name);
  const findings = live
    ? [
        ...aboutDeployed(live.findings, objects),
        ...goneFindings(gone, deployed),
        ...otherChanges(document, live, expected),
      ]
    : [];
  const drifted = findings.length > 0;
  return {
    tenant: name,
    domain: tenant.domain,
    deployed: isDeployed,
    findings: findings.map(findingDocument),
    diffs: live ? codeDiffs(deployed, live) : {},
    log: live && drifted ? await readChangeLog(client, namesById(live, deployed, state)) : undefined,
    notDeployed: notDeployed(document),
    commands: commandsFor(workspace),
    obstacles: drifted ? await obstacles(workspace, state, expected, gone) : [],
  };
}

async function planned(workspace: Workspace, file: string): Promise<PlanDocument> {
  await runPlan(workspace, { file, lock: false });
  return showPlan(workspace.terraform, file);
}

/** Without a binding in the state, as a deploy or a removal that stopped half way leaves it, no order was deployed. */
function aboutDeployed(findings: readonly Finding[], { bound }: DeployedObjects): readonly Finding[] {
  return bound === undefined ? findings.filter(({ kind }) => kind !== "order") : findings;
}

/** A listed Action that the last deploy bound; one that was never there is not drift. */
function goneFindings(gone: readonly string[], { order }: ExpectedStack): Finding[] {
  return gone
    .filter((name) => order?.includes(name))
    .map((action) => ({ kind: "listed-gone", address: undefined, pending: false, action }));
}

/** What was changed outside of Terraform to what the source says: nothing is left to do about it. */
function takenOver({ changes, drifted }: Pick<PlanDocument, "changes" | "drifted">): ReadonlySet<string> {
  const same = changes.filter(({ kind, address }) => kind === "none" && drifted.has(address));
  return new Set(same.map(({ address }) => address));
}

/** What Terraform saw and the look at what is live did not, such as another name. */
function otherChanges(
  { changes, drifted }: Pick<PlanDocument, "changes" | "drifted">,
  { findings }: LiveStack,
  { actions }: ExpectedStack,
): Finding[] {
  const found = new Set(findings.map(actionAddress));
  const same = takenOver({ changes, drifted });
  return [...drifted]
    .filter((address) => !found.has(address) && !same.has(address))
    .flatMap((address): Finding[] => {
      const name = actions.find((action) => action.address === address)?.name ?? address;
      const change = changes.find((candidate) => candidate.address === address);
      const about = { address: undefined, pending: false, resource: address, name } as const;
      if (change && holdsTenantSettings(address)) return settingFindings(change);
      if (change?.kind === "create") return [{ ...about, kind: "deleted" }];
      const { before = {}, after = {} } = change ?? {};
      const fields = Object.keys(after).filter((field) => {
        return JSON.stringify(after[field]) !== JSON.stringify(before[field]);
      });
      return [{ ...about, kind: "changed", fields }];
    });
}

function settingFindings(change: ResourceChange): Finding[] {
  const about = { kind: "tenant-setting", address: undefined, pending: false, resource: change.address } as const;
  return tenantSettingChanges(change).map(({ setting, before, after }) => {
    return { ...about, setting, live: before, wanted: after };
  });
}

const withoutAddress: Partial<Record<Finding["kind"], string>> = {
  "phone-provider": phoneProviderAddress,
  "log-stream": logStreamAddress,
  "password-reset": resetBindingAddress,
  "lookup-client": lookupClientAddress,
  "lookup-keys": lookupCredentialsAddress,
  "lookup-grant": lookupGrantAddress,
};

function actionAddress({ kind, address }: Finding): string {
  return address ?? withoutAddress[kind] ?? bindingAddress;
}

function codeDiffs({ actions }: ExpectedStack, live: LiveStack): Record<string, string[]> {
  const pairs = actions.flatMap(({ address, code }) => {
    const found = live.actions.get(address);
    const runs = found?.deployed?.code;
    return found && runs !== undefined && runs !== code ? [[found.name, codeChange(code, runs).diff] as const] : [];
  });
  return Object.fromEntries(pairs.filter(([, diff]) => diff.length > 0));
}

function notDeployed({ changes, drifted }: Pick<PlanDocument, "changes" | "drifted">): string[] {
  const waiting = changes.filter(({ kind, address }) => kind !== "none" && !drifted.has(address));
  return waiting.flatMap((change) => {
    if (change.address === secretsVersionAddress || change.address === sentIdsAddress) return [];
    return [change.address === bindingAddress ? "the order" : changeName(change)];
  });
}

function changedMeanwhile(name: string): UserError {
  return new UserError(
    `${name} was deployed while it was being compared, so it is not known whether it drifted. Run it again: npm run drift -- ${name}`,
  );
}
