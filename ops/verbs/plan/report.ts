import { bindingAddress, secretsVersionAddress, sentIdsAddress } from "../../../stacks/addresses";
import { stackDocument } from "../../../stacks/stack-document";
import type { LiveAction } from "../../auth0/entities";
import { type CodeChange, codeChange } from "../../live/code-diff";
import { type FindingKind, isAboutAction } from "../../live/finding";
import { holdsTenantSettings, type TenantSettingChange, tenantSettingChanges } from "../../live/tenant-setting-changes";
import { digestOf } from "../../support/digest";
import { changeName } from "../../terraform/change-name";
import { type ExpectedAction, expectedStackIn } from "../../terraform/expected-stack";
import type { ChangeKind, ResourceChange } from "../../terraform/plan-document";
import { sendsSecrets } from "../../terraform/sends-secrets";
import { type ChangeReason, reasonInWords } from "./change-reason";
import { type LogStreamChange, logStreamChanges, ofLogStream } from "./log-stream-changes";
import type { PreparedPlan } from "./prepare";

/** A field of an Action that changes, in words. */
export interface FieldChange {
  field: "name" | "runtime" | "dependencies" | "secrets";
  before: string;
  after: string;
}

/** What a plan does to one Action, against what is live. */
export interface ActionChange extends CodeChange {
  address: string;
  /** In Auth0: as planned, or as it was when it goes. */
  name: string;
  kind: ChangeKind;
  /** Why, where the change alone does not say it. */
  reasons: ChangeReason[];
  /** The same in words. */
  because: string[];
  /** Number of the version that runs; `null` when none does. */
  liveVersion: number | null;
  /** SHA-256 of the code that runs and of the planned one; `null` where there is none. */
  digest: { live: string | null; planned: string | null };
  fields: FieldChange[];
  /** Whether the apply sends it the secrets that are given then. */
  sendsSecrets: boolean;
}

/** A plan for people and for scripts. Holds no secret. */
export interface PlanReport {
  tenant: string;
  domain: string;
  /** Whether applying it would change anything. */
  changes: boolean;
  summary: Record<"create" | "update" | "replace" | "remove", number>;
  /** Those that change. */
  actions: ActionChange[];
  /** Names on the post-login trigger, in order. `changes` is also true when an Action is bound again under its name. */
  order: { before: string[]; after: string[]; changes: boolean };
  /**
   * Objects of the tenant's own settings that change. `none`: taken into the state, with nothing to change; `forget`: the
   * state lets go of it, and the settings stay as they are.
   */
  tenantSettings: { address: string; kind: ChangeKind; changes: TenantSettingChange[] }[];
  /** What becomes of the log stream and its token; `[]`: nothing. */
  logStream: LogStreamChange[];
  /** Anything else that changes. */
  others: { address: string; kind: ChangeKind }[];
}

/** What a change of its own does not show. */
const tells: FindingKind[] = ["draft", "build-failed", "rotation-lost", "secret-by-hand"];

/** Makes the report of a prepared plan. */
export function reportOf(name: string, { document, expected, live, repairs }: PreparedPlan): PlanReport {
  const changing = document.changes
    .filter(({ kind, imported }) => kind !== "none" || imported)
    // A note in the state: no reason to apply anything, and not part of the tenant.
    .filter(({ address }) => address !== sentIdsAddress);
  const ofType = (wanted: string) => changing.filter(({ type }) => type === wanted);
  const position = ({ address }: { address: string }) =>
    expected.actions.findIndex((action) => action.address === address);
  const inOrder = ofType("auth0_action").sort((a, b) => position(a) - position(b));
  const actions = inOrder.map((change) => {
    const repaired = repairs.has(change.address);
    const found = live.findings.filter(isAboutAction).filter(({ address, kind }) => {
      return address === change.address && (repaired ? change.kind === "replace" : tells.includes(kind));
    });
    const outside = change.kind === "create" ? "deleted-outside" : "changed-outside";
    const drift: ChangeReason[] = document.drifted.has(change.address) ? [{ kind: outside }] : [];
    const tainted: ChangeReason[] = change.tainted ? [{ kind: "half-created" }] : [];
    return actionChange(
      change,
      expected.actions.find(({ address }) => address === change.address),
      live.actions.get(change.address),
      [...found, ...drift, ...tainted],
    );
  });
  const { order } = document.configuration ? expectedStackIn(stackDocument.parse(document.configuration)) : expected;
  const bindingChanges = changing.some(({ address }) => address === bindingAddress);
  return {
    tenant: name,
    domain: expected.domain,
    changes: changing.length > 0 || document.leftovers.length > 0,
    summary: countKinds(changing),
    actions,
    order: { before: live.order, after: order ?? (bindingChanges ? [] : live.order), changes: bindingChanges },
    tenantSettings: changing
      .filter(({ address }) => holdsTenantSettings(address))
      .map((change) => ({ address: change.address, kind: change.kind, changes: tenantSettingChanges(change) })),
    logStream: logStreamChanges(changing),
    others: [
      ...changing
        .filter(({ type }) => type !== "auth0_action")
        .filter(
          ({ address }) =>
            ![bindingAddress, secretsVersionAddress].includes(address) &&
            !ofLogStream.includes(address) &&
            !holdsTenantSettings(address),
        )
        .map(({ address, kind }) => ({ address, kind })),
      ...document.leftovers.map((address) => ({
        address: `${address} (from an earlier deploy)`,
        kind: "remove" as const,
      })),
    ],
  };
}

function actionChange(
  change: ResourceChange,
  expected: ExpectedAction | undefined,
  live: LiveAction | undefined,
  reasons: ChangeReason[],
): ActionChange {
  const { address, kind } = change;
  const running = live?.deployed;
  const compare = running !== undefined && expected !== undefined && kind !== "remove";
  return {
    address,
    name: changeName(change),
    kind,
    reasons,
    because: reasons.map(reasonInWords),
    liveVersion: running?.number ?? null,
    digest: {
      live: running ? digestOf(running.code) : null,
      planned: expected && kind !== "remove" ? digestOf(expected.code) : null,
    },
    fields: live && compare ? fieldChanges(live, expected) : [],
    sendsSecrets: sendsSecrets(change),
    ...(compare ? codeChange(running.code, expected.code) : { settings: [], diff: [] }),
  };
}

function fieldChanges(live: LiveAction, expected: ExpectedAction): FieldChange[] {
  const listed = (names: string[]) => [...names].sort().join(", ") || "none";
  const packages = (list: ExpectedAction["dependencies"]) =>
    listed(list.map(({ name, version }) => `${name} ${version}`));
  const fields: FieldChange[] = [
    { field: "name", before: live.name, after: expected.name },
    { field: "runtime", before: live.deployed?.runtime ?? "", after: expected.runtime },
    {
      field: "dependencies",
      before: packages(live.deployed?.dependencies ?? []),
      after: packages(expected.dependencies),
    },
    {
      field: "secrets",
      before: listed((live.deployed?.secrets ?? []).map(({ name }) => name)),
      after: listed(expected.secretNames),
    },
  ];
  return fields.filter(({ before, after }) => before !== after);
}

function countKinds(changes: ResourceChange[]): PlanReport["summary"] {
  const count = (wanted: ChangeKind) => changes.filter(({ kind }) => kind === wanted).length;
  return { create: count("create"), update: count("update"), replace: count("replace"), remove: count("remove") };
}
