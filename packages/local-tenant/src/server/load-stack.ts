import type { LocalTenant } from "../auth0/tenant";
import { type ActionInstances, validateAction } from "../pipeline";
import { actionNotValid, buildFailed } from "./errors";
import { loadClients } from "./load-clients";
import { loadTenantSettings } from "./load-tenant-settings";
import { blocks, Evaluator, readStack, resources, type StackDocument } from "./stack-document";
import { makeStandIn } from "./stand-in";

/** What a load changed. */
export interface LoadedStack {
  stack: string;
  /** Names of the Actions bound to post-login, in order. */
  order: string[];
  /** Names of the Actions that got a new version; empty when nothing differs from what is deployed. */
  changed: string[];
  /** Names of the Actions that stand in for other teams', which this tenant doesn't have. */
  standIns: string[];
  /** Resource types that the sandbox does not read; Terraform would deploy them. */
  skipped: string[];
  /** Where the stack's log streams deliver to. They are not loaded: Terraform makes them, and the tokens that they send. */
  logStreamEndpoints: string[];
}

type ActionInput = Parameters<LocalTenant["actions"]["create"]>[0];

/** Resource types that are read, and one that has nothing to do in a tenant. */
const known = new Set([
  "terraform_data",
  "auth0_action",
  "auth0_trigger_actions",
  "auth0_phone_provider",
  "auth0_trigger_action",
  "auth0_tenant",
  "auth0_guardian",
  "auth0_client",
  "auth0_client_credentials",
  "auth0_client_grant",
]);

