/** Functions of CSS that fetch something, however they are spelled. */
const FETCHES = /(url|src|image|image-set|cross-fade|element|paint|expression)\s*\(/i;
/** What a style of the figure may say; nothing that moves it about the page. */
const PROPERTIES =
  /^(--plot-background|background|background-color|color|fill|stroke|opacity|overflow|text-anchor|line-height|letter-spacing|font(-family|-size|-style|-weight|-variant|-variant-numeric)?|(max-|min-)?width|(max-|min-)?height|(margin|padding)(-(top|right|bottom|left))?|border(-(radius|color|style|width))?)$/;

/** Text as CSS reads it: without comments, with escapes taken for the letters they stand for. */
function read(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?(\*\/|$)/g, "")
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
    )
    .replace(/\\\n/g, "")
    .replaceAll("\\", "");
}

/** Whether a text, put into an attribute or a style, could make the page fetch something. */
export const fetches = (text: string): boolean => text.includes("(") && FETCHES.test(read(text));

/** The same for a value of the data, which may be any words: only what is written like a paint is one, `f(…)`. */
export const paintsFrom = (text: string): boolean => fetches(text) && /^\s*[\w-]+\s*\(/.test(read(text));

/** The option `style` of a plot or legend: a text or an object of plain properties. */
export function harmlessStyle(style: unknown): boolean {
  const pairs =
    typeof style === "string"
      ? style
          .split(";")
          .filter((one) => one.trim())
          .map((one) => [one.slice(0, one.indexOf(":")), one.slice(one.indexOf(":") + 1)] as const)
      : typeof style === "object" && style !== null
        ? Object.entries(style)
        : null;
  return (
    pairs?.every(
      ([name, value]) =>
        PROPERTIES.test(name.trim().replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)) &&
        (typeof value === "number" ||
          value === null ||
          value === undefined ||
          (typeof value === "string" && !fetches(value) && !/[\\{}@]/.test(value))),
    ) ?? false
  );
}
