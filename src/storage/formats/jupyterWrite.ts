import type { Whole, Piece } from "./piece";

/** What our own reader finds in the metadata of a cell it wrote. */
export interface OursInCell {
  readonly kind: string;
  readonly attributes: Readonly<Record<string, string | true>>;
}

/**
 * A notebook as Jupyter keeps it: nbformat 4.5 (nbformat.readthedocs.io, "The notebook file format"). Text is a
 * markdown cell; a query a code cell behind `%%sql`; any other cell a raw cell, which Jupyter shows and does not run.
 * Results are not in it.
 */
export function writeJupyter({ title, pieces }: Whole): string {
  const cells = pieces.map((piece, index) => ({ id: `cell-${index + 1}`, ...cellOf(piece) }));
  const notebook = {
    cells,
    metadata: {
      title,
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function cellOf({ kind, attributes, body }: Piece) {
  if (kind === "prose") return { cell_type: "markdown", metadata: {}, source: lines(body) };
  const tenure: OursInCell = { kind, attributes };
  const name = typeof attributes["id"] === "string" ? { name: attributes["id"] } : {};
  return kind === "sql"
    ? {
        cell_type: "code",
        execution_count: null,
        metadata: { ...name, tenure },
        outputs: [],
        source: lines(`%%sql\n${body}`),
      }
    : { cell_type: "raw", metadata: { ...name, tenure }, source: lines(body) };
}

/** Jupyter keeps a text as its lines, each with its end. */
const lines = (text: string): string[] => (text === "" ? [] : text.split(/(?<=\n)/));
