/** What of a tenant can change, as the console's panes and the control API's events name it. */
export type Topic = "logins" | "inbox" | "verify" | "actions" | "users" | "faults" | "clock" | "comparison" | "dev";

/** Tells whoever listens what of the tenant has changed, so that they look at it again. */
export class Changes {
  readonly #listeners = new Set<(topics: readonly Topic[]) => void>();

  tell(...topics: Topic[]): void {
    for (const listener of this.#listeners) listener(topics);
  }

  /** Calls `listener` with each change from now on, until the function that it returns is called. */
  subscribe(listener: (topics: readonly Topic[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
