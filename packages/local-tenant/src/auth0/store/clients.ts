import type { ClientCredential } from "./client-credential";
import type { ClientCredentialStore } from "./client-credentials";
import type { ClientGrantStore } from "./client-grants";
import type { Application, ClientGrant } from "./entities";
import { PlatformError } from "./errors";
import { LIMITS } from "./limits";
import { randomAlphanumeric } from "./random-id";

export type ApplicationInput = Pick<Application, "name"> & Partial<Application>;
export type ApplicationChange = Partial<Omit<Application, "clientId">>;

/** An application as somebody made it in the dashboard. */
export interface NewApplication {
  clientId: string;
  /** Default: its id. */
  name?: string;
  clientSecret?: string;
  /** As of an `Application`. Default: false. */
  hidesSecret?: boolean;
  /** PEM of the key that verifies its assertions; `undefined`: it signs in with its secret. */
  publicKey?: string;
  /** What it signs them with. Default: RS256. */
  alg?: ClientCredential["alg"];
  /** What it may ask of the Management API; `undefined`: nothing. */
  scopes?: ClientGrant["scopes"];
  /** Default: `client_credentials` alone. */
  grantTypes?: readonly string[];
  /** Default: `regular_web` where it has other grant types, else `non_interactive`. */
  appType?: string;
  /** `client_metadata`. Default: none. */
  metadata?: Readonly<Record<string, string>>;
}

const PUBLIC_TYPES = ["native", "spa"];

/** The tenant's applications. */
export class ClientStore {
  readonly #clients = new Map<string, Application>();

  constructor(
    private readonly credentials: ClientCredentialStore,
    private readonly grants: ClientGrantStore,
  ) {}

  /** @throws PlatformError 400 for a combination that the platform refuses. */
  create(input: ApplicationInput): Application {
    const { appType, tokenEndpointAuthMethod } = input;
    const client: Application = {
      clientId: randomAlphanumeric(32),
      clientSecret: randomAlphanumeric(64),
      grantTypes: defaultGrantTypes(appType),
      assertionCredentials: undefined,
      properties: {},
      ...input,
      appType,
      tokenEndpointAuthMethod,
    };
    check(client);
    this.#clients.set(client.clientId, client);
    return client;
  }

  /** Adds an application with its key and its grant, or replaces the one with the same id. */
  add({ clientId, publicKey, alg, scopes, ...given }: NewApplication): Application {
    this.delete(clientId);
    const { name = clientId, grantTypes = ["client_credentials"], metadata } = given;
    const credential = publicKey === undefined ? undefined : this.credentials.create(clientId, { pem: publicKey, alg });
    if (scopes) this.grants.grant(clientId, scopes);
    return this.create({
      clientId,
      name,
      grantTypes,
      appType: given.appType ?? (given.grantTypes ? "regular_web" : "non_interactive"),
      ...(given.clientSecret !== undefined && { clientSecret: given.clientSecret }),
      ...(given.hidesSecret && { hidesSecret: true }),
      ...(credential
        ? { assertionCredentials: [credential.id] }
        : { tokenEndpointAuthMethod: PUBLIC_TYPES.includes(given.appType ?? "") ? "none" : "client_secret_post" }),
      ...(metadata && { properties: { client_metadata: metadata } }),
    });
  }

  /** `undefined` when there is no such application. */
  find(clientId: string): Application | undefined {
    return this.#clients.get(clientId);
  }

  /** @throws PlatformError 404 for no such application. */
  get(clientId: string): Application {
    const client = this.#clients.get(clientId);
    if (!client) throw new PlatformError(404, "The client does not exist", "inexistent_client");
    return client;
  }

  /** Oldest first. */
  list(): Application[] {
    return [...this.#clients.values()];
  }

  /** Replaces what `change` names. @throws PlatformError 404; 400 for a combination that the platform refuses. */
  update(clientId: string, change: ApplicationChange): Application {
    const client = this.get(clientId);
    const next = { ...client, ...change };
    check(next);
    this.#checkCredentials(next);
    return Object.assign(client, change);
  }

  /** With its keys and grants; tokens that were issued stay valid. Idempotent, as on the platform. */
  delete(clientId: string): void {
    for (const { id } of this.credentials.list(clientId)) this.credentials.delete(clientId, id);
    for (const { id } of this.grants.list({ clientId })) this.grants.delete(id);
    this.#clients.delete(clientId);
  }

  /** Deletes a key, in use or not. */
  deleteCredential(clientId: string, id: string): void {
    const client = this.get(clientId);
    this.credentials.delete(clientId, id);
    client.assertionCredentials = client.assertionCredentials?.filter((used) => used !== id);
  }

  #checkCredentials({ clientId, assertionCredentials = [] }: Application): void {
    const known = this.credentials.list(clientId).map(({ id }) => id);
    const unknown = assertionCredentials.find((id) => !known.includes(id));
    if (unknown !== undefined) throw new PlatformError(400, `The credential ${unknown} does not exist`);
  }
}

function defaultGrantTypes(appType: string | undefined): string[] {
  const common = ["authorization_code", "implicit", "refresh_token"];
  return PUBLIC_TYPES.includes(appType ?? "") ? common : [...common, "client_credentials"];
}

function check({ grantTypes, tokenEndpointAuthMethod, assertionCredentials }: Application): void {
  if (tokenEndpointAuthMethod !== undefined && assertionCredentials !== undefined) {
    throw new PlatformError(
      400,
      "token_endpoint_auth_method must be null when client_authentication_methods is set",
      "invalid_body",
    );
  }
  if (tokenEndpointAuthMethod === "none" && grantTypes.includes("client_credentials")) {
    throw new PlatformError(400, "Invalid grant types: client_credentials");
  }
  if ((assertionCredentials?.length ?? 0) > LIMITS.clientCredentials) {
    throw new PlatformError(400, `A client can use at most ${LIMITS.clientCredentials} credentials`);
  }
}
