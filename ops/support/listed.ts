/** Names in alphabetical order, whatever order they came in: `a, b`; empty without any. */
export function listed(names: readonly string[]): string {
  return [...names].sort().join(", ");
}
