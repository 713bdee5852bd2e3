import { limits } from "./limits";

/** What `api.cache.get` returns; `expires_at` is in milliseconds since the Unix epoch. */
export interface CacheRecord {
  value: string;
  expires_at: number;
}

export type CacheErrorCode =
  | "CacheKeySizeExceeded"
  | "CacheValueSizeExceeded"
  | "CacheSizeExceeded"
  | "ItemAlreadyExpired"
  | "InvalidExpiry"
  | "CacheKeyDoesNotExist";

export type CacheResult = { type: "success"; record?: CacheRecord } | { type: "error"; code: CacheErrorCode };

/**
 * The cache that all Actions of one trigger share. Never throws: what does not fit is an error result.
 * Which code the platform gives for a 21st entry is not documented; here it is `CacheSizeExceeded`.
 */
export class TriggerCache {
  readonly #records = new Map<string, CacheRecord>();

  get(key: string, now: number): CacheRecord | undefined {
    const record = this.#records.get(String(key));
    return record && record.expires_at >= now ? { ...record } : undefined;
  }

  /** `ttl` is in milliseconds; of `ttl` and `expires_at` the earlier counts; without either a record lives 15 minutes. */
  set(key: string, value: string, options: unknown, now: number): CacheResult {
    this.#dropExpired(now);
    const record = { value: String(value), expires_at: expiry(options, now) };
    const code = expiryError(record.expires_at, now) ?? this.#sizeError(String(key), record.value);
    if (code) return { type: "error", code };
    this.#records.set(String(key), record);
    return { type: "success", record: { ...record } };
  }

  delete(key: string): CacheResult {
    return this.#records.delete(String(key)) ? { type: "success" } : { type: "error", code: "CacheKeyDoesNotExist" };
  }

  #dropExpired(now: number): void {
    for (const [key, record] of this.#records) if (record.expires_at < now) this.#records.delete(key);
  }

  #sizeError(key: string, value: string): CacheErrorCode | undefined {
    const keyBytes = Buffer.byteLength(key);
    const valueBytes = Buffer.byteLength(value);
    if (keyBytes > limits.cache.keyBytes) return "CacheKeySizeExceeded";
    if (valueBytes > limits.cache.valueBytes) return "CacheValueSizeExceeded";
    let total = keyBytes + valueBytes;
    let entries = 1;
    for (const [other, record] of this.#records) {
      if (other === key) continue;
      total += Buffer.byteLength(other) + Buffer.byteLength(record.value);
      entries += 1;
    }
    return total > limits.cache.totalBytes || entries > limits.cache.entries ? "CacheSizeExceeded" : undefined;
  }
}

/** `NaN` when an option is not a finite number. */
function expiry(options: unknown, now: number): number {
  const { ttl, expires_at } = (options ?? {}) as { ttl?: unknown; expires_at?: unknown };
  const asked = [
    ...(ttl === undefined ? [] : [now + Math.floor(finite(ttl))]),
    ...(expires_at === undefined ? [] : [Math.floor(finite(expires_at))]),
  ];
  const earliest = asked.length > 0 ? Math.min(...asked) : now + limits.cache.defaultTtlMs;
  return Math.min(earliest, now + limits.cache.maxTtlMs);
}

function finite(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : Number.NaN;
}

function expiryError(expiresAt: number, now: number): CacheErrorCode | undefined {
  if (!Number.isSafeInteger(expiresAt)) return "InvalidExpiry";
  return expiresAt <= now ? "ItemAlreadyExpired" : undefined;
}
