import { TenureError, type At, type Params } from "../terms/error";
import { tokens } from "./statement";

/** DuckDB's error as it says it with `errors_as_json`. */
interface Raw {
  readonly exception_type: string;
  readonly exception_message: string;
  readonly error_subtype?: string;
  readonly name?: string;
  readonly type?: string;
  readonly candidates?: string;
  /** Bytes of UTF-8 before the place, as a decimal number. */
  readonly position?: string;
}

interface Known {
  readonly code: string;
  readonly params?: Params;
  /** What to look for in the text when DuckDB names no position. */
  readonly quoted?: string;
}

/**
 * Anything thrown by the engine as a coded error with the place in the user's text.
 *
 * @param text what the user wrote, `shift` bytes into what the engine was given
 */
export function failure(thrown: unknown, text = "", shift = 0): TenureError {
  if (thrown instanceof TenureError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const raw = parse(message);
  const { code, params, quoted } = raw ? classify(raw) : unparsed(thrown, message);
  const at = place(text, raw?.position === undefined ? null : Number(raw.position) - shift, quoted);
  const cause = raw ? `${raw.exception_type} Error: ${raw.exception_message}` : message;
  return new TenureError(code, params ?? {}, { cause, at });
}

function parse(message: string): Raw | null {
  const start = message.indexOf('{"exception_type"');
  if (start === -1) return null;
  try {
    return JSON.parse(message.slice(start)) as Raw;
  } catch {
    return null;
  }
}

/** A fault of the module itself leaves it in no state to go on; only a new one helps. */
function unparsed(thrown: unknown, message: string): Known {
  const name = thrown instanceof Error ? thrown.name : "";
  const crash =
    /RuntimeError|memory access out of bounds|unreachable|table index|function signature|null function|Aborted/;
  if (name === "RuntimeError" || crash.test(message)) return { code: "engine.crashed" };
  if (/bad_alloc|Out of Memory/i.test(message)) return { code: "sql.out-of-memory" };
  return { code: "sql.failed", params: { message: firstLine(message) } };
}

function classify(raw: Raw): Known {
  const message = raw.exception_message;
  const extension = /"?([^\s"]+)"? is not in the catalog, but it exists in the (\w+) extension/.exec(message);
  if (extension) {
    return {
      code: "sql.no-extension",
      params: { name: extension[1]!, extension: extension[2]! },
      quoted: extension[1]!,
    };
  }
  const file = /Cannot access (?:file|directory) "([^"]*)"/.exec(message);
  if (file) return closed(file[1]!);
  const none = /No files found that match the pattern "([^"]*)"/.exec(message);
  if (none) return { code: "sql.no-file", params: { path: none[1]! }, quoted: none[1]! };
  if (/configuration has been locked|extensions is disabled/.test(message)) return { code: "sql.locked" };
  if (/prepared statement parameters/.test(message)) return { code: "sql.parameter", quoted: "?" };

  const name = raw.name ?? "";
  if (raw.error_subtype === "MISSING_ENTRY" && raw.type === "Table") {
    // A path in place of a table that the engine did not even try to open.
    if (/[\\/]/.test(name)) return closed(name);
    return { code: "sql.no-table", params: { name, ...suggestion(raw) } };
  }
  if (raw.error_subtype === "MISSING_ENTRY")
    return { code: "sql.no-function", params: { name, ...suggestion(raw) } };
  if (raw.error_subtype === "COLUMN_NOT_FOUND") {
    return { code: "sql.no-column", params: { name, ...suggestion(raw) } };
  }
  if (raw.error_subtype === "NO_MATCHING_FUNCTION") return { code: "sql.no-overload", params: { name } };

  switch (raw.exception_type) {
    case "Parser":
      return syntax(message);
    case "Conversion":
      return { code: "sql.conversion", params: { message: firstLine(message) } };
    case "Out of Memory":
      return { code: "sql.out-of-memory" };
    case "Interrupt":
      return { code: "engine.cancelled" };
    case "Fatal":
    case "Internal":
      return { code: "engine.crashed" };
    default:
      return { code: "sql.failed", params: { message: firstLine(message) } };
  }
}

function syntax(message: string): Known {
  const near = /at or near "([^]*)"$/.exec(message)?.[1];
  return near === undefined ? { code: "sql.syntax-end" } : { code: "sql.syntax", params: { near } };
}

const closed = (path: string): Known => ({
  code: /^[a-z][a-z0-9+.-]*:\/\//i.test(path) ? "sql.remote-file" : "sql.closed-file",
  params: { path },
  quoted: path,
});

/** The nearest name that exists; the engine's own tables are no help to anybody who mistyped a name. */
function suggestion({ candidates = "" }: Raw): { suggests: boolean; suggestion: string } {
  const own = /^(pg_|duckdb_|sqlite_)/;
  const nearest = candidates.split(",").find((candidate) => candidate && !own.test(candidate));
  return { suggests: nearest !== undefined, suggestion: nearest ?? "" };
}

const firstLine = (message: string): string => message.split("\n")[0]!.trim();

/** The word at a byte offset, or the first mention of something quoted, as a range of characters. */
function place(text: string, bytes: number | null, quoted: string | undefined): At {
  if (text === "") return {};
  if (bytes !== null && bytes >= 0) {
    const start = characters(text, bytes);
    const word = tokens(text).find(({ at, text: own }) => at <= start && start < at + own.length);
    return { range: [start, word ? word.at + word.text.length : Math.min(start + 1, text.length)] };
  }
  const found = quoted ? text.indexOf(quoted) : -1;
  return found === -1 ? {} : { range: [found, found + quoted!.length] };
}

/** Characters (UTF-16) that `bytes` of UTF-8 make. */
function characters(text: string, bytes: number): number {
  let left = bytes;
  let at = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (left < 0) break;
    at += letter.length;
  }
  return at;
}
