import { sniff, writeLedger, writeSource } from "../../sources";
import type { LedgerSpec, SourceSpec } from "../../sources/spec";
import type { Made } from "../import/made";
import { nameFrom } from "./addSource";
import { calibrationEnd, fill, splice } from "./template";

/** Ids of the two cells an import writes; the template's other cells refer to them. */
const SOURCE = "sales";
const LEDGER = "orders";

/** First and last day of the orders; null when nothing is known. */
interface Days {
  readonly first: string | null;
  readonly last: string | null;
}

function write(template: string, source: SourceSpec, ledger: LedgerSpec, { first, last }: Days): string {
  const cells = { source: writeSource(SOURCE, source), ledger: writeLedger(LEDGER, SOURCE, ledger) };
  const end = first !== null && last !== null ? calibrationEnd(first, last) : "";
  return fill(splice(template, cells), { calibration_end: end });
}

/** The template over a confirmed import. */
export function writeMade(template: string, made: Made): string {
  if (!made.counts) return writeTable(made.source);
  return write(template, made.source, made.ledger, made.counts);
}

/** A notebook over a table that holds no orders: the table, and its first rows. */
function writeTable(source: SourceSpec): string {
  const id = nameFrom(source.file);
  return `${writeSource(id, source)}\n\`\`\`sql id=first_rows\nFROM ${id} LIMIT 100\n\`\`\`\n`;
}

/** The template over a file that needs no question: what its first rows say is taken, and the currency is known. */
export async function notebookOf(
  template: string,
  file: File,
  known: Days & { readonly currency: string },
): Promise<string> {
  const sniffed = await sniff(file);
  return write(template, { ...sniffed.spec, currency: known.currency }, sniffed.ledger, known);
}
