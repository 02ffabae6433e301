import { sniff, writeLedger, writeSource } from "../../sources";
import type { LedgerSpec, SourceSpec } from "../../sources/spec";
import type { Made } from "../import/made";
import { splice } from "./template";

/** Ids of the two cells an import writes; the template's other cells refer to them. */
const SOURCE = "sales";
const LEDGER = "orders";

function write(template: string, source: SourceSpec, ledger: LedgerSpec): string {
  return splice(template, {
    source: writeSource(SOURCE, source),
    ledger: writeLedger(LEDGER, SOURCE, ledger),
  });
}

/** The template over a confirmed import. */
export function writeMade(template: string, made: Made): string {
  return write(template, made.source, made.ledger);
}

/** The template over a file that needs no question: what its first rows say is taken. */
export async function notebookOf(template: string, file: File): Promise<string> {
  const sniffed = await sniff(file);
  return write(template, sniffed.spec, sniffed.ledger);
}
