/** Zones behind a time of day: offsets, and names cut short. */
export const ZONE =
  "Z|UTC|GMT(?:[+-]\\d{1,2}(?::?\\d\\d)?)?|[+-]\\d\\d(?::?\\d\\d)?|[CEMPAW][ES]?[SD]?T|MEZ|MESZ|MSK|BST|IST|JST|[AN]Z[SD]T|AE[SD]T";
const WEEK = [
  "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday",
  "pon|wt|śr|czw|pt|pią|sob|sb|nd|niedz|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela",
  "пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
  "mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag",
].join("|");

/**
 * What stands around and within a day without being part of it, in the order it is taken off: small and capital letters
 * alike. One list for the page and for the engine (RE2: no lookaround), so that both read the same. The wall clock
 * counts: zones go.
 */
export const TIDY: readonly (readonly [pattern: string, by: string])[] = [
  ["[\\x{00A0}\\x{202F}\\x{2009} \\t]+", " "],
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
  ["(\\d{4}) ?(?:r|roku|г|год|года)(?:$|\\.|([ ,]))", "\\1\\2"],
  [",? (?:at|um|o|w|в|godz\\.?) ?(\\d{1,2}:)", " \\1"],
  ["(\\d)\\.( \\d{1,2}:|$)", "\\1\\2"],
];
const steps = TIDY.map(
  ([pattern, by]) =>
    [
      new RegExp(pattern.replaceAll("\\x{", "\\u{"), pattern.startsWith("[") ? "giu" : "iu"),
      by.replaceAll("\\", "$"),
    ] as const,
);

/** A written moment without what is no part of it. */
export const tidied = (text: string): string =>
  // Most cells are plain: they are asked once instead of by each step.
  /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?: \d\d?:\d\d(?::\d\d)?)?$/.test(text)
    ? text
    : steps.reduce((left, [pattern, by]) => left.replace(pattern, by), text.normalize("NFC")).trim();

/** The same as SQL over a column's text. */
export const tidySql = (column: string, literal: (text: string) => string): string =>
  `trim(${TIDY.reduce(
    (text, [pattern, by]) =>
      `regexp_replace(${text}, ${literal(pattern)}, ${literal(by)}, '${pattern.startsWith("[") ? "gi" : "i"}')`,
    `nfc_normalize(${column})`,
  )})`;
