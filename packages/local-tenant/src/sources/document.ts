import type { Application } from "../auth0/store/entities";
import type { Factor, Policy } from "../auth0/store/guardian";
import type { LocalTenantError } from "../support/local-tenant-error";

/** The content of a local tenant, whatever it was read from. */
export interface TenantDocument {
  actions: ActionDocument[];
  /** Actions that are bound and not in the source: another team's. A tenant that has none of that name gets a stand-in. */
  lookups: LookupDocument[];
  bindings: BindingDocument[];
  guardian: GuardianDocument;
  /** `undefined`: the local tenant sends by one that it makes itself. */
  phoneProvider: PhoneProviderDocument | undefined;
  logStreams: LogStreamDocument[];
  /** Tenant settings under Auth0's names; merged into those that the tenant has. */
  settings: Record<string, unknown>;
  clients: ClientDocument[];
  /** What the source holds and the local tenant doesn't have, by the source's own names. */
  skipped: string[];
  /** What was read differently from how it is written, one sentence each. */
  notes: string[];
}

export interface ActionDocument {
  /** Names the Action within the document and from one load to the next: a Terraform address, a name, a file. */
  key: string;
  /** Path of the source that it was read from; `undefined`: a program wrote it down. */
  source?: string;
  name: string;
  /** CommonJS. */
  code: string;
  trigger: { id: string; version: string };
  /** Default: `node22`. */
  runtime?: string | undefined;
  dependencies: { name: string; version: string }[];
  secrets: SecretDocument[];
  /** False leaves the Action a draft, which can't be bound. Default: true. */
  deployed?: boolean;
}

/** A secret with its value, the `client_id` of one of the document's clients, or why it has none. */
export type SecretDocument = { name: string } & (
  | { value: string }
  | { client: string }
  | { missing: LocalTenantError }
);

export interface LookupDocument {
  key: string;
  name: string;
}

export interface BindingDocument {
  trigger: string;
  /** True adds to the end of the trigger's list, and leaves what is bound where it is. Default: it is the whole list. */
  append?: boolean;
  /** By the key of an Action or a look-up, or by the id of an Action that the tenant has. */
  actions: { action: { key: string } | { id: string }; displayName?: string | undefined }[];
}

export interface GuardianDocument {
  /** `undefined`: as it is. */
  policies?: readonly Policy[];
  /** `sms`, `voice`. `undefined`: as they are. */
  messageTypes?: readonly string[];
  /** Whether a factor is on; one that is not named stays as it is. */
  factors: Partial<Record<Factor, boolean>>;
}

export interface PhoneProviderDocument {
  name: "custom" | "twilio";
  disabled?: boolean | undefined;
  /** `text`, `voice`. */
  deliveryMethods: readonly string[];
}

export interface LogStreamDocument {
  name: string;
  type: string;
  /** Where a stream of type `http` delivers to. */
  endpoint?: string | undefined;
  /** Under Auth0's names, as a stream of the Management API takes them. `undefined`: not all of them can be read here. */
  sink: Record<string, unknown> | undefined;
}

export interface ClientDocument {
  key: string;
  name: string;
  appType: string | undefined;
  grantTypes: string[] | undefined;
  /** How it signs in to the token endpoint; `undefined`: as a new application of its type, or as it does already. */
  authMethod?: Application["tokenEndpointAuthMethod"];
  /** PEM of the public keys that verify its assertions; `undefined`: it signs in with a secret. */
  keys?: string[];
  /** What it may ask of the Management API; `undefined`: nothing. */
  scopes?: string[];
  /** Auth0's other properties, under its names. */
  properties: Record<string, unknown>;
}

/** Nothing at all. */
export function emptyDocument(): TenantDocument {
  return {
    ...{ actions: [], lookups: [], bindings: [], guardian: { factors: {} }, phoneProvider: undefined },
    ...{ logStreams: [], settings: {}, clients: [], skipped: [], notes: [] },
  };
}
