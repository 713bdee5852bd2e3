import { useRef } from "preact/hooks";

/** The last value that was there under the same key, so that nothing blinks while the next one comes. */
export function useKept<Value>(value: Value | undefined, key: string): Value | undefined {
  const kept = useRef<{ key: string; value: Value } | undefined>(undefined);
  if (value !== undefined) kept.current = { key, value };
  return kept.current?.key === key ? kept.current.value : undefined;
}
