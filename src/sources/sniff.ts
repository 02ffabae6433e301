import { TenureError, type Problem } from "../terms/error";
import { isDay, lookAt, type Column } from "./read/columns";
import { dateReading, dateQuestion } from "./read/days";
import { readHead } from "./read/head";
import { isMarked } from "./ledger/marks";
import { guessNumbers, isNothing, readNumber, type NumberGuess } from "./read/numbers";
import { readParquetHead } from "./read/parquet";
import { currencies, currencyOf, guessCurrency } from "./read/currency";
import { guessRoles, type RoleGuess } from "./roles";
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
import { open, OURS, type Opened } from "./unpack/open";
import { ROLES, type Sniffed, type SourceSpec } from "./spec";

const PREVIEW_ROWS = 50;
const SAMPLES = 5;

/**
 * What the beginning of a file tells: how it is written, what its columns hold and which parts they play. Reads the
 * first 256 kB (unpacked) and nothing more; what the user has said (`overrides`) is laid over every guess.
 *
 * @throws TenureError for what is no table of orders: `source.empty`, `source.binary`, `source.html`,
 *   `source.truncated-gzip`, `source.truncated-parquet`, `source.no-dates`, and what `open` throws.
 */
export async function sniff(file: File, overrides: Overrides = {}): Promise<Sniffed> {
  const opened = await open(file, overrides.read);
  const head = await readHead(opened.file);
  const parquet = head.format === "parquet" ? await readParquetHead(opened.file) : null;
  const text: TextHead = parquet
    ? { read: { format: "parquet" }, evidence: {}, names: parquet.names, rows: parquet.rows, firstRow: 1 }
    : readTextHead(head, file.name, ownText(opened, overrides.read ?? {}));
  const cells = text.names.map((_, i) => text.rows.map((row) => row[i] ?? ""));
  const numbers = numbersOf(cells, overrides.read ?? {}, parquet !== null);
  const written = overrides.read?.dates;
  const columns = text.names.map((name, i): Column => {
    const looked = lookAt(name, cells[i]!, numbers, written);
    const chosen =
      overrides.columns && Object.hasOwn(overrides.columns, name) ? overrides.columns[name] : undefined;
    const type = chosen ?? parquet?.types[i];
    return type === undefined || type === "text" ? looked : { ...looked, type };
  });
  const roles = guessRoles(columns, overrides, numbers);
  if (!columns.some(({ type }) => type === "date" || type === "datetime") && !overrides.roles?.date) {
    throw new TenureError(
      "source.no-dates",
      { file: file.name, columns: text.names.length },
      { at: { file: file.name } },
    );
  }
  const days = dateReading(columns, roles.roles.date, overrides);
  const currency = overrides.currency ?? guessCurrency(columns, roles.roles);
  const read: ReadSpec = parquet
    ? { ...text.read, ...opened.read }
    : {
        ...(isOurs(opened) ? {} : text.read),
        ...opened.read,
        format: opened.read.format ?? "csv",
        decimal: numbers.decimal,
        ...(numbers.thousands === "" ? {} : { thousands: numbers.thousands }),
        ...(days ? { dates: days.dates } : {}),
        header: text.read.header ?? 1,
      };
  const spec: SourceSpec = {
    file: file.name,
    size: file.size,
    read,
    columns: typed(columns, roles.roles),
    roles: roles.roles,
    ...(roles.cancelled ? { cancelled: roles.cancelled } : {}),
    ...(currency === "" ? {} : { currency }),
  };
  const questions = questionsOf(
    columns,
    roles,
    numbers,
    overrides,
    days ? dateQuestion(columns, spec, overrides) : null,
  );
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
    },
    choices: opened.choices,
    rejected: rejectedIn(columns, spec, numbers, text.firstRow),
    questions,
    problems: missing(spec, questions, file.name),
  };
}

/** What is taken apart here was written by us: how its text is cut is no question. */
const isOurs = (opened: Opened): boolean => opened.read.format !== undefined;

const ownText = (opened: Opened, chosen: Partial<ReadSpec>): Partial<ReadSpec> =>
  isOurs(opened) ? { ...chosen, ...OURS } : chosen;

