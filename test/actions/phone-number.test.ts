import fc from "fast-check";
import { toE164 } from "../../actions/lib/phone-number";

const written = (value: unknown) => toE164({ value, byPlatform: false });
const byPlatform = (value: unknown) => toE164({ value, byPlatform: true });

const INVISIBLE = [
  ...["\u00ad", "\u034f", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"],
  ...["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"],
];
const VISIBLE = [
  " ",
  "-",
  ".",
  "\u00a0",
  "\u2009",
  "\u202f",
  "\u2010",
  "\u2011",
  "\u2013",
  "\u2212",
  "\ufe63",
  "\t",
  "\n",
];

test.each([...INVISIBLE, ...VISIBLE].map((mark) => [mark.codePointAt(0)!.toString(16).padStart(4, "0"), mark]))(
  "U+%s around and inside a number is ignored",
  (_, mark) => {
    expect(written(`${mark}+${mark}1202${mark}5550100${mark}`)).toEqual({ e164: "+12025550100" });
    expect(byPlatform(`${mark}1202${mark}5550100${mark}`)).toEqual({ e164: "+12025550100" });
    expect(written(mark)).toEqual({ skipped: "no-number" });
    expect(written(`+44 (${mark}0${mark})20 7946 0958`)).toEqual({ skipped: "not-e164" });
  },
);

test("A number keeps its digits and nothing else, however it is punctuated", () => {
  const punctuation = fc.constantFrom("", "(", ")", "[", "]", ...INVISIBLE, ...VISIBLE);
  const digits = fc.stringMatching(/^1[2-9]\d{2}[1-9]\d{6}$/);
  fc.assert(
    fc.property(digits, fc.array(punctuation, { minLength: 16, maxLength: 16 }), (number, marks) => {
      const punctuated = [...`+${number}`].map((digit, index) => marks[index] + digit).join("");
      const result = written(punctuated);
      expect([{ e164: `+${number}` }, { skipped: "not-e164" }]).toContainEqual(result);
      if (!/[([]/.test(punctuated)) expect(result).toEqual({ e164: `+${number}` });
    }),
  );
});

test("Digits alone are completed where the platform wrote them, and refused elsewhere", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(1|4[134]|23[467])[1-9]{2}\d{8}$/), (number) => {
      const valid = !number.startsWith("1") || number.length === 11;
      expect(byPlatform(number)).toEqual(valid ? { e164: `+${number}` } : { skipped: "not-e164" });
      expect(written(number)).toEqual({ skipped: "not-e164" });
    }),
  );
});

describe("A trunk prefix never makes another number:", () => {
  test.each([
    "+61(043)1234567",
    "+61 (04) 3123 4567",
    "+44 (0)20 7946 0958",
    "+44 [0] 20 7946 0958",
    "+44(0 20)79460958",
    "+44 020 7946 0958",
    "+44 0(20) 7946 0958",
    "+4402079460958",
    "+49 (0) 30 123456",
    "+39 (06) 698 12345",
    "+353 (0)87 123 4567",
    "+52 (01) 55 1234 5678",
    "+36 (06) 1 234 5678",
    "+7 (8) 495 123-45-67",
    "+7 8 495 123-45-67",
    "+1 (1) 202 555 0100",
    "+241 066 93 43 95",
    "+375 (8) 29 123 45 67",
    "+370 8 612 34567",
  ])("%s", (value) => expect(written(value)).toEqual({ skipped: "not-e164" }));

  test.each([
    ["+39 06 698 12345", "+390669812345"],
    ["+225 07 01 23 45 67", "+2250701234567"],
    ["+229 01 90 01 12 34", "+2290190011234"],
    ["+241 06 03 12 34", "+24106031234"],
    ["+992 00 787 0786", "+992007870786"],
    ["+242 06 123 4567", "+242061234567"],
    ["+378 0549 882914", "+3780549882914"],
    ["+44 (20) 7946 0958", "+442079460958"],
    ["+44 10 1234 5678", "+441012345678"],
    ["(+44) 20 7946 0958", "+442079460958"],
    ["+1 (202) 555-0100", "+12025550100"],
    ["+7 (495) 123-45-67", "+74951234567"],
    ["+61 (8) 9123 4567", "+61891234567"],
  ])("nor is a zero lost that belongs to the number: %s", (value, e164) => expect(written(value)).toEqual({ e164 }));

  test.each(["4402079460958", "02079460958", "(415) 555-1000", "00441632960000", "0611111111"])(
    "nor in digits that the platform verified: %s",
    (value) => expect(byPlatform(value)).toEqual({ skipped: "not-e164" }),
  );
});

test("What Auth0 itself wrote as E.164 is taken as it stands", () => {
  expect(byPlatform("+4402079460958")).toEqual({ e164: "+4402079460958" });
  expect(byPlatform("+120255501000")).toEqual({ e164: "+120255501000" });
});

test.each([
  ["+0123456789", "not-e164"],
  ["+123456", "not-e164"],
  ["+4434567890123456", "not-e164"],
  ["+1202555x0100", "not-e164"],
  ["+12025550100 ext. 7", "not-e164"],
  ["tel:+12025550100", "not-e164"],
  ["++12025550100", "not-e164"],
  ["+1202+5550100", "not-e164"],
  ["00441632960000", "not-e164"],
  ["+1202555010০", "not-e164"],
  ["person@example.com", "not-e164"],
  [{}, "not-e164"],
  [["+12025550100"], "not-e164"],
  [true, "not-e164"],
  ["", "no-number"],
  [" - ", "no-number"],
  ["()", "no-number"],
  [undefined, "no-number"],
  [null, "no-number"],
])("%j is %s", (raw, why) => {
  expect(byPlatform(raw)).toEqual({ skipped: why });
  expect(written(raw)).toEqual({ skipped: why });
});
