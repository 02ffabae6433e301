import type { Holds, Part } from "../spec";

/** One way the columns of a layout are named: versions and languages differ. */
export interface Form {
  /** Columns without which it is not this layout; `a|b`: either. */
  readonly telling: readonly string[];
  /** All columns known; `a|b` for one column under two names, `(*)` for what varies. */
  readonly headers: readonly string[];
}

/** A layout that a known program exports, or that the reader has saved. Columns are matched by name, never by place. */
export interface Preset {
  readonly id: string;
  /** The program, by its own name. */
  readonly brand: string;
  /** How far the column names were checked against real exports or the maker's documents; `own`: saved by the reader. */
  readonly checked: "verified" | "partly" | "unverified" | "own";
  readonly holds: Holds;
  /** What one row is. */
  readonly grain: "order" | "line" | "event" | "customer" | "day" | "own";
  readonly forms: readonly Form[];
  /** Columns that newer versions add. */
  readonly later?: readonly string[];
  /** Column names per role, the best first. `amount` and `refunded` go in pairs where there are as many of them. */
  readonly roles: Readonly<Partial<Record<Part, readonly string[]>>>;
  /** Amounts that are those of the whole order wherever they stand: they count once per order. */
  readonly totals?: readonly string[];
  /** See `SourceSpec.cancelled`. A list that keeps some values only (`!x`) gives way where none of them occurs. */
  readonly cancelled?: readonly string[];
  readonly otherwise?: readonly string[];
  readonly currency?: string;
  /** How the reader's own files write days and numbers. */
  readonly dates?: string;
  readonly decimal?: "." | ",";
  /** What the reader should know: `preset.note.<this>`. */
  readonly notes: readonly string[];
}

/** Names between semicolons. */
export const columns = (names: string): readonly string[] => names.trim().split(/;\s+/);

/** Names are compared without case, doubled blanks and stray quotes. */
const plain = (name: string): string =>
  name
    .replace(/^"+|"+$/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** Whether `name` is the column that `wanted` means: one of several by `|`, or anything where `(*)` stands. */
export function isColumn(wanted: string, name: string): boolean {
  const own = plain(name);
  return wanted.split("|").some((one) => {
    const known = plain(one);
    if (!known.endsWith("(*)")) return known === own;
    return own.startsWith(known.slice(0, -2)) && own.endsWith(")");
  });
}

/** What a file's columns say about a layout. */
export interface Recognised {
  readonly preset: Preset;
  readonly expected: number;
  /** Known columns the file lacks, and columns of the file nobody told us of. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

function against(preset: Preset, { telling, headers }: Form, names: readonly string[]): Recognised | null {
  const has = (wanted: string): boolean => names.some((name) => isColumn(wanted, name));
  if (!telling.every(has)) return null;
  const known = [...headers, ...(preset.later ?? []), ...Object.values(preset.roles).flat()];
  return {
    preset,
    expected: headers.length,
    missing: headers.filter((header) => !has(header)),
    extra: names.filter((name) => !known.some((wanted) => isColumn(wanted, name))),
  };
}

/** Layouts whose telling columns the file has, the best first: the reader's own, then by columns found. */
export function recognise(names: readonly string[], presets: readonly Preset[]): readonly Recognised[] {
  const found = presets.flatMap((preset) => {
    const forms = preset.forms.flatMap((form) => against(preset, form, names) ?? []);
    return forms.sort((a, b) => a.missing.length - b.missing.length).slice(0, 1);
  });
  const own = ({ preset }: Recognised): number => (preset.checked === "own" ? 0 : 1);
  const hit = ({ expected, missing }: Recognised): number => expected - missing.length;
  return found.sort((a, b) => own(a) - own(b) || hit(b) - hit(a));
}
