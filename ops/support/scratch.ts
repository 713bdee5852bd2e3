import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Does some work with a new, empty folder, readable by this user alone. It is gone when the work ends, however that is:
 * also when the process exits before.
 * @param purpose what its name begins with.
 */
export async function withScratch<Result>(purpose: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${purpose}-`)));
  return whateverHappens(
    () => work(folder),
    () => rmSync(folder, { recursive: true, force: true }),
  );
}

/** Like `try … finally`, and cleans up when the process exits in the middle of the work, too. */
export async function whateverHappens<Result>(work: () => Promise<Result>, cleanUp: () => void): Promise<Result> {
  process.once("exit", cleanUp);
  try {
    return await work();
  } finally {
    process.off("exit", cleanUp);
    cleanUp();
  }
}
