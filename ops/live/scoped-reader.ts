import { RefusedError } from "../support/errors";

/** Reads that know the scope they need. */
export interface ScopedReader {
  /** What `work` gives; undefined, and noted, when the credentials lack `scope`. */
  read<T>(scope: string, work: () => Promise<T>): Promise<T | undefined>;
  /** The scopes that were found missing. */
  missing: ReadonlySet<string>;
}

/** @param granted the token's scopes; undefined: the tenant is asked, and says which scope it misses. */
export function scopedReader(granted: readonly string[] | undefined): ScopedReader {
  const missing = new Set<string>();
  return {
    missing,
    async read(scope, work) {
      if (granted && !granted.includes(scope)) {
        missing.add(scope);
        return undefined;
      }
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof RefusedError) || error.status !== 403) throw error;
        missing.add(scope);
        return undefined;
      }
    },
  };
}
