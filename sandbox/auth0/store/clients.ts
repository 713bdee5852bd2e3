import type { ApiClient } from "./entities";

/** Applications that may ask the token endpoint for Management API tokens. */
export class ClientStore {
  readonly #clients = new Map<string, ApiClient>();

  /** Adds an application, or replaces the one with the same id. */
  add(client: Omit<ApiClient, "name"> & { name?: string }): ApiClient {
    const added = { name: client.clientId, ...client };
    this.#clients.set(added.clientId, added);
    return added;
  }

  /** `undefined` when there is no such application. */
  get(clientId: string): ApiClient | undefined {
    return this.#clients.get(clientId);
  }

  list(): ApiClient[] {
    return [...this.#clients.values()];
  }
}
