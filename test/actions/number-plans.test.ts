import {
  type CountryCode,
  getCountries,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { toE164 } from "../../actions/lib/phone-number";

const read = (value: string, byPlatform = false) => toE164({ value, byPlatform });
const REFUSED = { skipped: "not-e164" };

/** A number that a code can be sent to, by text or by voice call, in the words of the library's metadata. */
interface Known {
  country: CountryCode;
  /** E.164. */
  number: string;
  code: string;
  /** What follows the country code, in the groups in which people write it. */
  groups: string[];
  /** As it is dialled within the country. */
  national: string;
  /** What is dialled within the country ahead of the number; empty where nothing is. */
  trunkPrefix: string;
}

const TYPES = ["MOBILE", "FIXED_LINE", "FIXED_LINE_OR_MOBILE"];

function known(country: CountryCode, number: PhoneNumber | undefined): Known[] {
  if (!number?.isValid() || number.country !== country || !TYPES.includes(number.getType() ?? "")) return [];
  const [code = "", ...groups] = number.formatInternational().split(/[ -]/);
  const national = number.formatNational();
  const trunkPrefix = national.replace(/\D/g, "").slice(0, -number.nationalNumber.length);
  return [{ country, number: number.number, code: code.slice(1), groups, national, trunkPrefix }];
}

let seed = 1;

/** The library's example of each country, and others of the same plan: their digits come from a fixed sequence. */
const numbers = getCountries().flatMap((country) => {
  const example = getExampleNumber(country, examples);
  if (!example) return [];
  const { countryCallingCode: code, nationalNumber } = example;
  const others = Array.from({ length: 120 }, () => `+${code}${[...nationalNumber].map(nextDigit).join("")}`);
  return [example, ...others.map((other) => parsePhoneNumberFromString(other))]
    .flatMap((number) => known(country, number))
    .slice(0, 15);
});

/** A linear congruential generator, so that every run reads the same numbers. */
function nextDigit(): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor(seed / 2 ** 16) % 10;
}

test("There are numbers of all countries but a few", () => {
  expect(new Set(numbers.map(({ country }) => country)).size).toBeGreaterThan(230);
  expect(numbers.length).toBeGreaterThan(2000);
});

type Format = (number: Known) => string;
const rest = (groups: string[], separator = " ") => groups.join(separator);
/** Brackets hold an area code, unless the number itself begins with a zero: that reads as a trunk prefix. */
const inBrackets = (first = "") => (first.startsWith("0") ? first : `(${first})`);

test.each<[string, Format]>([
  ["in one run", ({ number }) => number],
  ["in groups", ({ code, groups }) => `+${code} ${rest(groups)}`],
  ["with dashes", ({ code, groups }) => `+${code}-${rest(groups, "-")}`],
  ["with U+2011", ({ code, groups }) => `+${code}\u2011${rest(groups, "\u2011")}`],
  ["with dots", ({ code, groups }) => `+${code}.${rest(groups, ".")}`],
  ["with spaces that don't break", ({ code, groups }) => `+${code}\u00a0${rest(groups, "\u202f")}`],
  [
    "with an area code in brackets",
    ({ code, groups: [first, ...more] }) => `+${code} ${inBrackets(first)} ${rest(more)}`,
  ],
  ["with its country code in brackets", ({ code, groups }) => `(+${code}) ${rest(groups)}`],
  ["with directional marks around it", ({ number }) => `\u202a${number}\u202c`],
])("A number of any country is read, written %s", (_, format) => {
  const wrong = numbers.filter((n) => JSON.stringify(read(format(n))) !== JSON.stringify({ e164: n.number }));
  expect(wrong.map((n) => [n.country, format(n), read(format(n))])).toEqual([]);
});

test("Digits that begin with the country code are read where the platform wrote them, and refused elsewhere", () => {
  for (const { number } of numbers) {
    expect(read(number.slice(1), true)).toEqual({ e164: number });
    expect(read(number.slice(1))).toEqual(REFUSED);
  }
});

/** What is not `number`, of all numbers with a prefix between the country code and the rest. */
function otherNumbers(prefixesOf: (number: Known) => string[], between: (prefix: string, first: string) => string) {
  return numbers.flatMap((n) => {
    const written = prefixesOf(n).map(
      (prefix) => `+${n.code} ${between(prefix, n.groups[0]!)} ${rest(n.groups.slice(1))}`,
    );
    return written.filter((text) => !["not-e164", n.number].includes(Object.values(read(text))[0]!));
  });
}

describe("A trunk prefix makes no other number, written", () => {
  test.each<[string, (prefix: string, first: string) => string]>([
    ["in brackets", (prefix, first) => `(${prefix}) ${first}`],
    ["in brackets that touch", (prefix, first) => `(${prefix})${first}`],
    ["in square brackets", (prefix, first) => `[${prefix}] ${first}`],
    ["in the brackets of an area code", (prefix, first) => `(${prefix}${first})`],
    ["in these brackets, apart", (prefix, first) => `(${prefix} ${first})`],
    ["between invisible marks", (prefix, first) => `(\u200e${prefix}\u200e)${first}`],
  ])("%s: zero in any country, and the country's own", (_, between) => {
    expect(otherNumbers(({ trunkPrefix }) => ["0", trunkPrefix || "0"], between)).toEqual([]);
  });

  test.each<[string, (prefix: string, first: string) => string]>([
    ["without brackets", (prefix, first) => `${prefix}${first}`],
    ["apart", (prefix, first) => `${prefix} ${first}`],
    ["ahead of the brackets of an area code", (prefix, first) => `${prefix} (${first})`],
  ])("%s: the country's own", (_, between) => {
    expect(otherNumbers(({ trunkPrefix }) => (trunkPrefix ? [trunkPrefix] : []), between)).toEqual([]);
  });
});

test("A number as it is written within its country is nobody else's", () => {
  for (const { national } of numbers) expect(read(national)).toEqual(REFUSED);
});
