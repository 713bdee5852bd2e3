import type { Random } from "./random";

/** Country code, trunk prefix and the lengths of a national number's groups. Ranges set aside for fiction where there are such. */
const COUNTRIES = [
  { code: "1", trunk: "1", begins: "202555", groups: [3, 3, 4] },
  { code: "44", trunk: "0", begins: "77009", groups: [4, 3, 3] },
  { code: "61", trunk: "0", begins: "49157", groups: [3, 3, 3] },
  { code: "33", trunk: "0", begins: "63998", groups: [1, 2, 2, 2, 2] },
  { code: "49", trunk: "0", begins: "15228", groups: [4, 3, 4] },
  { code: "998", trunk: "", begins: "9000", groups: [2, 3, 2, 2] },
] as const;

/** A number and the ways to write it. */
export interface PhoneNumber {
  e164: string;
  country: string;
  national: string;
  trunk: string;
  groups: readonly string[];
}

/** Gives numbers none of which comes twice. */
export function numberSource(random: Random): () => PhoneNumber {
  const given = new Set<string>();
  return function next(): PhoneNumber {
    const { code, trunk, begins, groups } = random.pick(COUNTRIES);
    const length = groups.reduce<number>((sum, digits) => sum + digits, 0);
    let national: string = begins;
    while (national.length < length) national += random.int(0, 9);
    if (given.has(code + national)) return next();
    given.add(code + national);
    return { e164: `+${code}${national}`, country: code, national, trunk, groups: split(national, groups) };
  };
}

function split(digits: string, [length, ...others]: readonly number[]): string[] {
  return length === undefined ? [] : [digits.slice(0, length), ...split(digits.slice(length), others)];
}

/** Ways to write a number that leave no doubt which one it is. */
export function written(random: Random, { e164, country, groups }: PhoneNumber): string {
  return random.pick([
    e164,
    e164,
    `+${country} ${groups.join(" ")}`,
    `+${country}-${groups.join("-")}`,
    `+${country} (${groups[0]}) ${groups.slice(1).join("-")}`,
    `+${country}.${groups.join(".")}`,
    `\u202a${e164}\u202c`,
    `+${country}\u00a0${groups.join("\u2011")}`,
    ` ${e164}\u200b`,
  ]);
}

/** As a platform writes it that has checked it: also as bare digits with the country code. */
export function platformWritten(random: Random, number: PhoneNumber): string {
  return random.chance(0.2) ? number.e164.slice(1) : written(random, number);
}

/** Ways to write it that nobody can read with certainty, each with the other number that a hasty reader makes of it. */
export function doubtful(random: Random, number: PhoneNumber): { written: unknown; misread?: string } {
  const { country, trunk, national, groups } = number;
  const { e164 } = number;
  return random.pick<{ written: unknown; misread?: string }>([
    { written: national, misread: `+${national}` },
    { written: groups.join(" "), misread: `+${national}` },
    { written: trunk + national, misread: `+${trunk}${national}` },
    { written: `+${country} (${trunk || 0})${groups.join(" ")}`, misread: `+${country}${trunk || 0}${national}` },
    {
      written: `+${country}(${trunk || 0}${groups[0]})${groups.slice(1).join("")}`,
      misread: `+${country}${trunk || 0}${national}`,
    },
    { written: `00${country}${national}`, misread: `+00${country}${national}` },
    { written: Number(national), misread: `+${national}` },
    { written: `${e164} x12`, misread: `${e164}12` },
    { written: `${e164} / ${groups.join("")}` },
    { written: "" },
    { written: "unknown" },
    { written: null },
    { written: [e164] },
    { written: { toString: "no" } },
  ]);
}
