const COUNTRY_BY_CALLING_CODE: Record<string, string> = {
  "1": "US",
  "31": "NL",
  "33": "FR",
  "34": "ES",
  "351": "PT",
  "353": "IE",
  "39": "IT",
  "44": "GB",
  "46": "SE",
  "49": "DE",
  "52": "MX",
  "55": "BR",
  "57": "CO",
  "61": "AU",
  "81": "JP",
  "91": "IN",
};

/**
 * The country of an E.164 number by its calling code alone.
 *
 * A small table, not a numbering plan: every +1 number counts as US, though Canada and others share the code, and +44 and
 * +39 are likewise counted for one country. `undefined` means the calling code isn't in the table.
 */
export function countryOf(e164: string): string | undefined {
  for (const length of [3, 2, 1]) {
    const country = COUNTRY_BY_CALLING_CODE[e164.slice(1, 1 + length)];
    if (country) return country;
  }
  return undefined;
}
