import { hasSecrets } from "../../../stacks/feedback";
import { loadedActionIds } from "../../auth0/local-tenant";
import type { LiveFacts } from "../../live/live-facts";
import { type KnownState, type OwnActions, ownActions } from "../../live/own-actions";
import type { Problem } from "../../live/problem";
import { type VerifyFindings, verifyFindings } from "../../live/verify-service";
import type { ExpectedStack } from "../../terraform/expected-stack";
import { type OldState, stateUnderOldName } from "../../terraform/state-under-old-name";
import type { Workspace } from "../../terraform/workspace";
import { type ReadTenant, readTenant } from "./read-tenant";
import type { Reading } from "./reading";
import { secretProblems } from "./secret-problems";

/** What is checked, besides what has to be read for it. */
export interface Subject extends Pick<Workspace, "name" | "tenant" | "env" | "folder"> {
  expected: ExpectedStack;
  /** Whether the tenant will be changed, which takes the secrets. */
  changes: boolean;
}

/** Parts of the tenant. Each may take a scope that is missing. */
type Parts = { [Part in keyof LiveFacts]-?: Exclude<LiveFacts[Part], undefined> };

/** Whose the Actions are. */
interface Ownership {
  ours: OwnActions;
  /** A state that knows them and lies under another name, where the tenant's own is empty. */
  oldState: OldState | undefined;
}

interface Services {
  /** What is wrong with Terraform, its provider or its state. */
  terraform: Problem[];
  /** Services that did not answer. */
  unreachable: Problem[];
  tenant: ReadTenant;
  /** The same, or why it could not be read. */
  access: Reading<ReadTenant>;
  state: KnownState;
  /** The same, for checks that can mostly do without it. */
  knownState: KnownState | undefined;
  ownership: Ownership;
  /** That, where the state is the tenant's. */
  ours: OwnActions;
  /** What is wrong with the form of the secrets. */
  secrets: Problem[];
  /** What Twilio says to secrets that are well-formed. */
  verify: VerifyFindings;
  /** That, where the Verify service can be used. */
  verifyService: VerifyFindings;
}

/** What a check may need to have read. */
export type Readings = Parts & Services;

export interface Sources {
  /** Undefined when Terraform could not be made ready. */
  state: Promise<KnownState | undefined>;
  /** What is wrong with Terraform; absent: nothing, or there would be no state. */
  terraform?: Promise<Problem[]>;
}

export type Read = <Need extends keyof Readings>(need: Need) => Promise<Reading<Readings[Need]>>;

/** Reads everything at the same time and each thing once. Gives what is asked for as soon as it is there. Changes nothing. */
export function startReading(workspace: Workspace, subject: Subject, { state, terraform }: Sources): Read {
  const { name, tenant, env, folder, changes } = subject;
  const access = readTenant(workspace);
  const secrets = changes ? readSecrets(subject) : { why: "needs the secrets" };
  const verify = askTwilio(subject, secrets);
  const ownership = readOwnership();
  // Where no check comes to look at them, their failure is not the end of the process.
  for (const started of [state, access, verify, ownership]) started.catch(() => undefined);

  async function readOwnership(): Promise<Reading<Ownership>> {
    const read = await access;
    if (!("value" in read)) return read;
    const ours = ownActions(folder, await state, await loadedActionIds(tenant, env));
    const ids = (read.value.facts.actions ?? []).map(({ id }) => id);
    const isEmpty = ours.actionIds.size === 0 && ours.imported.size === 0;
    return { value: { ours, oldState: isEmpty ? stateUnderOldName(folder, ids) : undefined } };
  }

  const services: { [Need in keyof Services]: () => Promise<Reading<Services[Need]>> } = {
    terraform: async () => ({ value: (await terraform) ?? [] }),
    unreachable: async () => ({ value: [...silenceIn(await access), ...silenceIn(await verify)] }),
    tenant: () => access,
    access: async () => ({ value: await access }),
    state: async () => valueOr("needs Terraform's state", await state),
    knownState: async () => ({ value: await state }),
    ownership: () => ownership,
    ours: async () =>
      mapped(await ownership, ({ ours, oldState }): Reading<OwnActions> => {
        return oldState ? { why: `the state of ${name} lies under another name` } : { value: ours };
      }),
    secrets: async () => secrets,
    verify: () => verify,
    verifyService: async () =>
      mapped(await verify, (found): Reading<VerifyFindings> => {
        return found.service.length > 0 ? { why: "needs a working Verify service" } : { value: found };
      }),
  };
  const part = async (need: keyof Parts) => {
    return mapped(await access, ({ facts }) => valueOr("needs a scope that is missing", facts[need]));
  };
  // What is read under a name is of that name's type.
  return ((need: keyof Readings) =>
    need in services ? services[need as keyof Services]() : part(need as keyof Parts)) as Read;
}

function readSecrets({ name, tenant, env }: Subject): Reading<Problem[]> {
  return hasSecrets(tenant) ? { value: secretProblems(name, tenant, env) } : { why: "no Action has secrets" };
}

async function askTwilio(
  { name, tenant, env }: Subject,
  secrets: Reading<Problem[]>,
): Promise<Reading<VerifyFindings>> {
  if (!("value" in secrets)) return secrets;
  if (secrets.value.length > 0) return { why: "needs well-formed secrets" };
  const found = await verifyFindings(name, tenant, env);
  return "unreachable" in found ? { why: "Twilio did not answer", ...found } : { value: found };
}

function silenceIn(reading: Reading<unknown>): Problem[] {
  return "unreachable" in reading && reading.unreachable ? [reading.unreachable] : [];
}

function valueOr<T>(why: string, value: T | undefined): Reading<T> {
  return value === undefined ? { why } : { value };
}

function mapped<From, To>(reading: Reading<From>, to: (value: From) => Reading<To>): Reading<To> {
  return "value" in reading ? to(reading.value) : reading;
}
