/** The languages of Verify's messages (Twilio docs, Verify supported languages). */
const LOCALES = new Set(
  (
    "af ar ca cs da de el en en-GB es et fi fr he hi hr hu id it ja kn ko lt " +
    "ms mr nb nl pl pt pt-BR ro ru sk sv te th tl tr uk vi zh zh-CN zh-HK"
  ).split(" "),
);

/** Other names of the same languages, and scripts that tell one Chinese from the other. */
const ALIASES: Readonly<Record<string, string>> = {
  fil: "tl",
  in: "id",
  iw: "he",
  nn: "nb",
  no: "nb",
  "zh-Hans": "zh-CN",
  "zh-Hant": "zh-HK",
  "zh-MO": "zh-HK",
  "zh-TW": "zh-HK",
};

/**
 * What Verify calls the locale of a message, which Auth0 writes as BCP 47 or with an underscore; `undefined` when Verify
 * does not know the language, and then chooses by the number's country.
 */
export function verifyLocale(locale: unknown): string | undefined {
  const tag =
    typeof locale === "string" ? /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?$/i.exec(locale) : null;
  if (!tag) return undefined;
  const language = tag[1]!.toLowerCase();
  const script = tag[2] && `${language}-${tag[2][0]!.toUpperCase()}${tag[2].slice(1).toLowerCase()}`;
  const region = tag[3] && `${language}-${tag[3].toUpperCase()}`;
  const names = [region, script, language].filter((name) => name !== undefined).map((name) => ALIASES[name] ?? name);
  return names.find((name) => LOCALES.has(name));
}
