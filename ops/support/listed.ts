/** Names in alphabetical order: `a, b`; empty without any. */
export function listed(names: readonly string[]): string {
  return [...names].sort().join(", ");
}
