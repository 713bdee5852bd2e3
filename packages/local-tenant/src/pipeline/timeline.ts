import type { DeployedAction, TimelineEntry } from "./types";

/** Secret values shorter than this occur in too many ordinary words to be masked. */
const SHORTEST_SECRET = 4;

/** Collects a login's entries. Secret values of the Actions are replaced by `[secret NAME]` wherever they occur. */
export class Timeline {
  readonly entries: TimelineEntry[] = [];

  constructor(
    private readonly actions: readonly DeployedAction[],
    private readonly onEntry: ((entry: TimelineEntry) => void) | undefined,
  ) {}

  push(entry: TimelineEntry): void {
    const clean = this.redact(entry);
    this.entries.push(clean);
    this.onEntry?.(clean);
  }

  /** A copy of JSON-like data without secret values. */
  redact<T>(value: T): T {
    return withoutSecrets(this.actions, value);
  }
}

/** A copy of JSON-like data in which `[secret NAME]` replaces every secret value of these Actions. */
export function withoutSecrets<T>(actions: readonly DeployedAction[], value: T): T {
  const secrets = actions
    .flatMap((action) => Object.entries(action.secrets))
    .filter(([, secret]) => secret.length >= SHORTEST_SECRET)
    .sort(([, a], [, b]) => b.length - a.length);
  return transform(value, (text) =>
    secrets.reduce((left, [name, secret]) => left.replaceAll(secret, `[secret ${name}]`), text),
  ) as T;
}

/** A copy of anything that is safe to keep and to print: what is not data becomes a word in square brackets. */
export function snapshot(value: unknown): unknown {
  return transform(value, (text) => text);
}

function transform(value: unknown, text: (text: string) => string, depth = 0): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || typeof value === "symbol") return `[${typeof value}]`;
  if (typeof value !== "object" || value === null) return value;
  if (depth > 8) return "[deep]";
  if (Array.isArray(value)) return value.map((item) => transform(item, text, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), transform(item, text, depth + 1)]));
}
