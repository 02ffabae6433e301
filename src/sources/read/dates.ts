import { monthOf } from "./months";
import { tidied, ZONE } from "./tidy";

/** One way to write a day. `name` is what a `source` cell says; `format` is strptime's. */
interface Layout {
  readonly name: string;
  readonly pattern: RegExp;
  /** Null where the month is a word, which strptime knows in English only. */
  readonly format: string | null;
}

const Y = "(?<y>(?:19|20|21)\\d\\d)";
const M = "(?<m>0?[1-9]|1[0-2])";
const D = "(?<d>0?[1-9]|[12]\\d|3[01])";
const YY = "(?<y>\\d\\d)";
const MONTH = "(?<b>\\p{L}{3,12})\\.?";
const layout = (name: string, pattern: string, format: string | null): Layout => ({
  name,
  pattern: new RegExp(`^${pattern}$`, "u"),
  format,
});

const LAYOUTS: readonly Layout[] = [
  layout("yyyy-mm-dd", `${Y}-${M}-${D}`, "%Y-%m-%d"),
  layout("dd.mm.yyyy", `${D}\\.${M}\\.${Y}`, "%d.%m.%Y"),
  layout("dd/mm/yyyy", `${D}/${M}/${Y}`, "%d/%m/%Y"),
  layout("mm/dd/yyyy", `${M}/${D}/${Y}`, "%m/%d/%Y"),
  layout("dd-mm-yyyy", `${D}-${M}-${Y}`, "%d-%m-%Y"),
  layout("mm-dd-yyyy", `${M}-${D}-${Y}`, "%m-%d-%Y"),
  layout("yyyy/mm/dd", `${Y}/${M}/${D}`, "%Y/%m/%d"),
  layout("yyyy.mm.dd", `${Y}\\.${M}\\.${D}`, "%Y.%m.%d"),
  layout("yyyymmdd", `${Y}(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\\d|3[01])`, "%Y%m%d"),
  layout("dd.mm.yy", `${D}\\.${M}\\.${YY}`, "%d.%m.%y"),
  layout("dd/mm/yy", `${D}/${M}/${YY}`, "%d/%m/%y"),
  layout("mm/dd/yy", `${M}/${D}/${YY}`, "%m/%d/%y"),
  layout("yy-mm-dd", `${YY}-${M}-${D}`, "%y-%m-%d"),
  layout("dd-mm-yy", `${D}-${M}-${YY}`, "%d-%m-%y"),
  layout("mm-dd-yy", `${M}-${D}-${YY}`, "%m-%d-%y"),
  layout("dd mon yyyy", `${D}\\.?[ /-]?${MONTH}[ ,/-]*${Y}`, null),
  layout("dd mon yy", `${D}\\.?[ /-]?${MONTH}[ ,/-]*${YY}`, null),
  layout("mon dd yyyy", `${MONTH}[ /-]${D},?[ /-]${Y}`, null),
  layout("mon dd yy", `${MONTH}[ /-]${D},?[ /-]${YY}`, null),
  layout("yyyy mon dd", `${Y}[ /-]?${MONTH}[ /-]?${D}`, null),
];

/** Days counted from a start instead of written; tried only where nothing is written. */
export const COUNTED = [
  "excel-serial",
  "unix-seconds",
  "unix-milliseconds",
  "unix-microseconds",
  "unix-nanoseconds",
] as const;
export type Counted = (typeof COUNTED)[number];

const RANGES: Readonly<Record<Counted, readonly [number, number]>> = {
  "excel-serial": [29_221, 62_093], // 1980 … 2070
  "unix-seconds": [315e6, 3155e6],
  "unix-milliseconds": [315e9, 3155e9],
  "unix-microseconds": [315e12, 3155e12],
  "unix-nanoseconds": [315e15, 3155e15],
};

/** Every layout a user may choose in the dialog. */
export const DATE_LAYOUTS: readonly string[] = [...LAYOUTS.map(({ name }) => name), ...COUNTED];

/** Day and time of day of a tidied cell. `05.01.2024 8:05`, `2024-01-05 08:05:00`, `1/5/24 8:05 PM`. */
const TIMED = /^(.*?)(?:[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])M)?)?$/i;

