/** A time as Verify writes it: ISO 8601 in UTC, whole seconds. */
export function formatDate(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}