/** Brings synthesised stacks into a tenant without Terraform. Loading again deploys only what changed: the edit loop. */
export class StackLoader {
  /** Ids of the Actions that this loader made, by Terraform address; that of a data source for a stand-in. */
  private readonly ids = new Map<string, string>();
  /** Of the stack's clients, by Terraform address. */
  private clientIds: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly tenant: LocalTenant,
    /** Where Verify listens. Code that was built for another local Verify reports here all the same. */
    private readonly verifyUrl: string,
    /** Asked why a build failed: the tenant itself keeps no reasons. */
    private readonly instances: Pick<ActionInstances, "checkDependencies">,
  ) {}

  /**
   * Loads the stack from `<output>/stacks/<stack>`. `variables` are the values of its input variables, secrets included.
   * Throws a `SandboxError` for a missing file, variable or Action, for code that does not parse, a build that fails and
   * what only Terraform can evaluate, and the tenant's own error for what it refuses.
   */
  load(output: string, stack: string, variables: Readonly<Record<string, string>>): LoadedStack {
    const document = readStack(output, stack);
    const evaluator: Evaluator = new Evaluator(document, variables, (reference) =>
      this.attribute(document, reference, evaluator),
    );
    loadTenantSettings(this.tenant, document);
    this.clientIds = loadClients(this.tenant, document);
    const changed = resources(document, "auth0_action").flatMap(([address, block]) =>
      this.deploy(address, this.readdressed(actionInput(address, block, evaluator))),
    );
    const lookedUp = this.standIn(document, evaluator);
    this.bind(document, evaluator);
    this.append(document, evaluator);
    this.setPhoneProvider(document);
    this.removeAllBut(new Set([...resources(document, "auth0_action").map(([address]) => address), ...lookedUp]));
    const skipped = Object.keys(document.resource ?? {}).filter((type) => !known.has(type));
    const order = this.tenant.bindings.list("post-login").map(({ actionId }) => this.tenant.actions.get(actionId).name);
    const logStreamEndpoints = resources(document, "auth0_log_stream").flatMap(([address, { sink }]) =>
      blocks(sink).map(({ http_endpoint: endpoint }) => evaluator.string(endpoint, `${address}.sink.http_endpoint`)),
    );
    return { stack, order, changed, standIns: this.standIns(), skipped, logStreamEndpoints };
  }

  /**
   * Deletes the Actions of earlier loads that are no longer bound, or beside which another of the same name is: when a deploy
   * by Terraform takes the triggers over, its own Actions are left alone in the tenant. With the last of them go the clients.
   */
  releaseUnbound(): void {
    for (const [address, id] of this.ids) {
      if (this.tenant.bindings.isBound(id) && !this.isReplaced(id)) continue;
      this.ids.delete(address);
      if (this.tenant.actions.list().some((action) => action.id === id)) this.tenant.actions.delete(id, true);
    }
    if ([...this.ids.keys()].some((address) => address.startsWith("auth0_action."))) return;
    for (const clientId of this.clientIds.values()) this.tenant.clients.delete(clientId);
    this.clientIds = new Map();
  }

  private isReplaced(id: string): boolean {
    const { name, trigger } = this.tenant.actions.get(id);
    const bound = this.tenant.bindings.list(trigger.id).map(({ actionId }) => this.tenant.actions.get(actionId));
    return bound.some((action) => action.id !== id && action.name === name);
  }

  /** Ids of the Actions that stand in for a deploy's, and go when there is one. */
  get loadedIds(): string[] {
    return [...this.ids.values()];
  }

  /** The stack names the default ports of Verify and the tenant; these may have taken others. */
  private readdressed(input: ActionInput): ActionInput {
    const local = "https:\\/\\/(?:localhost|127\\.0\\.0\\.1)(?::\\d+)?";
    const code = input.code
      .replace(new RegExp(`("verifyOrigin":")${local}"`), `$1${this.verifyUrl}"`)
      .replace(new RegExp(`("lookup":\\{"origin":")${local}"`), `$1https://${this.tenant.domain}"`);
    return { ...input, code };
  }

  /** Creates or changes one Action and deploys it. Returns its name when a version was made. */
  private deploy(address: string, input: ActionInput): string[] {
    const { actions } = this.tenant;
    const existing = this.existing(address, input);
    if (existing && isDeployed(this.tenant, existing.id, input)) {
      this.ids.set(address, existing.id);
      return [];
    }
    const problems = validateAction(input.code);
    if (problems.length > 0) throw actionNotValid(input.name, problems);
    const action = existing ? actions.update(existing.id, input) : actions.create(input);
    this.ids.set(address, action.id);
    if (actions.status(action) === "failed") {
      throw buildFailed(input.name, this.instances.checkDependencies(action.dependencies));
    }
    actions.deploy(action.id);
    return [input.name];
  }

  /** Makes a stand-in for every Action that the stack looks up by name and that is not there. Gives their addresses. */
  private standIn(document: StackDocument, evaluator: Evaluator): string[] {
    return Object.entries(document.data?.auth0_action ?? {}).map(([name, block]) => {
      const address = `data.auth0_action.${name}`;
      const wanted = block.name === undefined ? undefined : evaluator.string(block.name, `${address}.name`);
      if (wanted === undefined) return address;
      const [found] = this.tenant.actions.list({ name: wanted });
      if (!found) this.ids.set(address, makeStandIn(this.tenant, wanted));
      else if (found.id !== this.ids.get(address)) this.ids.delete(address);
      return address;
    });
  }

  private standIns(): string[] {
    const ids = [...this.ids].filter(([address]) => address.startsWith("data."));
    return ids.map(([, id]) => this.tenant.actions.get(id).name);
  }

  private existing(address: string, { name, trigger }: ActionInput) {
    const { actions } = this.tenant;
    const id = this.ids.get(address);
    return actions.list().find((action) => action.id === id) ?? actions.list({ name, trigger: trigger.id })[0];
  }

  private bind(document: StackDocument, evaluator: Evaluator): void {
    for (const [address, block] of resources(document, "auth0_trigger_actions")) {
      const current = this.tenant.bindings.list(block.trigger);
      const ours = this.loadedIds;
      const wanted = blocks(block.actions).map((entry) => {
        const id = evaluator.string(entry.id, `${address}.actions.id`);
        const shown = ours.includes(id) ? undefined : current.find(({ actionId }) => actionId === id)?.displayName;
        const displayName = shown ?? evaluator.string(entry.display_name, `${address}.actions.display_name`);
        return { ref: { type: "action_id" as const, value: id }, displayName };
      });
      const same =
        current.length === wanted.length &&
        wanted.every(({ ref, displayName }, index) => {
          const binding = current[index];
          return binding?.actionId === ref.value && binding.displayName === displayName;
        });
      if (!same) this.tenant.bindings.replace(block.trigger, wanted);
    }
  }

  /** As the provider for Terraform does: added last, and left where it is already bound. */
  private append(document: StackDocument, evaluator: Evaluator): void {
    for (const [address, block] of resources(document, "auth0_trigger_action")) {
      const id = evaluator.string(block.action_id, `${address}.action_id`);
      if (this.tenant.bindings.list(block.trigger).some(({ actionId }) => actionId === id)) continue;
      this.tenant.bindings.append(id, evaluator.string(block.display_name, `${address}.display_name`));
    }
  }

  /** As the provider for Terraform does: what is there becomes the one of the stack. */
  private setPhoneProvider(document: StackDocument): void {
    for (const [, block] of resources(document, "auth0_phone_provider")) {
      const { phoneProvider } = this.tenant;
      const [configuration] = blocks(block.configuration);
      const deliveryMethods: string[] = configuration?.delivery_methods ?? [];
      const wanted = {
        name: block.name,
        disabled: block.disabled,
        configuration: { deliveryMethods },
        credentials: {},
      };
      const current = phoneProvider.current();
      if (current) phoneProvider.update(current.id, wanted);
      else phoneProvider.create(wanted);
    }
  }

  private removeAllBut(addresses: ReadonlySet<string>): void {
    for (const [address, id] of this.ids) {
      if (addresses.has(address)) continue;
      this.ids.delete(address);
      if (this.tenant.actions.list().some((action) => action.id === id)) this.tenant.actions.delete(id, true);
    }
  }

  /** `auth0_action.<name>.id`, `auth0_action.<name>.name` and the same of a data source; `auth0_client.<name>.client_id`. */
  private attribute(document: StackDocument, reference: string, evaluator: Evaluator): string | undefined {
    if (reference.endsWith(".client_id")) return this.clientIds.get(reference.slice(0, -".client_id".length));
    const data = reference.startsWith("data.");
    const [type, name, attribute] = reference.split(".").slice(data ? 1 : 0);
    if (type !== "auth0_action" || !name || (attribute !== "id" && attribute !== "name")) return undefined;
    const block = (data ? document.data : document.resource)?.auth0_action?.[name];
    if (!block) return undefined;
    const actionName = block.name === undefined ? undefined : evaluator.string(block.name, `${type}.${name}.name`);
    if (attribute === "name") return actionName;
    if (!data) return this.ids.get(`auth0_action.${name}`);
    return actionName === undefined ? undefined : this.tenant.actions.list({ name: actionName })[0]?.id;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON configuration is open-ended
function actionInput(address: string, block: Record<string, any>, evaluator: Evaluator): ActionInput {
  const text = (value: string, attribute: string) => evaluator.string(value, `${address}.${attribute}`);
  const [trigger] = blocks(block.supported_triggers);
  if (!trigger) throw new Error(`${address} has no supported_triggers.`);
  return {
    name: text(block.name, "name"),
    code: text(block.code, "code"),
    trigger: { id: trigger.id, version: trigger.version },
    runtime: block.runtime,
    dependencies: blocks(block.dependencies).map(({ name, version }) => ({ name, version })),
    secrets: [...blocks(block.secrets), ...blocks(block.secrets_wo)].map(({ name, value }) => ({
      name,
      value: text(value, `secret ${name}`),
    })),
  };
}

/** Whether logins already run exactly this. */
function isDeployed(tenant: LocalTenant, id: string, input: ActionInput): boolean {
  const action = tenant.actions.get(id);
  const live = tenant.actions.liveVersion(action);
  if (!live || action.name !== input.name) return false;
  const pick = (from: Pick<ActionInput, "code" | "dependencies" | "secrets">) => [
    from.code,
    from.dependencies?.map(({ name, version }) => `${name}@${version}`),
    from.secrets?.map(({ name, value }) => [name, value]),
  ];
  return JSON.stringify(pick(live)) === JSON.stringify(pick(input)) && live.runtime === (input.runtime ?? "node22");
}
