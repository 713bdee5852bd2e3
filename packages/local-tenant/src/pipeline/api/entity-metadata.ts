import { limits } from "../limits";
import type { Namespace } from "./scope";

/** Metadata of a session or a refresh token: shown on the event at once. */
export interface EntityMetadata {
  /** `session` or `refresh token`, for messages. */
  entity: string;
  read(): Record<string, string>;
  write(metadata: Record<string, string>): void;
}

/** `setMetadata`, `deleteMetadata` and `evictMetadata`, the same for sessions and refresh tokens. */
export function entityMetadata({ entity, read, write }: EntityMetadata): Namespace {
  const remove = (key: string) => {
    const { [key]: old, ...rest } = read();
    if (old !== undefined) write(rest);
  };
  return {
    setMetadata: (key: unknown, value: unknown) => {
      try {
        if (typeof key !== "string") throw new Error("Invalid metadata: Metadata key must be a string");
        if (value === null) return remove(key);
        if (typeof value !== "string") throw new Error("Invalid metadata: Metadata value must be a string");
        const metadata = { ...read(), [key]: value };
        const problem = firstProblem(metadata);
        if (problem) throw new Error(`Invalid metadata: ${problem}`);
        write(metadata);
      } catch (error) {
        throw new Error(`Failed to set ${entity} metadata: ${(error as Error).message}`);
      }
    },
    deleteMetadata: (key: unknown) => remove(String(key)),
    evictMetadata: () => {
      if (Object.keys(read()).length > 0) write({});
    },
  };
}

function firstProblem(metadata: Record<string, string>): string | undefined {
  const { keys, keyCharacters, valueCharacters } = limits.sessionMetadata;
  if (Object.keys(metadata).length > keys) return `Metadata must not contain more than ${keys} entries`;
  for (const [key, value] of Object.entries(metadata)) {
    if (key.length > keyCharacters) return `All metadata keys must be at most ${keyCharacters} characters long`;
    if (!/^[a-zA-Z0-9_-]+$/.test(key)) {
      return "Metadata keys may only include letters, numbers, underscores, or hyphens";
    }
    if (value.length > valueCharacters) return `All metadata values must be at most ${valueCharacters} characters long`;
    if (value.includes("\0")) return "Metadata values must not contain null bytes";
  }
  return undefined;
}
