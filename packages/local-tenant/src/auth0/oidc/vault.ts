import { randomBytes } from "node:crypto";
import type { Clock } from "../../support/clock";
import { KEPT } from "../../support/kept";

/** A value with its key; `expiresAt` is in milliseconds since the Unix epoch. */
export interface VaultEntry<Value> {
  key: string;
  value: Value;
  expiresAt: number;
}

/** Values behind keys that nobody can guess, each for as long as it lives; beyond `KEPT` of them the oldest goes. */
export class Vault<Value> {
  readonly #entries = new Map<string, { value: Value; expiresAt: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly lifetimeMs: number,
  ) {}

  /** Keeps a value, and returns its key. */
  put(value: Value, key = newKey(), lifetimeMs = this.lifetimeMs): string {
    this.#entries.set(key, { value, expiresAt: this.clock.now() + lifetimeMs });
    if (this.#entries.size > KEPT) this.#entries.delete(this.#entries.keys().next().value!);
    return key;
  }

  /** `undefined`: unknown or expired. */
  get(key: string | undefined): Value | undefined {
    const entry = key === undefined ? undefined : this.#entries.get(key);
    return entry && entry.expiresAt > this.clock.now() ? entry.value : undefined;
  }

  /** What has not expired, oldest first. */
  entries(): VaultEntry<Value>[] {
    const now = this.clock.now();
    return [...this.#entries].flatMap(([key, entry]) => (entry.expiresAt > now ? [{ key, ...entry }] : []));
  }

  /** Brings back what was kept elsewhere, oldest first. */
  restore(entries: readonly VaultEntry<Value>[]): void {
    for (const { key, ...entry } of entries.slice(-KEPT)) this.#entries.set(key, entry);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}

/** 256 random bits, safe for a URL. */
export function newKey(): string {
  return randomBytes(32).toString("base64url");
}
