import { basename, relative, sep } from "node:path";
import { watch } from "chokidar";

/** What a synth reads, relative to the repository's folder. */
const watched = new Set(["actions", "stacks", "main.ts", "tenants.ts", "package.json"]);

/** Milliseconds without another change after which files count as saved. An editor may write a file in two steps, and several files at once. */
const quietMs = 20;

export interface Watching {
  close(): Promise<void>;
}

/**
 * Watches the sources of the stacks in `root`. Resolves once nothing can be missed any more; what was saved after `since`
 * (milliseconds of the epoch) and before that is told as well.
 * @param saved gets the files that were saved, moved or deleted together, relative to `root` with forward slashes, and when
 * the first of them was, by `performance.now()`.
 * @param failed gets why something can't be watched, such as too many watched files on this machine.
 */
export async function watchSources(
  root: string,
  since: number,
  saved: (files: readonly string[], at: number) => void,
  failed: (error: Error) => void,
): Promise<Watching> {
  const files = new Set<string>();
  let quiet: NodeJS.Timeout | undefined;
  let first = 0;
  const tell = () => {
    const together = [...files];
    files.clear();
    saved(together, first);
  };
  const note = (path: string) => {
    if (files.size === 0) first = performance.now();
    files.add(relativeTo(root, path));
    clearTimeout(quiet);
    quiet = setTimeout(tell, quietMs);
  };
  // The folder above is watched, or one that is removed and made again would not be.
  const watcher = watch(root, { ignored: (path) => isIgnored(relativeTo(root, path)), alwaysStat: true });
  let ready = false;
  watcher.on("add", (path, stats) => {
    if (isSource(path) && (ready || (stats?.mtimeMs ?? 0) > since)) note(path);
  });
  watcher.on("change", (path) => isSource(path) && note(path));
  watcher.on("unlink", (path) => isSource(path) && note(path));
  watcher.on("error", (error) => failed(error as Error));
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  ready = true;
  return {
    close() {
      clearTimeout(quiet);
      return watcher.close();
    },
  };
}

function relativeTo(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

function isIgnored(path: string): boolean {
  const [first = ""] = path.split("/");
  return first !== "" && !watched.has(first);
}

/** Not what an editor keeps beside a file while it is open. */
function isSource(path: string): boolean {
  return /^[^.].*\.(ts|json)$/.test(basename(path));
}
