import { readInfo } from "../../notebook/text/info";
import { TenureError } from "../../terms/error";
import { readInput, writeInput } from "./kitInput";
import { programOf } from "./script";
import {
  fenced,
  inert,
  Names,
  onlyCell,
  Remarks,
  textOfPieces,
  type Carried,
  type IsKind,
  type Piece,
} from "./piece";

/** A cell as the file has it. */
export interface KitCell {
  readonly type: string;
  readonly value: string;
  readonly output: string | null;
  readonly database: string | null;
  readonly format: string | null;
  /** First line of the fence it was written from, by this program. */
  readonly tenure: string | null;
  /** The body it was written from. */
  readonly body: string | null;
}

/** A file taken apart; null: there is no `<notebook>` in it. The page has the parser of HTML, and brings it. */
export type ParseHtml = (
  html: string,
) => { readonly title: string | null; readonly cells: readonly KitCell[] } | null;

const LANGUAGES: Readonly<Record<string, string>> = {
  "text/html": "html",
  "application/x-tex": "tex",
  "text/vnd.graphviz": "dot",
  "application/vnd.node.javascript": "js",
  "text/x-python": "python",
  "text/x-r": "r",
  "application/vnd.observable.javascript": "js",
};

/**
 * Reads a notebook of Observable Notebook Kit. Text, queries, JavaScript, TypeScript and plain inputs become cells;
 * what runs elsewhere stays to be read. Throws `foreign.not-kit`.
 */
export function readKit(file: string, isKind: IsKind, fallback: string, parseHtml: ParseHtml): Carried {
  const parsed = parseHtml(file);
  if (!parsed) throw new TenureError("foreign.not-kit");
  const reading = { isKind, names: new Names(), remarks: new Remarks() };
  const pieces = parsed.cells.flatMap((cell, index) =>
    pieceOf({ ...cell, value: dedent(cell.value) }, index + 1, reading),
  );
  const title = parsed.title?.trim() || fallback;
  return { text: textOfPieces({ title, pieces }), cells: pieces.length, remarks: reading.remarks.all };
}

interface Reading {
  readonly isKind: IsKind;
  readonly names: Names;
  readonly remarks: Remarks;
}

/** Four columns and one line at either end belong to the file; what would have ended the script has a backslash. */
function dedent(value: string): string {
  const lines = value.split(/\r\n?|\n/);
  if (lines.at(-1)?.trim() === "") lines.pop();
  if (lines[0]?.trim() === "") lines.shift();
  return lines
    .map((line) => line.replace(/^ {4}/, ""))
    .join("\n")
    .replace(/<\\(?=\\*(\/script(\s|>|\/|$)|!--))/gi, "<");
}

function pieceOf(cell: KitCell, at: number, reading: Reading): Piece[] {
  const { names, remarks, isKind } = reading;
  const { value } = cell;
  const own = cell.tenure === null ? null : ours(cell, reading);
  if (own) return [own];
  if (value.trim() === "") return [];
  const prose = (body: string): Piece => ({ kind: "prose", attributes: {}, body: inert(body, isKind) });
  if (cell.type === "text/markdown") return [prose(value)];
  if (cell.type === "application/sql") {
    if (cell.database !== null && !/^(var:)?(db|duckdb)$/.test(cell.database))
      remarks.add("foreign.database", at, { database: cell.database });
    const id = names.of(cell.output, "query");
    return [{ kind: "sql", attributes: { id }, body: value.trim() }];
  }
  const language = LANGUAGES[cell.type];
  if (language !== undefined) {
    remarks.add("foreign.language", at, {
      language: /observable/.test(cell.type) ? "Observable JavaScript" : language,
    });
    return [prose(fenced(language, {}, value))];
  }
  const control = readInput(value);
  if (control) return [{ kind: "input", attributes: { id: names.take(control.id) }, body: control.body }];
  return [programOf(value, cell.output, at, reading)];
}

const WRAPPED = /^(?:const [\p{L}_$][\p{L}\p{N}_$]* = await )?\(async \(\) => \{\n([\s\S]*)\n\}\)\(\);?$/u;

/** A cell that this program has written, if nobody has turned it into another since. */
function ours({ tenure, type, value, body: written }: KitCell, { names, isKind }: Reading): Piece | null {
  const { kind, attributes } = readInfo(tenure ?? "");
  if (!isKind(kind) || kind === "prose") return null;
  const body =
    type === "text/markdown"
      ? (onlyCell(value.replace(/\\(?=\$\{)/g, ""), isKind)?.body ?? null)
      : kind === "ts"
        ? (WRAPPED.exec(value)?.[1] ?? null)
        : kind === "input"
          ? // Where nobody has moved it since, it says all that it said.
            written !== null && writeInput(written, readInput(value)?.id ?? "") === value
            ? written
            : (readInput(value)?.body ?? null)
          : kind === "sql"
            ? value
            : null;
  if (body === null) return null;
  const id = attributes["id"];
  return {
    kind,
    attributes: typeof id === "string" ? { ...attributes, id: names.take(id) } : attributes,
    body,
  };
}
