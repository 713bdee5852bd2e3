import type { ActionDocument, GuardianDocument, TenantDocument } from "../sources/document";
import { emptyDocument } from "../sources/document";

/** A tenant as a program writes it down. What is left out stays as a new local tenant has it. */
export interface TenantSource {
  /** In the order in which their trigger runs them. */
  actions?: readonly ActionSource[];
  /** The MFA policy, and which factors are on. */
  guardian?: Partial<GuardianDocument>;
  /** Tenant settings under Auth0's names. */
  settings?: Readonly<Record<string, unknown>>;
}

/** An Action as it would be typed into the dashboard. */
export interface ActionSource {
  name: string;
  /** CommonJS. */
  code: string;
  /** Default: `post-login`. */
  trigger?: keyof typeof versions;
  /** `node22` or `node18`. Default: `node22`. */
  runtime?: string;
  /** Packages by name, with the version that must be installed. */
  dependencies?: Readonly<Record<string, string>>;
  secrets?: Readonly<Record<string, string>>;
}

/** Paths as the command takes them, tenants written down, or several of either: what comes later adds to what was before. */
export type Source = string | TenantSource | readonly (string | TenantSource)[];

/** Values that sources only name. */
export interface SourceValues {
  /**
   * Secrets by name for every Action, or by the name of an Action for that one alone. Default: the local Verify's
   * credentials and the environment.
   */
  secrets?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** File of auth0-deploy-cli's configuration, for the keywords of an export. Default: the environment. */
  config?: string;
}

const versions = { "post-login": "v3", "custom-phone-provider": "v1", "password-reset-post-challenge": "v1" } as const;

/** The document that is loaded for it. */
export function documentOf({ actions = [], guardian, settings }: TenantSource): TenantDocument {
  const triggers = [...new Set(actions.map(triggerOf))];
  return {
    ...emptyDocument(),
    actions: actions.map(actionDocument),
    bindings: triggers.map((trigger) => ({
      trigger,
      actions: actions.filter((action) => triggerOf(action) === trigger).map(({ name }) => ({ action: { key: name } })),
    })),
    guardian: { factors: {}, ...guardian },
    settings: { ...settings },
  };
}

function triggerOf({ trigger = "post-login" }: ActionSource): keyof typeof versions {
  return trigger;
}

function actionDocument(action: ActionSource): ActionDocument {
  const { name, code, runtime, dependencies = {}, secrets = {} } = action;
  const id = triggerOf(action);
  return {
    key: name,
    name,
    code,
    trigger: { id, version: versions[id] },
    runtime,
    dependencies: Object.entries(dependencies).map(([dependency, version]) => ({ name: dependency, version })),
    secrets: Object.entries(secrets).map(([secret, value]) => ({ name: secret, value })),
  };
}
