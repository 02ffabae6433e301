import { TenureError, type Problem } from "../terms/error";
import { questionsOf, samples } from "./ask";
import { choiceEvidence, sheetQuestion } from "./choices";
import { isDay, lookAt, type Column } from "./read/columns";
import { dateReading, dateQuestion } from "./read/days";
import { hasTime, zoneOf } from "./read/dates";
import { readHead } from "./read/head";
import { isMarked } from "./ledger/marks";
import { guessNumbers, isNothing, readNumber, type NumberGuess } from "./read/numbers";
import { nameScore, saysId } from "./read/names";
import { readParquetHead } from "./read/parquet";
import { guessCurrency } from "./read/currency";
import { PRESETS } from "./presets";
import { guessHolds, partsIn, partType } from "./holdings";
import { underPreset } from "./presets/apply";
import { recognise, type Preset, type Recognised } from "./presets/preset";
import { guessRoles, type RoleGuess } from "./roles";
import { mixedSides, sidesRead } from "./sides";
import { partsOf, usualRules } from "./ledger/rules";
import { readTextHead, type TextHead } from "./read/texthead";
import type {
  ColumnGuess,
  ColumnType,
  Evidence,
  Overrides,
  Question,
  ReadSpec,
  Rejected,
  Role,
} from "./spec";
import { ROLES, SIDES, type Sniffed, type SourceSpec } from "./spec";
import { open, OURS, type Opened } from "./unpack/open";

const PREVIEW_ROWS = 50;

/**
 * What the beginning of a file tells: how it is written, what its columns hold and which parts they play. Reads the
 * first 256 kB (unpacked) and nothing more; what the user has said (`overrides`) is laid over what a known layout says,
 * and that over every guess.
 *
 * @param saved layouts the reader has saved.
 * @throws TenureError for what is no table of orders: `source.empty`, `source.binary`, `source.html`,
 *   `source.truncated-gzip`, `source.truncated-parquet`, `source.no-dates`, and what `open` throws.
 */
export async function sniff(
  file: File,
  said: Overrides = {},
  saved: readonly Preset[] = [],
): Promise<Sniffed> {
  const opened = await open(file, said.read);
  const head = await readHead(opened.file);
  const parquet = head.format === "parquet" ? await readParquetHead(opened.file) : null;
  const text: TextHead = parquet
    ? { read: { format: "parquet" }, evidence: {}, names: parquet.names, rows: parquet.rows, firstRow: 1 }
    : readTextHead(head, file.name, ownText(opened, said.read ?? {}));
  const layouts = recognise(text.names, [...saved, ...PRESETS]);
  const layout = layoutOf(layouts, said.preset);
  const cells = text.names.map((_, i) => text.rows.map((row) => row[i] ?? ""));
  const decimal = layout?.preset.decimal;
  // Typed files may hold money and days as text all the same.
  const written = (role: Role, i: number): boolean =>
    parquet?.types[i] === "text" && nameScore(role, text.names[i]!) > 0;
  const typedMoney =
    parquet !== null && !text.names.some((_, i) => written("amount", i) || written("price", i));
  const numbers = numbersOf(text.names, cells, { ...(decimal ? { decimal } : {}), ...said.read }, typedMoney);
  const dates = said.read?.dates ?? layout?.preset.dates;
  const columns = text.names.map((name, i): Column => {
    const looked = lookAt(name, cells[i]!, numbers, dates);
    const chosen = said.columns && Object.hasOwn(said.columns, name) ? said.columns[name] : undefined;
    const type = chosen ?? parquet?.types[i];
    return type === undefined || type === "text" ? looked : { ...looked, type };
  });
  const overrides = layout ? underPreset(layout.preset, columns, said) : said;
  const roles = guessRoles(columns, overrides, numbers);
  const holds = said.holds ?? layout?.preset.holds ?? guessHolds(columns, roles.roles);
  const orders = holds === "orders";
  const parts = orders ? roles.roles : partsIn(holds, columns, roles.roles, overrides.roles ?? {});
  const dated = columns.some(({ type }) => isDays(type));
  if (orders && !dated && !overrides.roles?.date) {
    throw new TenureError(
      "source.no-dates",
      { file: file.name, columns: text.names.length },
      { at: { file: file.name } },
    );
  }
  const days = dateReading(columns, parts.date ?? parts.start, overrides);
  const currency = overrides.currency ?? guessCurrency(columns, roles.roles);
  const own = { ...onlySaid(said.read), ...(orders ? sidesRead(columns, parts, said.read) : null) };
  const read: ReadSpec = parquet
    ? {
        ...text.read,
        ...opened.read,
        ...(typedMoney ? {} : { decimal: numbers.decimal }),
        ...(days && parquet.types[text.names.indexOf((parts.date ?? parts.start)!)] === "text"
          ? { dates: days.dates }
          : {}),
        ...own,
      }
    : {
        ...(isOurs(opened) ? {} : text.read),
        ...opened.read,
        format: opened.read.format ?? "csv",
        decimal: numbers.decimal,
        ...(numbers.thousands === "" ? {} : { thousands: numbers.thousands }),
        ...(days ? { dates: days.dates } : {}),
        header: text.read.header ?? 1,
        ...own,
      };
  const spec: SourceSpec = {
    file: file.name,
    size: file.size,
    read,
    ...(orders ? {} : { holds }),
    columns: typed(columns, parts),
    roles: parts,
    ...(overrides.amountOf === "order" && parts.order ? { amountOf: overrides.amountOf } : {}),
    ...(roles.cancelled && orders ? { cancelled: roles.cancelled } : {}),
    ...(currency === "" ? {} : { currency }),
    ...(said.ids && said.ids.length > 0 ? { ids: said.ids } : {}),
  };
  const dayFirst = days ? dateQuestion(columns, spec, overrides) : null;
  const questions = [
    ...sheetQuestion(opened, said.read),
    ...(orders
      ? questionsOf(columns, roles, numbers, overrides, dayFirst, layout !== null)
      : dayFirst
        ? [dayFirst]
        : []),
  ];
  return {
    file: file.name,
    size: file.size,
    spec,
    ledger: usualRules(partsOf(spec, takesBack(columns, spec, numbers))),
    columns: columns.map((column) => guessOf(column, spec)),
    preview: text.rows.slice(0, PREVIEW_ROWS),
    evidence: {
      ...text.evidence,
      ...choiceEvidence(opened),
      ...(parquet ? {} : { decimal: decimalEvidence(numbers) }),
      ...(days ? { dates: days.evidence } : {}),
      ...zoneEvidence(columns.find(({ name }) => name === spec.roles.date)),
    },
    layouts,
    layout: layout?.preset.id ?? null,
    choices: opened.choices,
    rejected: rejectedIn(columns, spec, numbers, text.firstRow),
    questions,
    problems: orders
      ? [...missing(spec, questions, file.name), ...mixedSides(columns, parts, numbers, file.name)]
      : [],
  };
}

