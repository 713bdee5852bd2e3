import type { Session } from "../auth0/login";
import type { RememberedSignIns } from "../auth0/oidc";
import type { Application, ClientGrant, LogStream, PhoneProvider } from "../auth0/store/entities";
import type { Document } from "../auth0/store/settings";
import type { NewUser } from "../auth0/users";
import type { TenantCredentials } from "../credentials/credentials";
import type { ActionDocument, GuardianDocument } from "../sources/document";

/** What of a tenant outlives its process, secrets included. What is optional is missing in files of earlier versions. */
export interface TenantState {
  version: 1;
  /** The control API's token is new at each start. */
  credentials: Omit<TenantCredentials, "controlToken">;
  /** How far the clock is ahead of the machine's, in milliseconds. */
  clockAheadMs?: number | undefined;
  users: NewUser[];
  /** The one that was idle longest first. */
  sessions?: Session[] | undefined;
  signIns?: RememberedSignIns | undefined;
  /** Those that no source brought, `key` being the id. */
  actions: ActionDocument[];
  bindings: { trigger: string; actions: { id: string; displayName: string }[] }[];
  clients: (Application & { keys: { name?: string | undefined; pem: string; alg: "RS256" | "RS384" | "PS256" }[] })[];
  grants: ClientGrant[];
  phoneProvider?: PhoneProvider | undefined;
  logStreams: LogStream[];
  settings: Document;
  guardian: GuardianDocument;
  /** Settings without an effect in the local tenant, by their path in the Management API. */
  documents?: Record<string, Document> | undefined;
  riskAssessments?: { enabled: boolean } | undefined;
}