/** No day at all, as databases and spreadsheets write it. */
export const NO_DAY = /^0{2,4}[-./]0{2}[-./]0{2,4}/;

/**
 * A cell as UTC milliseconds of its wall clock under a layout (or the first that fits of several, by commas), or NaN.
 * The zone of a time is not applied (design §5).
 */
export function readDate(cell: string, dates: string): number {
  const text = cell.trim();
  if (dates.includes(",")) {
    return dates
      .split(/, */)
      .reduce((found, one) => (Number.isNaN(found) ? readDate(text, one) : found), NaN);
  }
  if (isCounted(dates)) return readCounted(text, dates);
  const [day, hour, minute, second, half] = split(tidied(text));
  const name = layoutName(dates);
  const layout = LAYOUTS.find((one) => one.name === name);
  const groups = layout?.pattern.exec(day)?.groups;
  if (!groups) return NaN;
  const short = Number(groups["y"]);
  const year = groups["y"]!.length === 4 ? short : short < 69 ? 2000 + short : 1900 + short;
  const word = groups["b"];
  const month = word === undefined ? Number(groups["m"]) : monthOf(word);
  const date = new Date(Date.UTC(year, month - 1, Number(groups["d"])));
  if (Number.isNaN(month) || date.getUTCDate() !== Number(groups["d"])) return NaN;
  const h = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hour !== undefined && (h > 23 || Number(minute) > 59)) return NaN;
  return hour === undefined
    ? date.getTime()
    : date.getTime() + ((h * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000;
}

function split(text: string): [string, string?, string?, string?, string?] {
  const match = TIMED.exec(text);
  return match ? [match[1]!, match[2], match[3], match[4], match[5]] : [text];
}

export const isCounted = (dates: string): dates is Counted => (COUNTED as readonly string[]).includes(dates);

function readCounted(text: string, dates: Counted): number {
  const value = /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : NaN;
  const [low, high] = RANGES[dates];
  if (!(value >= low && value <= high)) return NaN;
  if (dates === "excel-serial") return Math.round((value - 25_569) * 86_400) * 1000;
  return dates === "unix-seconds"
    ? value * 1000
    : dates === "unix-milliseconds"
      ? value
      : Math.floor(value / (dates === "unix-microseconds" ? 1e3 : 1e6));
}

/** The zone written behind a time of day, if there is one. */
export const zoneOf = (cell: string): string | null =>
  new RegExp(`:\\d\\d(?:[.,]\\d+)?(?: ?[ap]\\.?m\\.?)? ?(${ZONE})$`, "i").exec(cell.trim())?.[1] ?? null;

/** `dd.mm.yyyy hh:mm` → `dd.mm.yyyy`. */
export const layoutName = (dates: string): string => dates.replace(/ hh.*$/, "");

/** Whether a written cell carries a time of day. */
export const hasTime = (cell: string): boolean => split(tidied(cell.trim()))[1] !== undefined;

const TIMES = [" %H:%M:%S", " %H:%M", "", " %H:%M:%S.%f", " %I:%M:%S %p", " %I:%M %p"];

/** A layout whose month is a word: where in it day and year stand, for the engine's own expressions (RE2). */
export interface Worded {
  /** Groups: everything before the time is `$1` … `$3`, in the order of `day`, `month`, `year`. */
  readonly pattern: string;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

/** Layouts among these whose months are words. */
export function worded(dates: string): Worded[] {
  const named = dates.split(/, */).map(layoutName);
  const [d, m, y] = ["(\\d{1,2})", "(\\p{L}{3,12})\\.?", "(\\d{4})"];
  const all: Readonly<Record<string, Worded>> = {
    "dd mon yyyy": { pattern: `^${d}\\.?[ /-]?${m}[ ,/-]*${y}`, day: 1, month: 2, year: 3 },
    "dd mon yy": { pattern: `^${d}\\.?[ /-]?${m}[ ,/-]*(\\d{2})(?:$| )`, day: 1, month: 2, year: 3 },
    "mon dd yyyy": { pattern: `^${m}[ /-]${d},?[ /-]${y}`, day: 2, month: 1, year: 3 },
    "mon dd yy": { pattern: `^${m}[ /-]${d},?[ /-](\\d{2})(?:$| )`, day: 2, month: 1, year: 3 },
    "yyyy mon dd": { pattern: `^${y}[ /-]?${m}[ /-]?${d}`, day: 3, month: 2, year: 1 },
  };
  return named.flatMap((name) => all[name] ?? []);
}

/** strptime formats that read a layout with and without a time, the commonest first; none for {@link worded} ones. */
export function formats(dates: string): string[] {
  if (dates.includes(",")) return dates.split(/, */).flatMap(formats);
  const day = LAYOUTS.find(({ name }) => name === layoutName(dates))?.format;
  return day == null ? [] : TIMES.map((time) => day + time);
}

export interface DateReading {
  readonly dates: string;
  /** Share of the filled cells that are days so read. */
  readonly share: number;
  readonly timed: boolean;
}

/** All readings of a column's cells, the best first. Two with the same share are a question. */
export function readings(
  cells: readonly string[],
  candidates: readonly string[] = DATE_LAYOUTS,
): DateReading[] {
  const filled = cells.filter((cell) => cell.trim() !== "" && !NO_DAY.test(cell.trim()));
  if (filled.length === 0) return [];
  const few =
    filled.length > 200 ? filled.filter((_, i) => i % Math.ceil(filled.length / 100) === 0) : filled;
  const reads = (dates: string, some: readonly string[]): string[] =>
    some.filter((cell) => !Number.isNaN(readDate(cell, dates)));
  return candidates
    .filter((dates) => reads(dates, few).length > 0)
    .map((dates) => {
      const good = reads(dates, filled);
      return { dates, share: good.length / filled.length, timed: isCounted(dates) || good.some(hasTime) };
    })
    .filter(({ share }) => share > 0)
    .filter(({ dates }, _, all) => !isSpread(filled, dates, all))
    .sort((a, b) => b.share - a.share);
}

/** Years from which on a file's days are spread by reading days of the month as years. */
const SPREAD = 15;

/** Whether a year of two digits is more likely a day: the file's days lie within few years when read otherwise. */
function isSpread(cells: readonly string[], dates: string, all: readonly DateReading[]): boolean {
  const rivals = all.filter((other) => clash(other.dates, dates) && /\byy\b/.test(dates));
  const own = all.find((one) => one.dates === dates)?.share ?? 0;
  return (
    rivals.some(({ share }) => share >= own) &&
    years(cells, dates) >= SPREAD &&
    rivals.some((other) => other.share >= own && years(cells, other.dates) < SPREAD)
  );
}

function years(cells: readonly string[], dates: string): number {
  const read = cells.map((cell) => readDate(cell, dates)).filter((at) => !Number.isNaN(at));
  return (
    (read.reduce((a, b) => Math.max(a, b), -Infinity) - read.reduce((a, b) => Math.min(a, b), Infinity)) /
    31_557_600_000
  );
}

/**
 * Several layouts that together read (nearly) every cell, where no single one does: `yyyy-mm-dd, dd.mm.yyyy`. Only
 * layouts that cannot be taken for one another are put together; null where that does not help.
 */
export function mixture(cells: readonly string[]): DateReading | null {
  let left = cells.filter((cell) => cell.trim() !== "" && !NO_DAY.test(cell.trim()));
  const filled = left.length;
  const chosen: string[] = [];
  let timed = false;
  while (left.length > 0 && chosen.length < 6) {
    const [best, second] = readings(
      left,
      LAYOUTS.map(({ name }) => name),
    );
    if (!best || (second?.share === best.share && clash(best.dates, second.dates))) break;
    chosen.push(best.dates);
    timed ||= best.timed;
    left = left.filter((cell) => Number.isNaN(readDate(cell, best.dates)));
  }
  const unclear = chosen.some((one, i) => chosen.slice(i + 1).some((other) => clash(one, other)));
  if (chosen.length < 2 || unclear || left.length > filled * 0.1) return null;
  return { dates: chosen.join(", "), share: 1 - left.length / filled, timed };
}

/** Which part is the day, which the month, and of years of two digits which the year, changes between the two. */
export const clash = (one: string, other: string): boolean => one !== other && shape(one) === shape(other);
const shape = (dates: string): string =>
  /yyyy|mon|,/.test(dates) ? dates.replace("dd", "xx").replace("mm", "xx") : dates.replace(/yy|mm|dd/g, "xx");
