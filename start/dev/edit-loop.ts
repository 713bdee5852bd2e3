import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import { SaveQueue } from "./save-queue";
import { loadedSentence, notWatchedSentence, problemLines, typeErrorLines } from "./sentences";
import { SourceLoader, type Sources } from "./source-loader";
import { TypeChecks } from "./type-checks";
import { watchSources } from "./watch-sources";

export interface EditLoopOptions {
  /** When the synth that was loaded began, in milliseconds of the epoch: what was saved since is loaded at once. */
  since: number;
  /** Gets what went live. */
  say(text: string): void;
  /** Gets what did not, and type errors. */
  complain(text: string): void;
}

export interface EditLoop {
  /** Stops watching, and ends a build that goes on. */
  close(): Promise<void>;
}

/** Loads what is saved into the tenant as it runs, and reports the outcome, here and in the tenant's `dev` document. */
export async function startEditLoop(
  server: LocalTenantServer,
  sources: Sources,
  { since, say, complain }: EditLoopOptions,
): Promise<EditLoop> {
  const loader = new SourceLoader(server, sources);
  let known: readonly string[] = [];
  const types = new TypeChecks(sources.root, (errors) => {
    server.dev.typesChecked(errors);
    if (errors.join("\n") !== known.join("\n")) complain(typeErrorLines(errors));
    known = errors;
  });
  const queue = new SaveQueue(async (files, savedAt, signal) => {
    types.stop();
    const at = new Date().toISOString();
    const loaded = await loader.load(files, signal);
    const { changed, problems } = loaded;
    const ms = Math.round(performance.now() - savedAt);
    server.dev.loaded({ at, files: [...files], changed, ms, ok: problems.length === 0 }, loader.problems);
    if (problems.length === 0 || changed.length > 0) say(loadedSentence(files, loaded, ms));
    else complain(loadedSentence(files, loaded, ms));
    if (problems.length > 0) complain(problemLines(problems));
    // Only now: the compiler takes every core that there is.
    void types.check(files.every((file) => file.startsWith("actions/")) ? ["actions"] : ["actions", "stacks"]);
  });
  const saved = (files: readonly string[], at: number) => queue.add(files, at);
  const watching = await watchSources(sources.root, since, saved, (error) => complain(notWatchedSentence(error)));
  server.dev.watching();
  void types.check(["actions", "stacks"]);
  return {
    async close() {
      types.stop();
      await watching.close();
      await queue.close();
    },
  };
}
