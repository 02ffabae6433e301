import type { Outcome } from "../../terms/jail";

type Writer = "percent" | "money" | "number" | "date";

/** A value and how it is to be written: a number in arithmetic, words in a text. */
export class Written {
  constructor(
    readonly value: number | string | null,
    readonly writer: Writer,
    readonly unit: string,
    readonly locale: string | undefined,
  ) {}

  valueOf(): number | string | null {
    return this.value;
  }

  /** As `Intl` writes it, for texts put together in the cell; where the value stands alone, the page writes it. */
  toString(): string {
    const { value, writer, unit, locale } = this;
    if (value === null) return "–";
    if (writer === "date") {
      const day = new Date(value);
      const style = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
      return Number.isNaN(day.getTime()) ? String(value) : new Intl.DateTimeFormat(locale, style).format(day);
    }
    const digits = { maximumFractionDigits: writer === "percent" ? 1 : 2 };
    const style = writer === "percent" ? { style: "percent" as const } : {};
    const money = writer === "money" && /^[A-Z]{3}$/.test(unit);
    return new Intl.NumberFormat(locale, {
      ...digits,
      ...style,
      ...(money ? { style: "currency" as const, currency: unit, maximumFractionDigits: 2 } : {}),
    }).format(Number(value));
  }

  outcome(): Outcome {
    const { value, writer, unit } = this;
    return { is: "json", json: value, writer, ...(unit === "" ? {} : { unit }) };
  }
}

/** `percent(share)`, `money(value, "EUR")`, `number(value, "month")`, `date(day)`. */
export function writers(
  locale: string | undefined,
): Record<Writer, (value: unknown, unit?: unknown) => Written> {
  const numeric = (writer: Writer) => (value: unknown, unit?: unknown) =>
    new Written(plain(value), writer, typeof unit === "string" ? unit : "", locale);
  return {
    percent: numeric("percent"),
    money: numeric("money"),
    number: numeric("number"),
    date: (value) => new Written(day(value), "date", "", locale),
  };
}

function plain(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

/** The calendar day of a date, a count of milliseconds, or a text that begins with one. */
function day(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const own = value instanceof Written ? value.value : value;
  if (typeof own === "string" && /^\d{4}-\d{2}-\d{2}/.test(own)) return own.slice(0, 10);
  const found = own instanceof Date ? own : new Date(own as number | string);
  return Number.isNaN(found.getTime()) ? null : found.toISOString().slice(0, 10);
}
