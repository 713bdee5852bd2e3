import type { SecretIds, SentIds } from "../../terraform/sent-ids";

/**
 * What a rotation brings, judged without the secret parts: `new`; `same`: what was sent last; `unknown`: what was sent
 * last is not known; `no-key`: without an API key, two auth tokens can't be told apart.
 */
export type Verdict = "new" | "same" | "unknown" | "no-key";

/** The public parts of a tenant's credentials, before a rotation and with it. */
export interface Credentials {
  verdict: Verdict;
  /** By variable, in the order in which they are sent. `before` is `[]` where it is not known, or was not there. */
  rows: { variable: string; before: string[]; given: string | undefined }[];
  /** SIDs of API keys that no Action has afterwards. */
  replaced: string[];
}

/**
 * Compares what each Action is to be sent with what it was sent last.
 * @param given by the Action's address.
 * @param sent likewise, as the state remembers it; `undefined` where it remembers nothing.
 * @param version the secrets version in the state. What was sent with another one was followed by something else.
 * @param doubtful addresses of Actions that run other secrets than were sent.
 */
export function compareCredentials(
  given: ReadonlyMap<string, SecretIds>,
  sent: ReadonlyMap<string, SentIds> | undefined,
  version: number | undefined,
  doubtful: ReadonlySet<string>,
): Credentials {
  const before = new Map(
    [...given.keys()].flatMap((address) => {
      const known = sent?.get(address);
      return known?.version === version && known !== undefined && !doubtful.has(address)
        ? [[address, known.ids] as const]
        : [];
    }),
  );
  const [was, is] = [valuesOf(before.values()), valuesOf(given.values())];
  const after = new Set([...is.values()].flat());
  return {
    verdict: verdictOn(given, before),
    rows: [...new Set([...is.keys(), ...was.keys()])].map((variable) => {
      return { variable, before: was.get(variable) ?? [], given: is.get(variable)?.[0] };
    }),
    replaced: [...was.values()].flat().filter((value) => isKey(value) && !after.has(value)),
  };
}

function verdictOn(given: ReadonlyMap<string, SecretIds>, before: ReadonlyMap<string, SecretIds>): Verdict {
  if ([...given.values()].some((ids) => !Object.values(ids).some(isKey))) return "no-key";
  if (before.size < given.size) return "unknown";
  return [...given].every(([address, ids]) => isSame(ids, before.get(address)!)) ? "same" : "new";
}

/** The state gives them back in another order. */
function isSame(one: SecretIds, other: SecretIds): boolean {
  const names = Object.keys({ ...one, ...other });
  return names.every((name) => one[name] === other[name]);
}

function isKey(value: string): boolean {
  return value.startsWith("SK");
}

/** The different values by variable: an Action that was made later may have another key than the rest. */
function valuesOf(all: Iterable<SecretIds>): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [variable, value] of [...all].flatMap((ids) => Object.entries(ids))) {
    const known = values.get(variable) ?? [];
    if (!known.includes(value)) values.set(variable, [...known, value]);
  }
  return values;
}
