import { isSafeNumber, parse } from "lossless-json";
import Papa from "papaparse";
import { TenureError } from "../../terms/error";
import { guessEncoding } from "../read/encoding";

type Row = Readonly<Record<string, unknown>>;

/** Depth to which a list of rows is looked for in an object around it. */
const DEEPEST = 4;

/**
 * A JSON list of objects, alone, one to a line, or somewhere inside an object, as delimited text. Objects within a row
 * become columns named by their path (`customer.id`); lists within a row stay as JSON in one cell, so that an order
 * with three items is one row.
 *
 * @throws TenureError `source.bad-json` with the row (line) where it ends to be JSON; `source.json` without any list.
 */
export async function listOf(file: File): Promise<string> {
  const { name } = file;
  const rows = rowsOf((await textOf(file)).replace(/^\uFEFF/, ""), name);
  const columns = new Map<string, number>();
  const flat = rows.map((row) => {
    const cells = new Map<string, string>();
    flatten(row, "", cells);
    for (const key of cells.keys()) if (!columns.has(key)) columns.set(key, columns.size);
    return cells;
  });
  if (columns.size === 0) throw new TenureError("source.empty", { file: name }, { at: { file: name } });
  const names = [...columns.keys()];
  const table = [names, ...flat.map((cells) => names.map((key) => cells.get(key) ?? ""))];
  return Papa.unparse(table, { newline: "\n" });
}

async function textOf(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { label } = guessEncoding({
    format: "csv",
    bytes: bytes.subarray(0, 262_144),
    whole: false,
    probes: [],
  });
  return new TextDecoder(label).decode(bytes);
}

function rowsOf(text: string, file: string): readonly Row[] {
  const whole = attempt(text);
  if ("value" in whole) {
    const list = listIn(whole.value, DEEPEST);
    if (!list) throw new TenureError("source.json", { file }, { at: { file } });
    return list;
  }
  const lines = text.split("\n");
  const first = attempt(lines.find((line) => line.trim() !== "") ?? "");
  if (!("value" in first)) throw bad(file, lineAt(text, whole.problem), whole.problem);
  return lines.flatMap((line, i): Row[] => {
    if (line.trim() === "") return [];
    const read = attempt(line);
    if (!("value" in read)) throw bad(file, i + 1, read.problem);
    return isRow(read.value) ? [read.value] : [];
  });
}

const bad = (file: string, row: number | null, cause: unknown): TenureError =>
  new TenureError("source.bad-json", { file }, { cause, at: { file, ...(row === null ? {} : { row }) } });

/** Ids written as numbers may have more digits than a number holds: those stay as they are written. */
const LONG = /\d{16}/;
const exact = (value: string): number | string => (isSafeNumber(value) ? Number(value) : value);

function attempt(text: string): { readonly value: unknown } | { readonly problem: unknown } {
  try {
    return { value: LONG.test(text) ? parse(text, null, exact) : (JSON.parse(text) as unknown) };
  } catch (problem) {
    return { problem };
  }
}

/** The engine's message names a position or a line; which depends on the browser. */
function lineAt(text: string, problem: unknown): number | null {
  const said = problem instanceof Error ? problem.message : "";
  const line = /line (\d+)/.exec(said);
  if (line) return Number(line[1]);
  const place = /position (\d+)/.exec(said);
  return place ? text.slice(0, Number(place[1])).split("\n").length : null;
}

const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The longest list of objects in a value, nearest first; where there is none, a table written in another shape. */
function listIn(value: unknown, depth: number): readonly Row[] | null {
  if (Array.isArray(value)) {
    const rows = value.filter(isRow);
    if (rows.length > 0 && rows.length >= value.length / 2) return rows;
    const [names, ...cells] = value as readonly unknown[];
    return isNames(names) ? named(names, cells) : null;
  }
  if (!isRow(value) || depth === 0) return null;
  const within = Object.values(value).map((one) => listIn(one, depth - 1));
  const list = within.reduce((most, one) => ((one?.length ?? 0) > (most?.length ?? 0) ? one : most), null);
  return (isNames(value["columns"]) ? otherwise(value) : null) ?? list ?? otherwise(value);
}

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 1 && value.every((one) => typeof one === "string");

/** Lists of cells under names. */
function named(names: readonly string[], cells: readonly unknown[]): readonly Row[] | null {
  if (cells.length === 0 || !cells.every((row) => Array.isArray(row) && row.length === names.length))
    return null;
  return (cells as readonly (readonly unknown[])[]).map((row) =>
    Object.fromEntries(names.map((name, i) => [name, row[i]])),
  );
}

/** `{columns, data}`; a list per column; an object per column by number; an object per row by its key. */
function otherwise(value: Row): readonly Row[] | null {
  const { columns, data } = value;
  if (isNames(columns) && Array.isArray(data)) return named(columns, data);
  const parts = Object.entries(value);
  if (parts.length < 2) return null;
  const lists = parts.flatMap(([, one]) =>
    Array.isArray(one) && !one.some(isRow) ? [one as readonly unknown[]] : [],
  );
  if (lists.length === parts.length && lists.every(({ length }) => length > 0 && length === lists[0]!.length))
    return lists[0]!.map((_, i) => Object.fromEntries(parts.map(([name], at) => [name, lists[at]![i]])));
  const rows = parts.flatMap(([, one]) => (isRow(one) ? [one] : []));
  if (rows.length < parts.length) return null;
  const keys = Object.keys(rows[0]!);
  const numbered = keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
  if (!numbered) return rows.every((row) => keys.some((key) => Object.hasOwn(row, key))) ? rows : null;
  return keys.map((key) => Object.fromEntries(parts.map(([name], i) => [name, rows[i]![key]])));
}

/** `/Date(1705276800000)/` of .NET and of SAP's OData: milliseconds, and an offset that the wall clock is shown in. */
function dayOf(text: string): string {
  const found = /^\/Date\((-?\d{1,15})(?:([+-])(\d\d)(\d\d))?\)\/$/.exec(text);
  if (!found) return text;
  const offset = (found[2] === "-" ? -1 : 1) * (Number(found[3] ?? 0) * 60 + Number(found[4] ?? 0));
  const at = new Date(Number(found[1]) + offset * 60_000);
  return Number.isNaN(at.getTime()) ? text : at.toISOString().slice(0, 19);
}

function flatten(value: Row, path: string, into: Map<string, string>): void {
  for (const [key, one] of Object.entries(value)) {
    const name = path === "" ? key : `${path}.${key}`;
    if (isRow(one)) flatten(one, name, into);
    else if (Array.isArray(one)) into.set(name, JSON.stringify(one));
    else
      into.set(
        name,
        typeof one === "string"
          ? one.startsWith("/Date(")
            ? dayOf(one)
            : one
          : one === null
            ? ""
            : JSON.stringify(one),
      );
  }
}
