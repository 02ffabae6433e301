import Papa from "papaparse";
import { read, SSF, type CellObject, type WorkBook } from "@e965/xlsx";
import { TenureError } from "../../terms/error";
import { guessEncoding } from "../read/encoding";
import { ALL, alike, together, type Table } from "./sheets";

/** Days between the two epochs a workbook may count from. */
const FROM_1904 = 1462;
const DAY = 86_400;
/** Excel's day 25569 is 1 January 1970. */
const EPOCH = 25_569;

interface Sheet {
  /** Delimited text; line n is row n of the sheet. */
  readonly text: string;
  readonly sheet: string;
  readonly sheets: readonly string[];
  /** Those laid out as the fullest is, where there are several. */
  readonly alike: readonly string[];
}

type Rows = readonly (readonly (CellObject | undefined)[] | undefined)[];

/**
 * One sheet as text: the one named, else the one with most filled rows that is not hidden; or (`*`) all that are laid
 * out as that one is, one under the other.
 */
export async function sheetOf(
  file: File,
  kind: "workbook" | "page",
  wanted: string | undefined,
): Promise<Sheet> {
  const at = { file: file.name };
  const bytes = new Uint8Array(await file.arrayBuffer());
  let book: WorkBook;
  try {
    book = kind === "page" ? page(bytes) : read(bytes, { type: "array", ...PLAIN });
  } catch (cause) {
    const locked = /password|encrypt/i.test(cause instanceof Error ? cause.message : "");
    const code = locked ? "source.locked" : kind === "page" ? "source.html" : "source.damaged";
    throw new TenureError(code, { file: file.name, kind }, { cause, at });
  }
  const sheets = book.SheetNames.filter((name) => filled(rowsOf(book, name)) > 0);
  if (sheets.length === 0) {
    throw new TenureError(kind === "page" ? "source.html" : "source.empty", { file: file.name }, { at });
  }
  if (wanted !== undefined && wanted !== ALL && !sheets.includes(wanted)) {
    throw new TenureError("source.no-sheet", { file: file.name, sheet: wanted, sheets }, { at });
  }
  const shown = sheets.filter((name) => !isHidden(book, name));
  const open = shown.length > 0 ? shown : sheets;
  const most = open.reduce((best, name) =>
    filled(rowsOf(book, name)) > filled(rowsOf(book, best)) ? name : best,
  );
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  const tables = new Map(open.map((name) => [name, tableOf(rowsOf(book, name), from1904)]));
  const same = alike(tables, most);
  const sheet = wanted ?? most;
  const table =
    sheet === ALL ? together(tables, most) : (tables.get(sheet) ?? tableOf(rowsOf(book, sheet), from1904));
  const text = Papa.unparse(table as string[][], { newline: "\n" });
  return { text, sheet, sheets, alike: same.length > 1 ? same : [] };
}

const PLAIN = {
  dense: true,
  cellNF: true,
  cellText: false,
  cellFormula: false,
  cellHTML: false,
  // Texts stay texts: what is a day or a number is decided by our own reading, with evidence.
  raw: true,
} as const;

function page(bytes: Uint8Array): WorkBook {
  const { label } = guessEncoding({
    format: "csv",
    bytes: bytes.subarray(0, 262_144),
    whole: false,
    probes: [],
  });
  return read(new TextDecoder(label).decode(bytes), { type: "string", ...PLAIN });
}

const isHidden = (book: WorkBook, name: string): boolean =>
  (book.Workbook?.Sheets?.[book.SheetNames.indexOf(name)]?.Hidden ?? 0) > 0;

const rowsOf = (book: WorkBook, name: string): Rows =>
  (book.Sheets[name]?.["!data"] as Rows | undefined) ?? [];

const filled = (rows: Rows): number =>
  rows.reduce(
    (n, row) => n + ((row?.filter((cell) => cell?.v !== undefined && cell.v !== "").length ?? 0) > 1 ? 1 : 0),
    0,
  );

function tableOf(rows: Rows, from1904: boolean): Table {
  const width = rows.reduce((most, row) => Math.max(most, row?.length ?? 0), 0);
  return Array.from({ length: rows.length }, (_, i) =>
    Array.from({ length: width }, (_, j) => written(rows[i]?.[j], from1904)),
  );
}

/** Whether a number format shows a day or an hour; the library's own types leave it open. */
const isDate = (format: string): boolean => (SSF as { is_date(format: string): boolean }).is_date(format);

const ERRORS: Readonly<Record<number, string>> = {
  0: "#NULL!",
  7: "#DIV/0!",
  15: "#VALUE!",
  23: "#REF!",
  29: "#NAME?",
  36: "#NUM!",
  42: "#N/A",
};

function written(cell: CellObject | undefined, from1904: boolean): string {
  if (cell?.v === undefined) return "";
  if (cell.t === "e") return ERRORS[Number(cell.v)] ?? "#N/A";
  if (cell.t === "b") return cell.v === true ? "true" : "false";
  if (cell.t !== "n" || typeof cell.v !== "number") return String(cell.v);
  const format = typeof cell.z === "string" ? cell.z : "General";
  // Ids whose zeros only the format shows: they are read as they look.
  if (/^0{2,}$/.test(format) && Number.isInteger(cell.v) && cell.v >= 0)
    return String(cell.v).padStart(format.length, "0");
  return isDate(format) ? moment(cell.v + (from1904 ? FROM_1904 : 0), format) : String(cell.v);
}

/** A count of days as written; a format of hours alone keeps its time of day. */
function moment(serial: number, format: string): string {
  const seconds = Math.round((serial - EPOCH) * DAY);
  const iso = new Date(seconds * 1000).toISOString();
  if (serial < 1 && !/[dmy]/i.test(format.replace(/m(?=[:s])|(?<=h:)m+/gi, ""))) return iso.slice(11, 19);
  return seconds % DAY === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace("T", " ");
}
