/** How many of the last loads are kept. */
const keptLoads = 50;

/** One attempt to bring what was saved into the tenant. */
export interface DevLoad {
  /** ISO 8601, by the machine's clock. */
  at: string;
  /** The files that were saved, relative to the folder of the sources. */
  files: string[];
  /** What is live since: Actions by name, and in words what else of the tenant; empty: nothing differs from before. */
  changed: string[];
  /** Milliseconds from when the save was noticed. */
  ms: number;
  /** False: it could not be built or was refused, and what ran before still runs. */
  ok: boolean;
}

/** What an edit loop did, as the control API and the console show it. */
export interface DevDocument {
  /** Whether files are watched and loaded when they are saved; false leaves the rest empty. */
  watching: boolean;
  /** The newest last; at most 50. */
  loads: DevLoad[];
  /** Why sources as they are now can't be built or loaded, one message each; empty: what is saved is live. */
  buildErrors: string[];
  /** What the compiler says of the types, one line each. They stop nothing. */
  typeErrors: string[];
}

/** What whoever watches the sources of this tenant reports to it. */
export class DevReport {
  #document: DevDocument = { watching: false, loads: [], buildErrors: [], typeErrors: [] };

  /** @param changed called after each change of the document */
  constructor(private readonly changed: () => void) {}

  document(): DevDocument {
    return this.#document;
  }

  watching(): void {
    this.#update({ watching: true });
  }

  /** @param buildErrors those that are left after it */
  loaded(load: DevLoad, buildErrors: readonly string[]): void {
    const loads = [...this.#document.loads, load].slice(-keptLoads);
    this.#update({ loads, buildErrors: [...buildErrors] });
  }

  typesChecked(typeErrors: readonly string[]): void {
    this.#update({ typeErrors: [...typeErrors] });
  }

  #update(changed: Partial<DevDocument>): void {
    this.#document = { ...this.#document, ...changed };
    this.changed();
  }
}
