/** Zones behind a time of day: offsets, and names cut short. */
export const ZONE =
  "Z|UTC|GMT(?:[+-]\\d{1,2}(?::?\\d\\d)?)?|[+-]\\d\\d(?::?\\d\\d)?|[CEMPAW][ES]?[SD]?T|MEZ|MESZ|MSK|BST|IST|JST|[AN]Z[SD]T|AE[SD]T";
const WEEK = [
  "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
  "pon|wt|śr|czw|pt|pią|sob|sb|nd|niedz|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela",
  "пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
  "mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
].join("|");

/** Marks that show nothing: of direction, of width nought, of the beginning of a file. */
export const MARKS = "\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}";

/** Habits of some countries and databases; most cells have none of them, and are asked once by {@link RARELY}. */
const RARE: readonly (readonly [pattern: string, by: string])[] = [
  [`[${MARKS}]+`, ""],
  ["(\\d{4}) ?[年년] ?(\\d{1,2}) ?[月월] ?(\\d{1,2}) ?[日일](?: ?\\(\\p{L}\\))?", "\\1-\\2-\\3"],
  ["(\\d{1,2}) ?[時时시] ?(\\d{1,2}) ?[分분](?: ?\\d{1,2} ?[秒초])?", "\\1:\\2"],
  ["(?:오전|午前|上午) ?(\\d{1,2}:\\d\\d(?::\\d\\d)?)", "\\1 AM"],
  ["(?:오후|午後|下午) ?(\\d{1,2}:\\d\\d(?::\\d\\d)?)", "\\1 PM"],
  ["^(\\d{4})\\. ?(\\d{1,2})\\. ?(\\d{1,2})\\.?( |$)", "\\1.\\2.\\3\\4"],
  ["^(\\d{4})\\. (\\p{L}+)", "\\1 \\2"],
  ["(\\d)\\.? de (\\p{L}+) del? (\\d)", "\\1 \\2 \\3"],
  ["^(\\d{4}-\\d\\d-\\d\\d)-(\\d\\d\\.\\d\\d\\.\\d\\d)", "\\1 \\2"],
  ["(\\d{2}) (\\d{1,2})\\.(\\d\\d)\\.(\\d\\d)(?:[.,]\\d+)?( ?[ap]m)?$", "\\1 \\2:\\3:\\4\\5"],
  ["(\\d{4}) (\\d{1,2})[.h](\\d\\d)( ?[ap]m)?$", "\\1 \\2:\\3\\4"],
  ["(:\\d\\d:\\d\\d):\\d{1,9}$", "\\1"],
  [" 24:00(?::00)?$", " 23:59:59"],
];
const RARELY = `[${MARKS}\\x{3000}年년时時시午오]|^\\d{4}\\. | del? |\\d-\\d\\d\\.\\d|\\d \\d{1,2}[.h]\\d|:\\d\\d:\\d\\d:|24:00`;

/**
 * What stands around and within a day without being part of it, in the order it is taken off: small and capital letters
 * alike. One list for the page and for the engine (RE2: no lookaround), so that both read the same. The wall clock
 * counts: zones go.
 */
export const TIDY: readonly (readonly [pattern: string, by: string])[] = [
  ["[\\x{00A0}\\x{202F}\\x{2009}\\x{3000} \\t]+", " "],
  ["^'([^']*)$", "\\1"],
  [" ?\\[[A-Za-z_]+/[A-Za-z_/]+\\]$| ?\\([^)]*\\)$", ""],
  [`^(?:${WEEK})\\.?,? `, ""],
  ["([ap])\\.? ?m\\.?( |$)", "\\1M\\2"],
  ["^(\\d{8})T?(\\d\\d)(\\d\\d)(\\d\\d)(\\D.*)?$", "\\1 \\2:\\3:\\4\\5"],
  ["(\\d)T(\\d)", "\\1 \\2"],
  ["(:\\d\\d)[.,]\\d+", "\\1"],
  [`^(\\p{L}+ \\d{1,2}) (\\d\\d:\\d\\d:\\d\\d)(?: (?:${ZONE}))? (\\d{4})$`, "\\1 \\3 \\2"],
  [`(:\\d\\d(?: ?[ap]m)?) ?(?:${ZONE})$`, "\\1"],
  ["^(\\d{1,2}:\\d\\d(?::\\d\\d)?),? (.*\\d)$", "\\2 \\1"],
  ["(\\d)(?:st|nd|rd|th)([ ,])", "\\1\\2"],
  ["(\\d{4}) ?(?:r|roku|г|год|года|р|року)(?:$|\\.|([ ,]))", "\\1\\2"],
  [",? (?:at|um|o|w|в|godz\\.?|à|às|a las|alle|ore|om|kl\\.?|v|о) ?(\\d{1,2}:)", " \\1"],
  ["(\\d)\\.( \\d{1,2}:|$)", "\\1\\2"],
];
const ours = (pattern: string): RegExp =>
  new RegExp(pattern.replaceAll("\\x{", "\\u{"), pattern.startsWith("[") ? "giu" : "iu");
const stepsOf = (list: typeof TIDY) =>
  list.map(([pattern, by]) => [ours(pattern), by.replaceAll("\\", "$")] as const);
const [rarely, rareSteps, steps] = [
  new RegExp(RARELY.replaceAll("\\x{", "\\u{"), "u"),
  stepsOf(RARE),
  stepsOf(TIDY),
];

const taken = (text: string, list: typeof steps): string =>
  list.reduce((left, [pattern, by]) => left.replace(pattern, by), text);

/** A written moment without what is no part of it. */
export function tidied(text: string): string {
  // Most cells are plain: they are asked once instead of by each step.
  if (/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?: (?:[01]?\d|2[0-3]):\d\d(?::\d\d)?)?$/.test(text)) return text;
  const composed = text.normalize("NFC");
  return taken(rarely.test(composed) ? taken(composed, rareSteps).trim() : composed, steps).trim();
}

/** The same as SQL over a column's text. */
export function tidySql(column: string, literal: (text: string) => string): string {
  const chain = (text: string, list: typeof TIDY): string =>
    list.reduce(
      (left, [pattern, by]) =>
        `regexp_replace(${left}, ${literal(pattern)}, ${literal(by)}, '${pattern.startsWith("[") ? "gi" : "i"}')`,
      text,
    );
  const composed = `nfc_normalize(${column})`;
  const usual = `CASE WHEN regexp_matches(${composed}, ${literal(RARELY)}) THEN trim(${chain(composed, RARE)}) ELSE ${composed} END`;
  return `trim(${chain(usual, TIDY)})`;
}
