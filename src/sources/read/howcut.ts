import { cut, guessDelimiter, type Cut } from "./grid";
import { unwrapped, WRAPPED, type Quoting } from "./quoting";

/** Lines that are enough to see how cells are quoted. */
const LOOK = 50;
const FEWEST = 3;

/** How the cells of a file are quoted, and how its rows are then cut. */
export function guessCut(text: string): Cut & { readonly quoting: Quoting } {
  const lines = text
    .split(/\r\n|\n|\r/, 4 * LOOK)
    .filter((line) => line.trim() !== "")
    .slice(0, LOOK);
  if (lines.length >= FEWEST && lines.every((line) => WRAPPED.test(line))) {
    const bare = guessDelimiter(
      text
        .split(/\r\n|\n|\r/)
        .map(unwrapped)
        .join("\n"),
    );
    if (bare.width > 1) return { ...bare, quoting: { quote: "rows" } };
  }
  if (lines.length >= FEWEST && lines.every((line) => /^'.*'[,;\t|].*'$/.test(line)))
    return { ...guessDelimiter(text, { quote: "'" }), quoting: { quote: "'" } };
  const usual = guessDelimiter(text);
  if (usual.regular === 1 || !text.includes('"')) return { ...usual, quoting: {} };
  const ways: readonly Quoting[] = [
    ...(text.includes('\\"') ? [{ escape: "\\" } as const] : []),
    { quote: "none" },
  ];
  for (const quoting of ways) {
    const other = guessDelimiter(text, quoting);
    // Quotes that are none leave every row alike; a way that merely helps is no way.
    if (other.width > 1 && other.regular === 1) return { ...other, quoting };
  }
  return { ...usual, quoting: {} };
}

/** The cut that somebody chose. */
export function chosenCut(text: string, delimiter: string, quoting: Quoting): Cut {
  const guess = guessDelimiter(text, quoting);
  if (guess.delimiter === delimiter) return guess;
  const rows = cut(text, delimiter, 200, quoting);
  const width = Math.max(1, ...rows.map((row) => row.length));
  return { delimiter, width, regular: 1, hinted: false };
}
