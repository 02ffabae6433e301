/** Languages of the interface; catalogues of each lie in a folder of that name. */
export const LANGUAGES = ["en", "pl", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name, for the switch. */
export const NAMES: Readonly<Record<Language, string>> = { en: "English", pl: "Polski", ru: "Русский" };

/**
 * The BCP 47 tag that `Intl` formats by. British English: 1 Dec 2010, as the look asks;
 * money and thousands are the same as in American English.
 */
export const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", pl: "pl-PL", ru: "ru-RU" };

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && (LANGUAGES as readonly string[]).includes(value);
}

/** The first of the reader's preferred languages that we have; English otherwise. */
export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0];
    if (isLanguage(base)) return base;
  }
  return "en";
}
