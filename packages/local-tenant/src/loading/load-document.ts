import type { ActionInput } from "../auth0/store/draft";
import type { Origin } from "../auth0/store/entities";
import { PlatformError } from "../auth0/store/errors";
import type { LocalTenant } from "../auth0/tenant";
import { type ActionInstances, validateAction } from "../pipeline";
import type { ActionDocument, BindingDocument, SecretDocument, TenantDocument } from "../sources/document";
import type { LocalTenantError } from "../support/local-tenant-error";
import { actionNotValid, actionRefused, bindingRefused, buildFailed } from "./errors";
import { loadClients } from "./load-clients";
import { loadLogStreams, loadPhoneProvider, loadSettings } from "./load-settings";
import { otherChanges } from "./other-changes";
import { makeStandIn } from "./stand-in";

/** What a load changed. */
export interface LoadedDocument {
  /** Names of the Actions bound to post-login, in order. */
  order: string[];
  /** Names of the Actions that got a new version; empty when nothing differs from what is deployed. */
  changed: string[];
  /** What else is not as in the load before, in words: removed Actions, the order, settings. Empty at the first load. */
  otherChanges: string[];
  /** Names of the stand-ins for other teams' Actions, which this tenant doesn't have. */
  standIns: string[];
}

/** Brings documents into a tenant. Loading again deploys only what changed: the edit loop. */
export class DocumentLoader {
  /** Ids of the Actions that this loader made, by their key; that of a look-up for a stand-in. */
  readonly #ids = new Map<string, string>();
  /** Keys of the stand-ins among them. */
  readonly #standInKeys = new Set<string>();
  /** The last one that was loaded. */
  #loaded: TenantDocument | undefined;
  /** What the document looks up, by key. */
  #names: ReadonlyMap<string, string> = new Map();
  /** Of the document's clients, by key. */
  #clientIds: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly tenant: LocalTenant,
    /** Asked why a build failed: the tenant itself keeps no reasons. */
    private readonly instances: Pick<ActionInstances, "checkDependencies">,
  ) {}

  /**
   * Loads a document. A secret without a value is not there, as it would not be in Auth0. Throws a `LocalTenantError` for code
   * that does not parse, a build that fails and what the tenant refuses of an Action.
   */
  load(document: TenantDocument): LoadedDocument {
    loadSettings(this.tenant, document);
    this.#clientIds = loadClients(this.tenant, document.clients);
    this.#names = new Map(document.lookups.map(({ key, name }) => [key, name]));
    const changed = document.actions.flatMap((action) => this.#deploy(action));
    for (const lookup of document.lookups) this.#standIn(lookup);
    for (const binding of document.bindings) {
      accepted(
        () => this.#bind(binding),
        (reason) => bindingRefused(binding.trigger, reason),
      );
    }
    loadPhoneProvider(this.tenant, document);
    loadLogStreams(this.tenant, document);
    this.#removeAllBut(new Set([...document.actions, ...document.lookups].map(({ key }) => key)));
    const order = this.tenant.bindings.list("post-login").map(({ actionId }) => this.tenant.actions.get(actionId).name);
    const others = otherChanges(this.#loaded, document);
    this.#loaded = document;
    return { order, changed, otherChanges: others, standIns: this.#standIns() };
  }

  /**
   * Deploys those of these Actions that differ from what runs, and gives their names. Throws where `load` does; what was deployed
   * before that stays.
   */
  loadActions(actions: readonly ActionDocument[]): string[] {
    return actions.flatMap((action) => this.#deploy(action));
  }

  /**
   * Deletes the Actions of earlier loads that are no longer bound, or whose name another Action has: when Terraform
   * takes over the triggers, only its own Actions remain in the tenant. The clients go with the last of the loaded
   * Actions.
   */
  releaseUnbound(): void {
    for (const [key, id] of this.#ids) {
      if (!this.tenant.bindings.isBound(id) || this.#isReplaced(id)) this.#remove(key, id);
    }
    if ([...this.#ids.keys()].some((key) => !this.#standInKeys.has(key))) return;
    for (const clientId of this.#clientIds.values()) this.tenant.clients.delete(clientId);
    this.#clientIds = new Map();
  }

  #isReplaced(id: string): boolean {
    const { name, trigger } = this.tenant.actions.get(id);
    const bound = this.tenant.bindings.list(trigger.id).map(({ actionId }) => this.tenant.actions.get(actionId));
    return bound.some((action) => action.id !== id && action.name === name);
  }

  /** Ids of the Actions that are loaded without a deploy, and go when there is one. */
  get loadedIds(): string[] {
    return [...this.#ids.values()];
  }

  /** Ids of the applications that the document brought. */
  get loadedClientIds(): string[] {
    return [...this.#clientIds.values()];
  }

  /** Creates or changes one Action and deploys it. Returns its name when a version was made. */
  #deploy(document: ActionDocument): string[] {
    const { actions } = this.tenant;
    const input = this.#inputOf(document);
    const origin: Origin = { by: "source", path: document.source, key: document.key };
    const existing = this.#existing(document);
    if (existing && isDeployed(this.tenant, existing.id, input)) {
      this.#ids.set(document.key, existing.id);
      return [];
    }
    const problems = validateAction(input.code);
    if (problems.length > 0) throw actionNotValid(input.name, problems);
    const absent = this.instances.checkDependencies(input.dependencies?.filter(isUnpinned) ?? []);
    if (absent.length > 0) throw buildFailed(input.name, absent);
    const action = accepted(
      () => (existing ? actions.update(existing.id, input) : actions.create(input, origin)),
      (reason) => actionRefused(input.name, reason),
    );
    this.#ids.set(document.key, action.id);
    if (actions.status(action) === "failed") {
      throw buildFailed(input.name, this.instances.checkDependencies(action.dependencies));
    }
    if (document.deployed === false) return [];
    actions.deploy(action.id, origin);
    return [input.name];
  }

  #inputOf({ name, code, trigger, runtime, dependencies, secrets }: ActionDocument): ActionInput {
    const values = secrets.flatMap((secret) => {
      const value = this.#valueOf(secret);
      return value === undefined ? [] : [{ name: secret.name, value }];
    });
    return { name, code, trigger, dependencies, secrets: values, ...(runtime !== undefined && { runtime }) };
  }

  #valueOf(secret: SecretDocument): string | undefined {
    if ("client" in secret) return this.#clientIds.get(secret.client);
    return "value" in secret ? secret.value : undefined;
  }

  /** Makes a stand-in for an Action that is looked up by name and not there. */
  #standIn({ key, name }: TenantDocument["lookups"][number]): void {
    const [found] = this.tenant.actions.list({ name });
    if (!found) {
      this.#ids.set(key, makeStandIn(this.tenant, name));
      this.#standInKeys.add(key);
    } else if (found.id !== this.#ids.get(key)) {
      this.#forget(key);
    }
  }

  #standIns(): string[] {
    return [...this.#standInKeys].map((key) => this.tenant.actions.get(this.#ids.get(key)!).name);
  }

  #existing({ key, name, trigger }: ActionDocument) {
    const { actions } = this.tenant;
    const id = this.#ids.get(key);
    return actions.list().find((action) => action.id === id) ?? actions.list({ name, trigger: trigger.id })[0];
  }

  #bind({ trigger, append, actions }: BindingDocument): void {
    const { bindings } = this.tenant;
    const current = bindings.list(trigger);
    const ours = this.loadedIds;
    const wanted = actions.map(({ action, displayName }) => {
      const value = this.#idOf(action);
      const shown = ours.includes(value) ? undefined : current.find(({ actionId }) => actionId === value)?.displayName;
      return { ref: { type: "action_id" as const, value }, displayName: shown ?? displayName };
    });
    // As the provider for Terraform does: added last, and left where it is already bound.
    if (append) {
      for (const { ref, displayName } of wanted) {
        if (!current.some(({ actionId }) => actionId === ref.value)) bindings.append(ref.value, displayName);
      }
      return;
    }
    const same =
      current.length === wanted.length &&
      wanted.every(({ ref, displayName }, index) => {
        const binding = current[index];
        return binding?.actionId === ref.value && (displayName ?? binding.displayName) === binding.displayName;
      });
    if (!same) bindings.replace(trigger, wanted);
  }

  #idOf(action: BindingDocument["actions"][number]["action"]): string {
    if ("id" in action) return action.id;
    const name = this.#names.get(action.key);
    const found = name === undefined ? undefined : this.tenant.actions.list({ name })[0]?.id;
    return this.#ids.get(action.key) ?? found ?? action.key;
  }

  #removeAllBut(keys: ReadonlySet<string>): void {
    for (const [key, id] of this.#ids) {
      if (!keys.has(key)) this.#remove(key, id);
    }
  }

  /** Somebody else may have deleted the Action already. */
  #remove(key: string, id: string): void {
    this.#forget(key);
    if (this.tenant.actions.list().some((action) => action.id === id)) this.tenant.actions.delete(id, true);
  }

  #forget(key: string): void {
    this.#ids.delete(key);
    this.#standInKeys.delete(key);
  }
}

/** What the tenant refuses is reported as a mistake in the source. */
function accepted<Result>(act: () => Result, refused: (reason: string) => LocalTenantError): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof PlatformError) throw refused(error.message);
    throw error;
  }
}

/** Whether logins already run exactly this. */
function isDeployed(tenant: LocalTenant, id: string, input: ActionInput): boolean {
  const action = tenant.actions.get(id);
  const live = tenant.actions.liveVersion(action);
  if (!live || action.name !== input.name) return false;
  const pinned = new Map(live.dependencies.map(({ name, version }) => [name, version]));
  const pick = (from: Pick<ActionInput, "code" | "dependencies" | "secrets">) => [
    from.code,
    from.dependencies?.map((one) => `${one.name}@${isUnpinned(one) ? pinned.get(one.name) : one.version}`),
    from.secrets?.map(({ name, value }) => [name, value]),
  ];
  return JSON.stringify(pick(live)) === JSON.stringify(pick(input)) && live.runtime === (input.runtime ?? "node22");
}

function isUnpinned({ version }: { version: string }): boolean {
  return version === "" || version === "latest";
}
