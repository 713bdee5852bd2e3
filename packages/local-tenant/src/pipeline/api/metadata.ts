import { limits } from "../limits";
import type { ApiScope, Namespace } from "./scope";

/** `api.user`: collected, and written once after the last Action; `event.user` does not change. */
export function user({ event, outcome, api }: ApiScope): Namespace {
  const set = (kind: "user_metadata" | "app_metadata", key: unknown, value: unknown) => {
    if (!isObject(event.user?.[kind])) throw new Error(`Unexpected ${kind} format. Must be a valid JSON object.`);
    outcome.effects.push({ kind, key: String(key), value });
    return api();
  };
  return {
    setUserMetadata: (key: unknown, value: unknown) => set("user_metadata", key, value),
    setAppMetadata: (key: unknown, value: unknown) => set("app_metadata", key, value),
  };
}

/** `api.transaction`: seen on `event.transaction.metadata` at once, and by every later Action of this login. */
export function transaction({ event, outcome }: ApiScope): Namespace {
  return {
    setMetadata: (key: unknown, value: unknown) => {
      if (typeof key !== "string" || key === "")
        throw new Error("Transaction metadata: the key must be a non-empty string.");
      if (key.length > limits.transactionMetadata.keyCharacters) {
        throw new Error(`Transaction metadata: a key may have ${limits.transactionMetadata.keyCharacters} characters.`);
      }
      const { [key]: _old, ...rest } = outcome.metadata;
      outcome.metadata = value === null || value === undefined ? rest : { ...rest, [key]: checkedValue(key, value) };
      if (Buffer.byteLength(JSON.stringify(outcome.metadata)) > limits.transactionMetadata.totalBytes) {
        outcome.metadata = _old === undefined ? rest : { ...rest, [key]: _old };
        throw new Error(
          `Transaction metadata: all of it together may have ${limits.transactionMetadata.totalBytes} bytes.`,
        );
      }
      event.transaction = { ...event.transaction, metadata: { ...outcome.metadata } };
    },
  };
}

function checkedValue(key: string, value: unknown): string | number | boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") {
    if (Buffer.byteLength(value) <= limits.transactionMetadata.valueBytes) return value;
    throw new Error(
      `Transaction metadata: the value of "${key}" may have ${limits.transactionMetadata.valueBytes} bytes.`,
    );
  }
  if (typeof value !== "number") {
    throw new Error(
      `Transaction metadata: the value of "${key}" must be a string, number or boolean, got ${typeof value}.`,
    );
  }
  if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new Error(`Transaction metadata: the value of "${key}" must be a safe number.`);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
