import type { Recorded } from "../../terms/plot";

/** What Plot exports as values, and functions that Plot makes: told by identity, so that they can be options. */
const values = new WeakMap<object, Recorded>();

export function asValue(value: object): Recorded | null {
  return values.get(value) ?? null;
}

function told<T extends object>(value: T, as: Recorded): T {
  values.set(value, as);
  return value;
}

const exported = <T extends object>(name: string, value: T): T =>
  told(value, { plot: "#value", args: [name] });

type Format = (value: unknown) => string | undefined;
const maker =
  (name: string, make: (locale: string, style: string) => Format) =>
  (locale = "en-US", style?: string): Format =>
    told(make(locale, style ?? "short"), {
      plot: name,
      args: style === undefined ? [locale] : [locale, style],
    });

const dated = (options: Intl.DateTimeFormatOptions, time: (i: number) => number) =>
  ((locale: string, style: string) => {
    const format = new Intl.DateTimeFormat(locale, {
      timeZone: "UTC",
      ...options,
      ...styled(options, style),
    });
    return (i: unknown) => {
      const at = i === null || i === undefined ? NaN : time(Number(i));
      return Number.isNaN(at) ? undefined : format.format(at);
    };
  }) satisfies (locale: string, style: string) => Format;

const styled = (options: Intl.DateTimeFormatOptions, style: string): Intl.DateTimeFormatOptions => ({
  [Object.keys(options)[0]!]: style,
});

/** Functions that a cell may call to get text, as well as hand to Plot: they work here too. */
export const FORMATS = {
  formatIsoDate: exported("formatIsoDate", isoDate),
  formatNumber: maker("formatNumber", (locale) => {
    const format = new Intl.NumberFormat(locale);
    return (i) =>
      i === null || i === undefined || Number.isNaN(Number(i)) ? undefined : format.format(Number(i));
  }),
  formatMonth: maker(
    "formatMonth",
    dated({ month: "short" }, (i) => Number(new Date(Date.UTC(2000, i)))),
  ),
  formatWeekday: maker(
    "formatWeekday",
    dated({ weekday: "short" }, (i) => Number(new Date(Date.UTC(2001, 0, i)))),
  ),
} as const;

const everyIndex = (data: ArrayLike<unknown>) => Array.from({ length: data.length }, (_, i) => i);

export const VALUES = {
  identity: exported("identity", { transform: <T>(data: T): T => data }),
  indexOf: exported("indexOf", { transform: everyIndex }),
  interpolateNearest: exported("interpolateNearest", {}),
  interpolateNone: exported("interpolateNone", {}),
} as const;

/** 2025-01-31, with the time where it is not midnight; as Plot writes dates. */
function isoDate(date: unknown): string {
  const at = date instanceof Date ? date : new Date(Number(date));
  if (Number.isNaN(at.getTime())) return "Invalid Date";
  const year = at.getUTCFullYear();
  const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
  const sign = year < 0 ? "-" : year > 9999 ? "+" : "";
  const [hours, minutes, seconds, ms] = [
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
    at.getUTCMilliseconds(),
  ];
  const fine = ms ? `:${pad(seconds, 2)}.${pad(ms, 3)}` : seconds ? `:${pad(seconds, 2)}` : "";
  const time = hours || minutes || seconds || ms ? `T${pad(hours, 2)}:${pad(minutes, 2)}${fine}Z` : "";
  return `${sign}${pad(Math.abs(year), sign ? 6 : 4)}-${pad(at.getUTCMonth() + 1, 2)}-${pad(at.getUTCDate(), 2)}${time}`;
}

/** Options whose functions have a way out of their own; every other is `plot.function`. */
export function codeOf(path: string): string {
  const option = path.split(/[.›]/).at(-1)!.trim();
  if (/^(tickFormat|format)$/.test(option) || /(^|\.)format\.[^.]+$/.test(path)) return "plot.format";
  if (
    /(^|› )(group|bin|hexbin|map|normalize|window|select)[XYZ]?(\.[^.]+)?$/.test(path) ||
    option === "reduce"
  )
    return "plot.reducer";
  if (/(^|\.)marks(\[\d+\])+$/.test(path)) return "plot.render";
  return "plot.function";
}