/** The layout to follow: the one named, none where none is wanted, else the best. */
const layoutOf = (layouts: readonly Recognised[], wanted: string | null | undefined): Recognised | null =>
  wanted === null ? null : (layouts.find(({ preset }) => preset.id === wanted) ?? layouts[0] ?? null);

/** What is taken apart here was written by us: how its text is cut is no question. */
const isOurs = (opened: Opened): boolean => opened.read.format !== undefined;

const ownText = (opened: Opened, chosen: Partial<ReadSpec>): Partial<ReadSpec> =>
  isOurs(opened) ? { ...chosen, ...OURS } : chosen;

/** As the columns of money and pieces show; where those leave it open, as any other that holds no ids. */
function numbersOf(
  names: readonly string[],
  cells: readonly (readonly string[])[],
  read: Partial<ReadSpec>,
  typed: boolean,
): NumberGuess {
  const { debit } = read;
  if (typed) return { decimal: ".", thousands: "", sample: "", clear: "seen" };
  const telling = (["amount", "price", "refunded", "quantity"] as const).map((role) =>
    cells.filter((_, i) => nameScore(role, names[i]!) > 0),
  );
  const others = cells.filter(
    (column, i) => !saysId(names[i]!) && !column.some((cell) => /^\d+\.0$/.test(cell)),
  );
  const guesses = [...telling, others, cells].map(guessNumbers);
  const found =
    guesses.find(({ clear }) => clear === "seen") ??
    guesses.find(({ clear }) => clear === "unclear") ??
    guesses[0]!;
  const guess = debit === undefined ? found : { ...found, debit };
  if (read.decimal === undefined && read.thousands === undefined) return guess;
  const decimal = read.decimal ?? guess.decimal;
  const thousands = read.thousands ?? (guess.thousands === decimal ? "" : guess.thousands);
  return { ...guess, decimal, thousands, clear: "seen" };
}

/** What nothing in a file tells, and only the reader has said. */
const onlySaid = ({ scale, debit, blanks }: Partial<ReadSpec> = {}): Partial<ReadSpec> => ({
  ...(scale === undefined ? {} : { scale }),
  ...(debit === undefined ? {} : { debit }),
  ...(blanks === undefined ? {} : { blanks }),
});

