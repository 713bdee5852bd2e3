import { installedVersion } from "../pipeline/require";
import type { DeployedAction } from "../pipeline/types";
import { type Clock, systemClock } from "../support/clock";
import { ActionStore } from "./store/actions";
import { BindingStore } from "./store/bindings";
import { type BuildSettings, instantBuild } from "./store/build";
import { ClientCredentialStore } from "./store/client-credentials";
import { ClientGrantStore } from "./store/client-grants";
import { ClientStore } from "./store/clients";
import { GuardianStore } from "./store/guardian";
import { LogStreamStore } from "./store/log-streams";
import { LogStore } from "./store/logs";
import { PhoneProviderStore } from "./store/phone-providers";
import { PromptStore } from "./store/prompts";
import { type Document, SettingsStore } from "./store/settings";
import { TokenStore } from "./store/tokens";

export interface LocalTenantOptions {
  /** Host and port under which the tenant is served, e.g. `localhost:8443`; no scheme, and no port where it is 443. */
  domain: string;
  /** The tenant's name; `undefined` means `local`. */
  name?: string;
  /** `undefined` means the system's clock. */
  clock?: Clock;
  /** What is left out builds and deploys at once. */
  build?: Partial<BuildSettings>;
  /** True refuses a second Action of the same name with 409; the platform is not known to. */
  uniqueActionNames?: boolean;
  /** The version of a package that Actions can load. Default: what is installed above this package. */
  installedVersion?(name: string): string | undefined;
}

/**
 * The state of one local Auth0 tenant, without HTTP. The Management API changes it, logins read it, and tests use it to
 * set up what a user would click together in the dashboard.
 */
export class LocalTenant {
  /** May be changed once the port is known. */
  domain: string;
  readonly name: string;
  readonly clock: Clock;
  readonly actions: ActionStore;
  readonly bindings: BindingStore;
  readonly settings: SettingsStore;
  readonly guardian = new GuardianStore();
  readonly phoneProvider: PhoneProviderStore;
  readonly prompts = new PromptStore();
  /** Settings that are kept and have no effect, by their path in the Management API. */
  readonly documents = new Map<string, Document>();
  /** Whether logins are assessed (Adaptive MFA). */
  riskAssessments = { enabled: false };
  readonly logStreams = new LogStreamStore(() => this.name);
  readonly logs: LogStore;
  readonly clientCredentials: ClientCredentialStore;
  readonly clientGrants = new ClientGrantStore(() => this.audience);
  readonly clients: ClientStore;
  readonly tokens: TokenStore;

  constructor(options: LocalTenantOptions) {
    this.domain = options.domain;
    this.name = options.name ?? "local";
    const clock = options.clock ?? systemClock;
    this.clock = clock;
    this.bindings = new BindingStore(clock, () => this.actions);
    this.actions = new ActionStore({
      clock,
      build: { ...instantBuild, ...options.build },
      uniqueNames: options.uniqueActionNames ?? false,
      installedVersion: options.installedVersion ?? ((name) => installedVersion(name)),
      bindings: this.bindings,
    });
    this.settings = new SettingsStore(this.name);
    this.phoneProvider = new PhoneProviderStore(clock);
    this.logs = new LogStore(clock);
    this.tokens = new TokenStore(clock);
    this.clientCredentials = new ClientCredentialStore(clock);
    this.clients = new ClientStore(this.clientCredentials, this.clientGrants);
  }

  /** `https://<domain>/api/v2/`, the audience of Management API tokens. */
  get audience(): string {
    return `https://${this.domain}/api/v2/`;
  }

  /** What the trigger runs now: the live version of each bound Action in order, with its secret values. */
  deployedActions(trigger: string): DeployedAction[] {
    return this.bindings.list(trigger).flatMap(({ actionId }) => {
      const action = this.actions.get(actionId);
      const version = this.actions.liveVersion(action);
      if (!version) return [];
      return {
        id: action.id,
        name: action.name,
        versionId: version.id,
        code: version.code,
        runtime: version.runtime.replace("-actions", ""),
        secrets: Object.fromEntries(version.secrets.map(({ name, value }) => [name, value])),
        dependencies: version.dependencies,
      };
    });
  }
}
