import type { Currency, Measure } from "../terms/unit";

import { LOCALES, type Language } from "./languages";

/** Numbers, money, dates as text; the only place where `Intl` options are chosen. */
export interface Formatters {
  /** Up to `digits` decimals (default 3). */
  number(value: number, digits?: number): string;
  /** Exactly `digits` decimals: columns of numbers that must stand one above the other. */
  fixed(value: number, digits: number): string;
  /** Two figures and a power of ten: `2.1 · 10⁻⁷`, for numbers far from one; others as they are. */
  tiny(value: number): string;
  /** Whole, grouped. */
  count(value: number): string;
  /** A share of one as percent: one decimal under 10 %, or the decimals that its neighbours have. */
  percent(share: number, decimals?: number): string;
  /**
   * Whole units from 100 on, cents below; `exact` always shows cents, `beside` is what it must read alike. Without a
   * currency: a plain number.
   */
  money(value: number, currency: Currency, options?: { exact?: boolean; beside?: number }): string;
  /** Two decimals, never percent. */
  probability(p: number): string;
  /** A day: ISO text or epoch milliseconds of a UTC midnight. */
  date(day: string | number, style?: DateStyle): string;
  /** Seconds with one decimal, or whole milliseconds. */
  duration(milliseconds: number): string;
  /** Bytes in kB, MB, GB. */
  size(bytes: number): string;
  /** A value by what it measures. */
  measure(value: number, measure: Measure, currency?: Currency): string;
  /** `a – b` of two texts. */
  range(low: string, high: string): string;
}

export type DateStyle = "short" | "medium" | "long" | "month";

/** One decimal below this share, none from it on. */
const PERCENT_DECIMAL_BELOW = 0.1;
/** Whole units of money from here on. */
const MONEY_WHOLE_FROM = 100;

const DATES: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  short: { day: "numeric", month: "numeric", year: "numeric" },
  medium: { day: "numeric", month: "short", year: "numeric" },
  long: { day: "numeric", month: "long", year: "numeric" },
  month: { month: "short", year: "numeric" },
};

/** `Intl` objects are slow to make: one per locale and options. */
function kept<O, F>(make: (options: O) => F): (options: O) => F {
  const held = new Map<string, F>();
  return (options) => {
    const key = JSON.stringify(options);
    const found = held.get(key);
    if (found) return found;
    const made = make(options);
    held.set(key, made);
    return made;
  };
}

export function formatters(language: Language): Formatters {
  const locale = LOCALES[language];
  const numbers = kept((o: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, o));
  const dates = kept(
    (o: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...o, timeZone: "UTC" }),
  );
  const number = (value: number, digits = 3) =>
    minus(numbers({ maximumFractionDigits: digits }).format(clean(value)));
  const fixed = (value: number, digits: number) =>
    minus(numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(clean(value)));
  const tiny = (value: number) => {
    const size = Math.abs(value);
    if (size === 0 || (size >= 0.001 && size < 1e6)) return number(Number(value.toPrecision(2)));
    const [mantissa, power] = value.toExponential(1).split("e");
    return `${number(Number(mantissa), 1)}\u202f·\u202f10${raised(Number(power))}`;
  };
  const count = (value: number) => number(Math.round(value), 0);
  const probability = (p: number) =>
    minus(numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(clean(p)));

  const percent = (share: number, decimals?: number) => {
    const small = Math.abs(share) < PERCENT_DECIMAL_BELOW && share !== 0;
    const digits = decimals ?? (small ? 1 : 0);
    const text = numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      clean(share * 100),
    );
    return `${minus(text)}\u202f%`;
  };

  const money: Formatters["money"] = (value, currency, { exact, beside = value } = {}) => {
    const whole = !exact && Math.max(Math.abs(value), Math.abs(beside)) >= MONEY_WHOLE_FROM;
    const digits = { minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: whole ? 0 : 2 };
    if (!/^[A-Z]{3}$/.test(currency)) return minus(numbers(digits).format(clean(value)));
    const style = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
    return minus(numbers({ ...style, ...digits }).format(clean(value)));
  };

  const date = (day: string | number, style: DateStyle = "medium") => {
    const at = typeof day === "number" ? day : Date.parse(day.length === 10 ? `${day}T00:00:00Z` : day);
    if (Number.isNaN(at)) return String(day);
    // Russian says “year” behind every year, also where a full stop follows.
    return dates(DATES[style])
      .format(at)
      .replace(/\sг\.$/, "");
  };

  const unit = (value: number, name: string, digits: number, unitDisplay: "long" | "narrow") =>
    numbers({ style: "unit", unit: name, unitDisplay, maximumFractionDigits: digits })
      .formatToParts(value)
      // English sets its narrow units solid: 84ms.
      .reduce((all, part) => (part.type === "unit" ? spaced(all, part.value) : all + part.value), "");

  const duration = (milliseconds: number) =>
    milliseconds < 1000
      ? unit(Math.round(milliseconds), "millisecond", 0, "narrow")
      : milliseconds < 90_000
        ? unit(milliseconds / 1000, "second", 1, "narrow")
        : unit(milliseconds / 60_000, "minute", 1, "narrow");

  const size = (bytes: number) =>
    bytes < 1000
      ? unit(bytes, "byte", 0, "long")
      : bytes < 1e6
        ? unit(bytes / 1e3, "kilobyte", 0, "narrow")
        : bytes < 1e9
          ? unit(bytes / 1e6, "megabyte", 1, "narrow")
          : unit(bytes / 1e9, "gigabyte", 1, "narrow");

  const measure = (value: number, kind: Measure, currency: Currency = "") => {
    if (Number.isNaN(value)) return "–";
    if (kind === "money") return money(value, currency);
    if (kind === "share") return percent(value);
    if (kind === "probability") return probability(value);
    if (kind === "count")
      return Number.isInteger(value) || Math.abs(value) >= 100 ? count(value) : number(value, 1);
    return unit(value, kind, 1, "long");
  };

  return {
    number,
    fixed,
    tiny,
    count,
    percent,
    money,
    probability,
    date,
    duration,
    size,
    measure,
    range: (low, high) => `${low} – ${high}`,
  };
}

/** The typographic minus that the look asks for, whatever the locale's data say. */
function minus(text: string): string {
  return text.replace("-", "−");
}

/** A power as it is written above the line. */
const raised = (power: number): string =>
  String(power).replace(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!));

/** No "−0". */
function clean(value: number): number {
  return value === 0 ? 0 : value;
}

function spaced(before: string, unit: string): string {
  return /\s$/.test(before) ? before + unit : `${before}\u00a0${unit}`;
}
