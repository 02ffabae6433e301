import { TenureError } from "../../terms/error";
import type { ReadSpec, Sniffed } from "../spec";
import { takeList, takeSheet } from "./away";
import { kindOf, type Kind } from "./kindOf";
import { ALL } from "./sheets";
import { megabytes } from "./size";

/** A file with everything taken off that stands around its table. */
export interface Opened {
  /** A delimited text file or a Parquet file; the given file itself where nothing was around it. */
  readonly file: File;
  /** What a `source` cell must say to get there again: `compression: zip`, `inside`, `sheet`, and the format. */
  readonly read: Partial<ReadSpec>;
  /** Files in the archive and sheets of the workbook, in their order; empty where there is none. */
  readonly choices: Sniffed["choices"];
}

/** How the text of what is taken apart here is written. */
export const OURS = { encoding: "utf-8", delimiter: "," } as const;

/** Larger ones are not taken apart in the page: they are held in memory whole, and several times over. */
const MOST: Readonly<Record<"workbook" | "json" | "page" | "arrow", number>> = {
  workbook: 80_000_000,
  json: 256_000_000,
  page: 80_000_000,
  arrow: 512_000_000,
};

/** The same file is opened by the dialog, by the count and by the cell: it is taken apart once. */
const done = new WeakMap<File, Map<string, Promise<Opened>>>();

/**
 * Takes a table out of an archive, a workbook (xlsx, xls, ods), a web page saved as a workbook, or JSON. Row n of the
 * text is row n of the sheet, of several together the first one's. Formulas give their values; days are written `yyyy-mm-dd`, whatever the workbook's epoch.
 *
 * @param chosen which file of the archive (`inside`) and which sheet; unset: the one with most rows; `*`: all of its layout.
 * @throws TenureError `source.damaged`, `source.locked`, `source.zip` (no table inside), `source.no-sheet`,
 *   `source.bad-json`, `source.json` (no list of orders in it), `source.too-large`.
 */
export function open(file: File, chosen: Partial<ReadSpec> = {}): Promise<Opened> {
  const known = done.get(file) ?? new Map<string, Promise<Opened>>();
  done.set(file, known);
  const key = JSON.stringify([chosen.inside ?? null, chosen.sheet ?? null]);
  const held = known.get(key);
  if (held) return held;
  const opened = takeApart(file, chosen);
  known.set(key, opened);
  // A failure may be of the moment (the file was moved): it is tried again.
  opened.catch(() => known.delete(key));
  return opened;
}

const none: Opened["choices"] = { inside: [], sheet: [], alike: [] };

async function takeApart(file: File, chosen: Partial<ReadSpec>): Promise<Opened> {
  const kind = await kindOf(file);
  switch (kind) {
    case "plain":
      return { file, read: {}, choices: none };
    case "gzip": {
      const { gunzipped } = await import("./gzip");
      return withRead(await takeApart(await gunzipped(file), chosen), { compression: "gzip" });
    }
    case "zip": {
      const { archived } = await import("./archive");
      const { inner, name, names } = await archived(file, chosen.inside);
      const opened = withRead(await takeApart(inner, chosen), { compression: "zip", inside: name });
      return { ...opened, choices: { ...opened.choices, inside: names } };
    }
    case "arrow": {
      limit(file, kind);
      const { fromArrow } = await import("./arrow");
      return { file: await fromArrow(file), read: { format: "arrow" }, choices: none };
    }
    case "json": {
      limit(file, kind);
      return {
        file: new File([await takeList(file)], file.name),
        read: { format: "json" },
        choices: none,
      };
    }
    default: {
      limit(file, kind);
      const { text, sheet, sheets, alike } = await takeSheet(file, kind, chosen.sheet);
      return {
        file: new File([text], file.name),
        read: { format: "workbook", ...(sheets.length > 1 || sheet === ALL ? { sheet } : {}) },
        choices: { inside: [], sheet: sheets, alike },
      };
    }
  }
}

const withRead = (opened: Opened, read: Partial<ReadSpec>): Opened => ({
  ...opened,
  read: { ...opened.read, ...read },
});

function limit(file: File, kind: Exclude<Kind, "plain" | "gzip" | "zip">): void {
  if (file.size <= MOST[kind]) return;
  const params = { file: file.name, kind, size: megabytes(file.size), most: megabytes(MOST[kind]) };
  throw new TenureError("source.too-large", params, { at: { file: file.name } });
}
