/**
 * The number as the tenant hands it to the phone provider: E.164. Separators are removed, and a number stored without
 * `+` gets one, as for a user who types a number into the login page.
 */
export function toE164(number: string): string {
  const compact = number.replace(/[\s().-]/g, "");
  return compact.startsWith("+") ? compact : `+${compact}`;
}

/** Everything but the last two digits hidden: what timelines show. */
export function maskNumber(number: string): string {
  return `${"•".repeat(Math.max(0, number.length - 2))}${number.slice(-2)}`;
}
