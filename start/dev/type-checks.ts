import { type Project, typeErrors } from "../type-errors";

/** Checks types beside everything else; a newer check ends one that goes on. */
export class TypeChecks {
  readonly #errors = new Map<Project, string[]>();
  readonly #due = new Set<Project>();
  #running: AbortController | undefined;

  /** @param checked gets all errors, one line each, whenever a check has ended. */
  constructor(
    private readonly root: string,
    private readonly checked: (errors: readonly string[]) => void,
  ) {}

  /** Checks these projects, and those of a check that this one ends. */
  async check(projects: readonly Project[]): Promise<void> {
    for (const project of projects) this.#due.add(project);
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      for (const project of this.#due) {
        this.#errors.set(project, await typeErrors(project, this.root, running.signal));
        this.#due.delete(project);
      }
    } catch (error) {
      if (running.signal.aborted) return;
      throw error;
    }
    this.checked([...this.#errors.values()].flat());
  }

  /** Ends a check that goes on; its projects are checked with the next one. */
  stop(): void {
    this.#running?.abort();
  }
}
