import { callingCodeOf } from "./calling-code";

/** How many digits of a prefix follow the calling code. */
export const digitsAfterCallingCode = 3;

/**
 * What numbers begin with that Fraud Guard would look at together. How long its prefixes are is not published; these are the
 * plus sign, the calling code and three digits.
 */
export function prefixOf(e164: string): string {
  return e164.slice(0, 1 + callingCodeOf(e164).length + digitsAfterCallingCode);
}
