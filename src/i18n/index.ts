import { formatters, type Formatters } from "./format";
import type { Language } from "./languages";
import { translator, type Catalogue, type OnMissing, type Translate } from "./translate";

export { LANGUAGES, LOCALES, NAMES, isLanguage, preferred, type Language } from "./languages";
export { formatters, type Formatters } from "./format";
export { say, translator, type Catalogue, type Translate } from "./translate";

/** One language, loaded: words and formats. */
export interface Speech {
  readonly language: Language;
  readonly t: Translate;
  readonly format: Formatters;
}

type Load = () => Promise<{ default: Catalogue }>;

/** What the empty state needs comes first and small; the rest of the words of a language is its second chunk. */
const SHELL: Readonly<Record<Language, Load>> = {
  en: () => import("./en/shell.json"),
  pl: () => import("./pl/shell.json"),
  ru: () => import("./ru/shell.json"),
};

const REST: Readonly<Record<Language, Load>> = {
  en: () => import("./en"),
  pl: () => import("./pl"),
  ru: () => import("./ru"),
};

function speech(language: Language, catalogue: Catalogue, onMissing?: OnMissing): Speech {
  const format = formatters(language);
  return { language, format, t: translator(language, catalogue, onMissing, format) };
}

/** All words of a language. */
export async function loadLanguage(language: Language, onMissing?: OnMissing): Promise<Speech> {
  const [shell, rest] = await Promise.all([SHELL[language](), REST[language]()]);
  return speech(language, { ...rest.default, ...shell.default }, onMissing);
}

/** Only the words of the frame around a notebook: enough to paint, before {@link loadLanguage} has come. */
export async function loadShell(language: Language): Promise<Speech> {
  return speech(language, (await SHELL[language]()).default);
}
