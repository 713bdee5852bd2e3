/** Which entries of the tenant log a search is about; `undefined` does not narrow. */
export interface LogSearch {
  types?: readonly string[];
  /** Milliseconds since 1970, this one included. */
  from?: number;
  /** Milliseconds since 1970. */
  until?: { at: number; included: boolean };
}

const TYPES = /^(?:type:(\w+)|\((type:\w+(?: OR type:\w+)*)\))$/;
const DATE = /^date:\[(\d[\dT:.Z-]*) TO (\*|\d[\dT:.Z-]*)([\]}])$/;

/**
 * Reads the part of Auth0's search language that the local tenant knows: `type:<code>` or `(type:<code> OR …)`,
 * `date:[<from> TO <to>]` with `*` for no end and `}` for an end that is left out, or both, joined by ` AND `.
 * `undefined` for anything else.
 */
export function parseLogSearch(q: string): LogSearch | undefined {
  const search: LogSearch = {};
  for (const term of q.split(" AND ")) {
    const types = TYPES.exec(term);
    const date = DATE.exec(term);
    if (types && !search.types) search.types = typesIn(types);
    else if (date && search.from === undefined) Object.assign(search, period(date));
    else return undefined;
  }
  const times = [search.from ?? 0, search.until?.at ?? 0];
  return times.every(Number.isFinite) ? search : undefined;
}

/** Whether an entry is among what is searched for. */
export function isFound({ types, from, until }: LogSearch, { type, at }: { type: string; at: number }): boolean {
  if (types && !types.includes(type)) return false;
  if (from !== undefined && at < from) return false;
  return until === undefined || at < until.at || (until.included && at === until.at);
}

function typesIn([, one, several]: RegExpExecArray): string[] {
  return one === undefined ? several!.split(" OR ").map((term) => term.slice("type:".length)) : [one];
}

function period([, from, until, bracket]: RegExpExecArray): Omit<LogSearch, "types"> {
  const start = { from: utc(from!) };
  return until === "*" ? start : { ...start, until: { at: utc(until!), included: bracket === "]" } };
}

/** A time without a zone is in UTC. */
function utc(text: string): number {
  return Date.parse(text.includes("T") && !text.endsWith("Z") ? `${text}Z` : text);
}