const isDays = (type: ColumnType): boolean => type === "date" || type === "datetime";

/** Ids are text whatever their digits; the money columns are numbers whatever their names. */
function typed(columns: readonly Column[], roles: RoleGuess["roles"]): Record<string, ColumnType> {
  const plays = new Map([...SIDES, ...ROLES].map((role) => [roles[role], role] as const));
  return Object.fromEntries(
    columns.map(({ name, type, filled }): [string, ColumnType] => {
      const role = plays.get(name);
      if (/^(customer|order|product|original|sign)$/.test(role ?? "")) return [name, "text"];
      if (role === "amount" || role === "price" || role === "refunded") return [name, "decimal"];
      if (role === "quantity") return [name, type === "integer" ? "integer" : "decimal"];
      if (role === "date") return [name, isDays(type) ? type : filled.some(hasTime) ? "datetime" : "date"];
      return [name, partType(role, type)];
    }),
  );
}

function guessOf(column: Column, spec: SourceSpec): ColumnGuess {
  const role = ROLES.find((one) => spec.roles[one] === column.name) ?? null;
  return {
    name: column.name,
    type: spec.columns[column.name] ?? "text",
    samples: samples(column),
    missing: column.cells.length - column.filled.length,
    distinct: column.distinct,
    role,
  };
}

/** Where times carry a zone, the one rule is said: the wall clock counts. */
function zoneEvidence(date: Column | undefined): Record<string, Evidence> {
  const zone = date?.filled.map(zoneOf).find((found) => found !== null);
  return zone == null ? {} : { zone: { code: "layout.zone", params: { zone } } };
}

function decimalEvidence(numbers: NumberGuess): Evidence {
  const code = { seen: "sniff.decimal.seen", whole: "sniff.decimal.whole", unclear: "sniff.decimal.unclear" };
  return { code: code[numbers.clear], params: { decimal: numbers.decimal, sample: numbers.sample } };
}

/** Whether rows marked as cancelled carry money or pieces below zero. */
function takesBack(columns: readonly Column[], spec: SourceSpec, numbers: NumberGuess): boolean {
  const of = (role: Role) => columns.find(({ name }) => name === spec.roles[role])?.cells ?? [];
  const marked = of("refund").map((cell) => isMarked(cell, spec.cancelled ?? []));
  const money = spec.roles.amount === undefined ? of("quantity") : of("amount");
  const signs = marked.flatMap((is, row) => (is ? [readNumber(money[row] ?? "", numbers)] : []));
  return signs.length === 0 || signs.filter((value) => value < 0).length > signs.length / 2;
}

/** Cells of the columns in use that cannot be read as the spec says. */
function rejectedIn(
  columns: readonly Column[],
  spec: SourceSpec,
  numbers: NumberGuess,
  firstRow: number,
): Rejected[] {
  const found: Rejected[] = [];
  for (const role of ["amount", "quantity", "price"] as const) {
    const column = columns.find(({ name }) => name === spec.roles[role]);
    column?.cells.forEach((cell, i) => {
      if (!isNothing(cell) && Number.isNaN(readNumber(cell, numbers))) {
        found.push({
          row: firstRow + i,
          column: column.name,
          value: cell.slice(0, 80),
          code: "rejected.number",
        });
      }
    });
  }
  const date = columns.find(({ name }) => name === spec.roles.date);
  const layout = spec.read.dates;
  if (date && layout !== undefined)
    found.push(...date.cells.flatMap((cell, i) => badDay(cell, layout, date.name, firstRow + i)));
  return found.sort((a, b) => a.row - b.row);
}

function badDay(cell: string, layout: string, column: string, row: number): Rejected[] {
  return isNothing(cell) || isDay(cell, layout)
    ? []
    : [{ row, column, value: cell.slice(0, 80), code: "rejected.date" }];
}

/** Roles without which there is no notebook. */
function missing(spec: SourceSpec, questions: readonly Question[], file: string): Problem[] {
  const { roles } = spec;
  const asked = new Set(questions.map(({ role }) => role));
  const problems: Problem[] = [];
  const lack = (role: Role): void =>
    void problems.push({ code: `source.no-${role}`, params: { file }, at: { file } });
  if (roles.customer === undefined && !asked.has("customer")) lack("customer");
  if (roles.date === undefined) lack("date");
  if (roles.amount === undefined && (roles.quantity === undefined || roles.price === undefined))
    lack("amount");
  return problems;
}