function choiceEvidence({ choices, read }: Opened): Record<string, Evidence> {
  const of = (code: string, n: number): Evidence => ({ code, params: { n } });
  return {
    ...(read.inside === undefined ? {} : { inside: of("sniff.inside", choices.inside.length) }),
    ...(read.sheet === undefined ? {} : { sheet: of("sniff.sheet", choices.sheet.length) }),
  };
}

function numbersOf(
  cells: readonly (readonly string[])[],
  read: Partial<ReadSpec>,
  typed: boolean,
): NumberGuess {
  if (typed) return { decimal: ".", thousands: "", sample: "", clear: "seen" };
  const guess = guessNumbers(cells);
  if (read.decimal === undefined && read.thousands === undefined) return guess;
  const decimal = read.decimal ?? guess.decimal;
  const thousands = read.thousands ?? (guess.thousands === decimal ? "" : guess.thousands);
  return { ...guess, decimal, thousands, clear: "seen" };
}

/** Ids are text whatever their digits; the money columns are numbers whatever their names. */
function typed(columns: readonly Column[], roles: RoleGuess["roles"]): Record<string, ColumnType> {
  const plays = new Map(ROLES.map((role) => [roles[role], role] as const));
  return Object.fromEntries(
    columns.map(({ name, type }): [string, ColumnType] => {
      const role = plays.get(name);
      if (role === "customer" || role === "order" || role === "product") return [name, "text"];
      if (role === "amount" || role === "price") return [name, "decimal"];
      if (role === "quantity") return [name, type === "integer" ? "integer" : "decimal"];
      if (role === "date") return [name, type === "date" ? "date" : "datetime"];
      return [name, type];
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

const samples = (column: Column): string[] =>
  [...new Set(column.filled.map((cell) => cell.trim().slice(0, 80)))].slice(0, SAMPLES);

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

/** Amounts of several currencies are never added: the reader says which one is counted. */
function currencyQuestion(
  columns: readonly Column[],
  roles: RoleGuess["roles"],
  codes: readonly string[],
): Question {
  const of = (name: string | undefined) => columns.find((column) => column.name === name)?.cells ?? [];
  const [said, money] = [of(roles.currency), of(roles.amount ?? roles.price)];
  return {
    code: "sniff.ask.currency",
    params: { n: codes.length },
    role: "currency",
    answers: codes.map((code) => {
      const rows = said.flatMap((cell, row) => (currencyOf(cell) === code ? [row] : []));
      return {
        column: code,
        samples: rows.slice(0, SAMPLES).map((row) => money[row] ?? ""),
        overrides: { currency: code },
      };
    }),
  };
}

function questionsOf(
  columns: readonly Column[],
  roles: RoleGuess,
  numbers: NumberGuess,
  overrides: Overrides,
  days: Question | null,
): Question[] {
  const asked: Question[] = [];
  if (roles.customers.length > 0) {
    asked.push({
      code: "sniff.ask.customer",
      params: { columns: roles.customers.length },
      role: "customer",
      answers: roles.customers.map((column) => ({
        column: column.name,
        samples: samples(column),
        overrides: { roles: { customer: column.name } },
      })),
    });
  }
  if (days) asked.push(days);
  const codes = currencies(columns, roles.roles);
  if (codes.length > 1 && overrides.currency === undefined) {
    asked.push(currencyQuestion(columns, roles.roles, codes));
  }
  const money = columns.find(({ name }) => name === (roles.roles.amount ?? roles.roles.price));
  if (money && numbers.clear === "unclear" && overrides.read?.decimal === undefined) {
    const ways = [
      { decimal: ".", thousands: "," },
      { decimal: ",", thousands: "." },
    ] as const;
    asked.push({
      code: "sniff.ask.decimal",
      params: { sample: numbers.sample },
      role: "amount",
      answers: ways.map((way) => ({
        column: money.name,
        samples: samples(money),
        read: samples(money).map((cell) => String(readNumber(cell, way))),
        overrides: { read: way },
      })),
    });
  }
  return asked;
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
