/** Milliseconds since the Unix epoch, by the tenant's clock. */
export type Instant = number;

export interface TriggerRef {
  id: string;
  version: string;
}

export interface Dependency {
  name: string;
  version: string;
}

export interface Secret {
  name: string;
  /** Never leaves the tenant through the Management API. */
  value: string;
  updatedAt: Instant;
}

/** Where the build of a draft stands. */
export type BuildStatus = "pending" | "building" | "built" | "failed";

/** The build of a draft. How it goes is decided when it begins. */
export interface Build {
  readonly startedAt: Instant;
  /** Milliseconds that it takes. */
  ms: number;
  readonly fails: boolean;
}

/** What an Action or a version of it came from. */
export type Origin =
  /** `client`: the name of the application; `undefined`: a static token. `tool`: as it names itself, `Terraform-Provider-Auth0/1.40.0`. */
  | { by: "management-api"; client: string | undefined; tool: string | undefined }
  /** `path`: of the source; `undefined`: a program wrote it down. `key`: names the Action there, such as a Terraform address. */
  | { by: "source"; path: string | undefined; key: string }
  /** Stands in for another team's Action. */
  | { by: "stand-in" }
  /** The phone provider that the local tenant makes where no source has one. */
  | { by: "local-tenant" }
  /** The state that was kept of an earlier run. */
  | { by: "state" };

/** An Action's draft. Its deployed state is in its versions. */
export interface Action {
  readonly id: string;
  name: string;
  trigger: TriggerRef;
  code: string;
  /** As sent: `node22`, `node18-actions`, … */
  runtime: string;
  dependencies: readonly Dependency[];
  secrets: readonly Secret[];
  readonly createdAt: Instant;
  updatedAt: Instant;
  /** The build that is under way, or ended. */
  build: Build;
  /** False from each change of the draft until it is deployed. */
  draftDeployed: boolean;
  /** Of the Action itself; a version may have another one. `undefined`: not set. */
  readonly origin: Origin | undefined;
  /** Oldest first. */
  versions: readonly ActionVersion[];
}

/** A frozen copy of a draft (or of an older version) that was deployed. */
export interface ActionVersion {
  readonly id: string;
  /** Counts from 1 per Action. */
  readonly number: number;
  readonly code: string;
  readonly runtime: string;
  readonly trigger: TriggerRef;
  readonly dependencies: readonly Dependency[];
  readonly secrets: readonly Secret[];
  readonly createdAt: Instant;
  /** From when on logins run it; later than `createdAt` when the tenant deploys slowly. */
  readonly liveAt: Instant;
  /** Who deployed it. `undefined`: not known. */
  readonly origin: Origin | undefined;
}

/** One entry of a trigger's ordered list. */
export interface Binding {
  readonly id: string;
  readonly trigger: string;
  readonly actionId: string;
  readonly displayName: string;
  readonly createdAt: Instant;
}

/** The tenant's provider of text and voice messages; there is at most one. */
export interface PhoneProvider {
  readonly id: string;
  name: "twilio" | "custom";
  disabled: boolean;
  configuration: {
    deliveryMethods: readonly string[];
    sid?: string;
    defaultFrom?: string;
    messagingServiceSid?: string;
  };
  /** Never returned by the Management API. */
  credentials: { authToken?: string };
  readonly createdAt: Instant;
  updatedAt: Instant;
}

export interface LogStream {
  readonly id: string;
  name: string;
  readonly type: "http" | "eventbridge" | "eventgrid" | "datadog" | "splunk" | "sumo" | "mixpanel" | "segment";
  status: "active" | "paused" | "suspended";
  /** The platform's own keys, kept as sent. */
  sink: Readonly<Record<string, unknown>>;
  isPriority: boolean;
  /** What was sent besides, kept as sent (`filters`, `pii_config`, `startFrom`). */
  extras: Readonly<Record<string, unknown>>;
}

/** One line of the tenant log. */
export interface LogEntry {
  readonly id: string;
  readonly at: Instant;
  /** The platform's event code: `s`, `f`, `w`, `gd_auth_succeed`, `sapi`, … */
  readonly type: string;
  readonly description: string;
  readonly client?: { id: string; name: string };
  /** The user behind it; `name` is what they sign in with. */
  readonly user?: { id: string; name: string };
  readonly connection?: { id: string; name: string; strategy: string };
  /** IPv4 or IPv6; `undefined`: this machine's. */
  readonly ip?: string;
  readonly userAgent?: string;
  /** Joins the entries of one login. */
  readonly correlationId?: string;
  /** The scopes of the token that was asked for, separated by spaces. */
  readonly scope?: string;
  /** Whom the token is for; `undefined`: the tenant's `/userinfo`. */
  readonly audience?: string;
  readonly details?: unknown;
}

/** An application of the tenant. */
export interface Application {
  readonly clientId: string;
  clientSecret: string;
  /**
   * No answer shows the secret, whatever the scopes. Set for the application that each start creates: it opens the
   * tenant.
   */
  readonly hidesSecret?: boolean;
  name: string;
  /** `non_interactive`, `regular_web`, `native`, `spa`, …; `undefined` when not set. */
  appType: string | undefined;
  /** The platform's names, e.g. `client_credentials`. */
  grantTypes: readonly string[];
  /** `undefined`: not set, which means `client_secret_basic`, or it signs in by private-key JWT. */
  tokenEndpointAuthMethod: "none" | "client_secret_post" | "client_secret_basic" | undefined;
  /** Ids of the credentials that verify its private-key JWTs; `undefined` when it signs in another way. */
  assertionCredentials: readonly string[] | undefined;
  /** The platform's other properties, by its own names, kept as sent. */
  properties: Readonly<Record<string, unknown>>;
}

/** What an application may ask of the Management API, the one API that the tenant has. */
export interface ClientGrant {
  readonly id: string;
  readonly clientId: string;
  /** `all`, or the scopes granted (`read:actions`, …). */
  scopes: "all" | readonly string[];
  /** Whom its tokens speak for: the application itself, or a user who is logged in. */
  readonly subjectType: "client" | "user";
  /** The platform's other properties, by its own names, kept as sent. */
  extras: Readonly<Record<string, unknown>>;
}
