import { TenureError } from "../../terms/error";
import { looksTyped } from "./columns";
import { guessEncoding } from "./encoding";
import { cut, guessHeader, table, type Cut } from "./grid";
import { chosenCut, guessCut } from "./howcut";
import type { Quoting } from "./quoting";
import { startsOf } from "./fixed";
import type { Head } from "./head";
import type { Evidence, ReadSpec } from "../spec";

/** The beginning of a delimited text file, cut into cells. */
export interface TextHead {
  readonly read: ReadSpec;
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Number of the first row of data in the file, the header being a row too. */
  readonly firstRow: number;
}

/**
 * @throws TenureError `source.encoding` (the chosen encoding is unknown), `source.one-column`, `source.no-rows`.
 */
export function readTextHead(head: Head, file: string, chosen: Partial<ReadSpec>): TextHead {
  const at = { file };
  const guessed = guessEncoding(head);
  const encoding = chosen.encoding ?? guessed.label;
  const text = decode(head, encoding, file);
  const how = cutOf(text, chosen);
  const grid = cut(text, how.delimiter, 0, how.quoting);
  if (how.width < 2) throw new TenureError("source.one-column", { file }, { at });
  const first = how.hinted ? 1 : 0;
  const found = guessHeader(grid.slice(first), how.width, looksTyped);
  const header = chosen.header ?? (found === 0 ? 0 : found + first);
  const read: ReadSpec = {
    format: "csv",
    ...(head.compression ? { compression: head.compression } : {}),
    encoding,
    delimiter: how.delimiter,
    ...how.quoting,
    header,
  };
  const { names, rows } = table(grid, read, Math.max(how.width, grid[header - 1]?.length ?? 0));
  if (rows.length === 0) throw new TenureError("source.no-rows", { file }, { at });
  const skipped = header - 1 - first;
  const above = skipped > 0 ? "sniff.header.above" : "sniff.header.row";
  return {
    read,
    evidence: {
      encoding:
        chosen.encoding === undefined
          ? guessed.evidence
          : { code: "sniff.encoding.chosen", params: { encoding } },
      delimiter: delimiterEvidence(how),
      header: {
        code: header === 0 ? "sniff.header.none" : above,
        params: { row: header, skipped: Math.max(0, skipped) },
      },
    },
    names,
    rows,
    firstRow: header + 1,
  };
}

function decode(head: Head, encoding: string, file: string): string {
  let text: string;
  try {
    text = new TextDecoder(encoding).decode(head.bytes, { stream: !head.whole });
  } catch (cause) {
    throw new TenureError("source.encoding", { file, encoding }, { cause, at: { file } });
  }
  text = text.replace(/^\uFEFF/, "").replaceAll("\0", "");
  if (head.whole) return text;
  // The last line is cut somewhere: leave it out, unless it is the only one.
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
  return end > 0 ? text.slice(0, end) : text;
}

function cutOf(text: string, { delimiter, quote, escape }: Partial<ReadSpec>): Cut & { quoting: Quoting } {
  if (delimiter === undefined) return guessCut(text);
  const guessed = quote === undefined && escape === undefined ? guessCut(text) : null;
  const own = { ...(quote ? { quote } : {}), ...(escape ? { escape } : {}) };
  const quoting = guessed?.delimiter === delimiter ? guessed.quoting : own;
  return { ...chosenCut(text, delimiter, quoting), quoting };
}

function delimiterEvidence({ delimiter, width, regular }: Cut): Evidence {
  const fixed = startsOf(delimiter) !== null;
  const code = fixed
    ? "layout.fixed.by"
    : delimiter === "blank"
      ? "sniff.delimiter.blank"
      : "sniff.delimiter.cuts";
  return {
    code,
    params: { delimiter: delimiter === "\t" ? "tab" : delimiter, columns: width, share: regular },
  };
}
