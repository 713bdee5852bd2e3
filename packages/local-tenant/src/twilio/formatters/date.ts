/** A time as Verify writes it: ISO 8601 in UTC, whole seconds. */
export function formatDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
