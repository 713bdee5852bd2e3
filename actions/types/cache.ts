export interface CacheRecord {
  value: string;
  /** Milliseconds since the Unix epoch. */
  expires_at: number;
}

export type CacheResult = { type: "success"; record?: CacheRecord } | { type: "error"; code: string };

/** `api.cache`: shared by the Actions of one trigger, and may lose anything at any time. Throws nothing. */
export interface Cache {
  get(key: string): CacheRecord | undefined;
  /** Of `ttl` (milliseconds) and `expires_at` (milliseconds since the Unix epoch) the earlier counts; without both, 15 minutes. */
  set(key: string, value: string, options?: { ttl?: number; expires_at?: number }): CacheResult;
  delete(key: string): CacheResult;
}
