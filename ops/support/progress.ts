import { printNote } from "./print";

/** How long something runs silently, in ms. */
const SILENCE_MS = 1000;

/**
 * Says on stderr what is going on once `work` takes longer than a second, so that standard output stays for results.
 * @param what a phrase in the present participle, e.g. `waiting for Auth0 to build the Actions`.
 */
export async function withProgress<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const timer = setTimeout(() => printNote(`${what} …\n`), SILENCE_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
