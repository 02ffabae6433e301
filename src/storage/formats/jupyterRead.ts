import { TenureError } from "../../terms/error";
import { programOf } from "./script";
import { fenced, inert, Names, Remarks, textOfPieces, type Carried, type IsKind, type Piece } from "./piece";

type Loose = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string =>
  typeof value === "string"
    ? value
    : Array.isArray(value)
      ? value.filter((one) => typeof one === "string").join("")
      : "";
const record = (value: unknown): Loose => (isRecord(value) ? value : {});

/** What one cell is read with. */
interface Reading {
  readonly isKind: IsKind;
  readonly names: Names;
  readonly remarks: Remarks;
  /** Language of the kernel. */
  readonly language: string;
}

/**
 * Reads a Jupyter notebook, nbformat 3 or 4. Queries (`%%sql`, a SQL kernel) become sql cells, JavaScript and
 * TypeScript ts cells; a program in another language stays to be read, and does not run. Throws `foreign.not-jupyter`.
 */
export function readJupyter(file: string, isKind: IsKind, fallback: string): Carried {
  const whole = json(file);
  const version = whole["nbformat"];
  const sheets = Array.isArray(whole["worksheets"]) ? whole["worksheets"] : [];
  const cells = Array.isArray(whole["cells"])
    ? whole["cells"]
    : sheets.flatMap((sheet) =>
        Array.isArray(record(sheet)["cells"]) ? (record(sheet)["cells"] as unknown[]) : [],
      );
  if (typeof version !== "number" || (!Array.isArray(whole["cells"]) && !Array.isArray(whole["worksheets"])))
    throw new TenureError("foreign.not-jupyter");
  const metadata = record(whole["metadata"]);
  const language =
    text(record(metadata["language_info"])["name"]) || text(record(metadata["kernelspec"])["language"]);
  const reading = {
    isKind,
    names: new Names(),
    remarks: new Remarks(),
    language: language.toLowerCase() || "python",
  };
  if (version > 4) reading.remarks.add("foreign.newer", 1, { version: String(version) });
  if (metadata["widgets"] !== undefined) reading.remarks.add("foreign.widgets", 1);
  const pieces = cells.flatMap((cell, index) => (isRecord(cell) ? pieceOf(cell, index + 1, reading) : []));
  const title = text(metadata["title"]).trim() || heading(pieces) || fallback;
  return { text: textOfPieces({ title, pieces }), cells: pieces.length, remarks: reading.remarks.all };
}

function json(file: string): Loose {
  try {
    const read: unknown = JSON.parse(file);
    if (isRecord(read)) return read;
  } catch (cause) {
    throw new TenureError("foreign.not-jupyter", {}, { cause });
  }
  throw new TenureError("foreign.not-jupyter");
}

const heading = (pieces: readonly Piece[]): string | undefined =>
  pieces.flatMap(({ kind, body }) =>
    kind === "prose" ? (/^#{1,6}[ \t]+(.+?)[ \t#]*$/m.exec(body)?.[1] ?? []) : [],
  )[0];

function pieceOf(cell: Loose, at: number, reading: Reading): Piece[] {
  const { remarks, isKind } = reading;
  const source = text(cell["source"] ?? cell["input"]).replace(/\r\n?/g, "\n");
  const metadata = record(cell["metadata"]);
  if (isRecord(cell["attachments"]) && Object.keys(cell["attachments"]).length > 0)
    remarks.add("foreign.attachments", at);
  const own = ours(record(metadata["tenure"]), source, reading);
  if (own) return [own];
  const type = cell["cell_type"];
  const prose = (body: string): Piece[] =>
    body.trim() === "" ? [] : [{ kind: "prose", attributes: {}, body }];
  if (type === "markdown") return prose(inert(source, isKind));
  if (type === "heading") return prose(`${"#".repeat(Math.min(6, Number(cell["level"]) || 1))} ${source}`);
  if (type !== "code") {
    if (source.trim() !== "") remarks.add("foreign.raw", at);
    return source.trim() === "" ? [] : prose(fenced("text", {}, source.trimEnd()));
  }
  if (Array.isArray(cell["outputs"]) && cell["outputs"].length > 0) remarks.add("foreign.outputs", at);
  const name = text(metadata["name"]);
  return source.trim() === ""
    ? []
    : [codeOf(source, name, at, { ...reading, language: languageOf(cell, reading) })];
}

/** nbformat 3 names the language in each cell. */
const languageOf = (cell: Loose, { language }: Reading): string =>
  text(cell["language"]).toLowerCase() || language;

/** A cell that this program has written. */
function ours(tenure: Loose, source: string, { names, isKind }: Reading): Piece | null {
  const kind = text(tenure["kind"]);
  if (!isKind(kind) || kind === "prose") return null;
  const attributes = Object.fromEntries(
    Object.entries(record(tenure["attributes"])).filter(
      (one): one is [string, string | true] => typeof one[1] === "string" || one[1] === true,
    ),
  );
  const id = attributes["id"];
  if (typeof id === "string") attributes["id"] = names.take(id);
  return { kind, attributes, body: kind === "sql" ? source.replace(/^%%sql\n/, "") : source };
}

/** `%%sql result << SELECT`, `%%sql --save result`, `%%dql`, `%%duckdb`; the rest of the line is for their library. */
const SQL_CELL = /^%%(?:sql|dql|duckdb)\b([^\n]*)\n?/i;
const SQL_LINE = /^\s*(?:(\w+)\s*=\s*)?%(?:sql|dql|duckdb)[ \t]+([^\n]+)\s*$/i;
const MAGIC = /^%%(\w+)[^\n]*\n?/;
const SCRIPTS = /^(javascript|typescript|js|ts)$/;

function codeOf(source: string, name: string, at: number, reading: Reading): Piece {
  const { names, remarks, language } = reading;
  const query = (body: string, wish: string | undefined): Piece => {
    if (/\{\{.+?\}\}|(?<![:\w]):[a-z_]\w*\b/i.test(body)) remarks.add("foreign.placeholders", at);
    const id = names.of(wish ?? (name || null), "query");
    return { kind: "sql", attributes: { id }, body: body.trim() };
  };
  const cell = SQL_CELL.exec(source);
  if (cell) {
    const line = cell[1]!.trim();
    const saved = /--save\s+(\w+)/.exec(line)?.[1] ?? /^(\w+)\s*<</.exec(line)?.[1];
    const begins = /^(?:\w+\s*<<\s*)?((?:select|with|from|values)\b.*)$/i.exec(line)?.[1] ?? "";
    if (begins === "" && line !== "" && saved === undefined) remarks.add("foreign.connection", at);
    return query(`${begins}\n${source.slice(cell[0].length)}`, saved);
  }
  const single = SQL_LINE.exec(source);
  if (single) return query(single[2]!, single[1]);
  const magic = MAGIC.exec(source);
  const spoken = magic ? magic[1]!.toLowerCase() : language;
  const body = (magic ? source.slice(magic[0].length) : source).trimEnd();
  if (!magic && /sql/.test(spoken)) return query(body, undefined);
  if (SCRIPTS.test(spoken)) {
    return programOf(body, name || null, at, reading);
  }
  remarks.add("foreign.language", at, { language: spoken });
  return {
    kind: "prose",
    attributes: {},
    body: inert(fenced(/^\w+$/.test(spoken) ? spoken : "text", {}, body), reading.isKind),
  };
}
