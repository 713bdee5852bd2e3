/** What goes wrong with deliveries. What is left out goes right. */
export interface DeliveryFaultSettings {
  /** Each entry waits this long before it is sent, in milliseconds. */
  delayMs?: number;
  /** Each entry waits up to this long more, by chance: entries overtake each other. */
  reorderMs?: number;
  /** How many more times each delivered batch is sent. */
  duplicates?: number;
  /** The next `times` attempts fail. `arrives`: the request arrives, and its answer is lost. */
  failing?: { times: number; arrives?: boolean };
}

/** The faults that are switched on, for all streams of the tenant. */
export class DeliveryFaults {
  #settings: DeliveryFaultSettings = {};
  #failuresLeft = 0;

  /** In place of those that were on. */
  set(settings: DeliveryFaultSettings): void {
    this.#settings = settings;
    this.#failuresLeft = settings.failing?.times ?? 0;
  }

  clear(): void {
    this.set({});
  }

  get settings(): DeliveryFaultSettings {
    return this.#settings;
  }

  /** How many of the next attempts fail. */
  get failuresLeft(): number {
    return this.#failuresLeft;
  }

  /** How long a new entry waits, in milliseconds. */
  holdMs(): number {
    const { delayMs = 0, reorderMs = 0 } = this.#settings;
    return delayMs + Math.floor(Math.random() * (reorderMs + 1));
  }

  /** How many times a batch is sent once more after it was delivered. */
  get duplicates(): number {
    return this.#settings.duplicates ?? 0;
  }

  /** How the attempt that begins now fails; counts it. `undefined`: it does not. */
  take(): "lost-request" | "lost-answer" | undefined {
    if (this.#failuresLeft === 0) return undefined;
    this.#failuresLeft -= 1;
    return this.#settings.failing?.arrives ? "lost-answer" : "lost-request";
  }
}
