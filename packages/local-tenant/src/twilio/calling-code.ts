/** The calling codes of two digits (ITU-T E.164, list of assigned country codes). 1 and 7 have one digit, all others three. */
const twoDigits = new Set(
  "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split(
    " ",
  ),
);

/** The calling code of an E.164 number, without `+`. */
export function callingCodeOf(e164: string): string {
  const first = e164.charAt(1);
  if (first === "1" || first === "7") return first;
  const two = e164.slice(1, 3);
  return twoDigits.has(two) ? two : e164.slice(1, 4);
}
