import type { ClientGrant } from "./entities";
import { PlatformError } from "./errors";
import { randomAlphanumeric } from "./random-id";

export type ClientGrantInput = Pick<ClientGrant, "clientId" | "scopes"> & Partial<ClientGrant>;
export type ClientGrantChange = Partial<Pick<ClientGrant, "scopes" | "extras">>;

/** The tenant's client grants, all of them for its Management API. */
export class ClientGrantStore {
  readonly #grants = new Map<string, ClientGrant>();

  /** `audience` is asked for the Management API's, which a refusal names. */
  constructor(private readonly audience: () => string) {}

  /** @throws PlatformError 409 when the application has a grant for that type of subject. */
  create(input: ClientGrantInput): ClientGrant {
    const { clientId, subjectType = "client" } = input;
    if (this.list({ clientId, subjectType }).length > 0) {
      throw new PlatformError(409, `A client grant already exists between ${clientId} and ${this.audience()}`);
    }
    const grant = { id: `cgr_${randomAlphanumeric(16)}`, extras: {}, ...input, subjectType };
    this.#grants.set(grant.id, grant);
    return grant;
  }

  /** Lets an application ask for these scopes and no others, as the dashboard does it. */
  grant(clientId: string, scopes: ClientGrant["scopes"]): ClientGrant {
    const [grant] = this.list({ clientId, subjectType: "client" });
    return grant ? this.update(grant.id, { scopes }) : this.create({ clientId, scopes });
  }

  /** Those that have all that `filter` names, oldest first. */
  list(filter: Partial<Pick<ClientGrant, "clientId" | "subjectType">> = {}): ClientGrant[] {
    const wanted = Object.entries(filter) as [keyof ClientGrant, unknown][];
    return [...this.#grants.values()].filter((grant) => wanted.every(([key, value]) => grant[key] === value));
  }

  /** @throws PlatformError 404 for no such grant. */
  get(id: string): ClientGrant {
    const grant = this.#grants.get(id);
    if (!grant) throw new PlatformError(404, "The client grant does not exist");
    return grant;
  }

  /** Replaces what `change` names. @throws PlatformError 404 for no such grant. */
  update(id: string, change: ClientGrantChange): ClientGrant {
    return Object.assign(this.get(id), change);
  }

  /** Idempotent, as on the platform. */
  delete(id: string): void {
    this.#grants.delete(id);
  }
}
