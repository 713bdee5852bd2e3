import { basename } from "node:path";
import { type LocalTenantServer, readSourceMaps } from "../../packages/local-tenant/src/server";
import { type MappedCode, rebuildActions, sourceOf } from "../../stacks/bundling";
import { loadStack, readStack } from "../load-stack";
import { runApp } from "../run-app";

/** Where the sources are, and where their synth is. */
export interface Sources {
  /** The repository's folder. */
  root: string;
  /** A synth of it that was loaded. */
  output: string;
  stack: string;
}

/** The outcome of a save. */
export interface Loaded {
  /** What is live since: Actions by the name of their source, and in words what else; empty: nothing differs. */
  changed: string[];
  /** What kept a part of it from being loaded, one message each. */
  problems: string[];
  /** Whether a mistake that kept sources from being loaded is gone, and none is left. */
  fixed: boolean;
}

type Attempt = Omit<Loaded, "fixed">;

/**
 * Brings sources that were saved into the running tenant. For those of Actions it builds code alone, and leaves everything else
 * in the tenant as it is; for all others it synthesises the stack and loads that.
 */
export class SourceLoader {
  /** The source maps of what was built here, by source; newer than those beside the synth. */
  readonly #maps = new Map<string, MappedCode>();
  /** Why the last synth failed: what was saved before it is not loaded yet. */
  #stackProblem: string | undefined;
  #actionProblems: string[] = [];
  /** This process builds Actions by the code that it was started with. */
  #bundlingChanged = false;

  constructor(
    private readonly server: LocalTenantServer,
    private readonly sources: Sources,
  ) {}

  /** Why sources as they are now can't be built or loaded, one message each. */
  get problems(): string[] {
    return [...(this.#stackProblem === undefined ? [] : [this.#stackProblem]), ...this.#actionProblems];
  }

  /**
   * Builds and loads. Does not throw for mistakes in the sources: what ran before them goes on.
   * @param files relative to the repository's folder.
   * @throws where a newer save has made `signal` end it.
   */
  async load(files: readonly string[], signal: AbortSignal): Promise<Loaded> {
    const wasWrong = this.problems.length > 0;
    const loaded = await this.#loadWhatChanged(files, signal);
    return { ...loaded, fixed: wasWrong && this.problems.length === 0 };
  }

  async #loadWhatChanged(files: readonly string[], signal: AbortSignal): Promise<Attempt> {
    this.#bundlingChanged ||= files.some((file) => file.startsWith("stacks/bundling/"));
    if (this.#bundlingChanged || !files.every((file) => file.startsWith("actions/"))) return this.#loadStack(signal);
    const loaded = await this.#loadActions(signal);
    if (this.#stackProblem === undefined || this.#actionProblems.length > 0) return loaded;
    // The mistake may have been in this Action.
    const before = this.#stackProblem;
    const retried = await this.#loadStack(signal);
    return {
      changed: [...loaded.changed, ...retried.changed],
      problems: retried.problems.filter((problem) => problem !== before),
    };
  }

  async #loadActions(signal: AbortSignal): Promise<Attempt> {
    const { root, output, stack } = this.sources;
    try {
      const { document } = readStack(this.server, output, stack);
      const { actions, maps, problems } = await rebuildActions(document.actions, root);
      if (problems.length > 0) signal.throwIfAborted();
      for (const [source, map] of maps) this.#maps.set(source, map);
      this.#actionProblems = problems;
      const changed = this.server.loadActions(actions, [...this.#maps.values(), ...readSourceMaps(output)]);
      return { changed: this.#named(changed), problems };
    } catch (error) {
      signal.throwIfAborted();
      this.#actionProblems = [messageOf(error)];
      return { changed: [], problems: this.#actionProblems };
    }
  }

  async #loadStack(signal: AbortSignal): Promise<Attempt> {
    const { root, output, stack } = this.sources;
    try {
      await runApp(root, output, signal);
      const { changed, otherChanges } = loadStack(this.server, output, stack);
      this.#maps.clear();
      this.#stackProblem = undefined;
      this.#actionProblems = [];
      return { changed: [...this.#named(changed), ...otherChanges], problems: [] };
    } catch (error) {
      signal.throwIfAborted();
      this.#stackProblem = messageOf(error);
      return { changed: [], problems: [this.#stackProblem] };
    }
  }

  /** Actions by what their files are called, where they have one. */
  #named(actions: readonly string[]): string[] {
    const { tenant } = this.server;
    return actions.map((name) => {
      const code = tenant.actions.list({ name })[0]?.code ?? "";
      return basename(sourceOf(code) ?? name, ".ts");
    });
  }
}

/** The message alone of what a user can fix; anything else is a bug, and shown with its stack. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error as { isUserError?: true }).isUserError ? error.message : (error.stack ?? error.message);
}
