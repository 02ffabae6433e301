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

/** Words beyond the frame's: what every notebook says; the names of commands; what helps to write cells; what analyses and imports say. */
export type Words = "sheet" | "commands" | "tables" | "coding" | "sharing" | "helping" | "more";

/** What the empty state needs comes first and small; then what every notebook says; then what analyses and imports say. */
const SHELL: Readonly<Record<Language, Load>> = {
  en: () => import("./en/shell.json"),
  pl: () => import("./pl/shell.json"),
  ru: () => import("./ru/shell.json"),
};

const SHEET: Readonly<Record<Language, Load>> = {
  en: () => import("./en"),
  pl: () => import("./pl"),
  ru: () => import("./ru"),
};

const COMMANDS: Readonly<Record<Language, Load>> = {
  en: () => import("./en/commands.json"),
  pl: () => import("./pl/commands.json"),
  ru: () => import("./ru/commands.json"),
};

const TABLES: Readonly<Record<Language, Load>> = {
  en: () => import("./en/tables.json"),
  pl: () => import("./pl/tables.json"),
  ru: () => import("./ru/tables.json"),
};

const CODING: Readonly<Record<Language, Load>> = {
  en: () => import("./en/coding.json"),
  pl: () => import("./pl/coding.json"),
  ru: () => import("./ru/coding.json"),
};

const SHARING: Readonly<Record<Language, Load>> = {
  en: () => import("./en/sharing.json"),
  pl: () => import("./pl/sharing.json"),
  ru: () => import("./ru/sharing.json"),
};

const HELPING: Readonly<Record<Language, Load>> = {
  en: () => import("./en/helping.json"),
  pl: () => import("./pl/helping.json"),
  ru: () => import("./ru/helping.json"),
};

const MORE: Readonly<Record<Language, Load>> = {
  en: () => import("./en/more"),
  pl: () => import("./pl/more"),
  ru: () => import("./ru/more"),
};

function speech(language: Language, catalogue: Catalogue, onMissing?: OnMissing): Speech {
  const format = formatters(language);
  return { language, format, t: translator(language, catalogue, onMissing, format) };
}

/** All words of a language. */
export async function loadLanguage(language: Language, onMissing?: OnMissing): Promise<Speech> {
  const parts = await Promise.all(
    [SHELL, SHEET, COMMANDS, TABLES, CODING, SHARING, HELPING, MORE].map((load) => load[language]()),
  );
  return speech(language, Object.assign({}, ...parts.map((part) => part.default)) as Catalogue, onMissing);
}

/** The words of the frame, and these. */
export async function loadWords(language: Language, wanted: Iterable<Words>): Promise<Speech> {
  const parts = {
    sheet: SHEET,
    commands: COMMANDS,
    tables: TABLES,
    coding: CODING,
    sharing: SHARING,
    helping: HELPING,
    more: MORE,
  };
  const loads = [SHELL, ...[...wanted].map((name) => parts[name])];
  const found = await Promise.all(loads.map((load) => load[language]()));
  return speech(language, Object.assign({}, ...found.map((part) => part.default)) as Catalogue);
}

/** Only the words of the frame around a notebook: enough to paint, before {@link loadLanguage} has come. */
export async function loadShell(language: Language): Promise<Speech> {
  return speech(language, (await SHELL[language]()).default);
}
