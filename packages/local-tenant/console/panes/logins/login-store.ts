import { useEffect, useState } from "preact/hooks";
import { get } from "../../lib/api";
import type { LoginListing, LoginSummary } from "../../lib/documents";
import { onChange } from "../../lib/live";

/** The list of logins as it is known here. */
export interface Logins {
  /** Newest first; `undefined` until the first answer. */
  all: readonly LoginSummary[] | undefined;
  error: Error | undefined;
}

// Kept while other panes are shown: a list of 10,000 is read once, and then what has changed in it.
let known: Logins = { all: undefined, error: undefined };
let revision = 0;
let byNumber = new Map<number, LoginSummary>();
let reading: Promise<void> | undefined;
let stale = false;

/** The tenant's logins, followed as they change. */
export function useLogins(): Logins {
  const [logins, setLogins] = useState(known);
  useEffect(() => {
    const read = () => void readChanges().then(() => setLogins(known));
    read();
    return onChange(["logins"], read);
  }, []);
  return logins;
}

/** One request at a time; what changes meanwhile is read right after it. */
async function readChanges(): Promise<void> {
  stale = true;
  reading ??= (async () => {
    while (stale) {
      stale = false;
      await get<LoginListing>(`/logins?since=${revision}`).then(merge, (error: Error) => {
        known = { ...known, error };
      });
    }
    reading = undefined;
  })();
  await reading;
}

function merge({ revision: newest, complete, oldest, logins }: LoginListing): void {
  if (complete) byNumber = new Map();
  revision = newest;
  for (const login of logins) byNumber.set(login.number, login);
  for (const number of byNumber.keys()) if (number < oldest) byNumber.delete(number);
  const all = [...byNumber.values()].sort((a, b) => b.number - a.number);
  known = { all, error: undefined };
}
