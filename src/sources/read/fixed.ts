/** Lines that are enough to see where columns begin. */
const LOOK = 400;
const FEWEST_LINES = 3;

/** `fixed 0,7,19`: columns begin at these letters of a line. */
export const FIXED = "fixed ";

/** Whether columns are parted by blanks, counted or not: nothing the engine could cut by a sign. */
export const isSpaced = (delimiter: string | undefined): boolean =>
  delimiter === "blank" || delimiter?.startsWith(FIXED) === true;

/** Where the columns of a `fixed …` begin; null for any other delimiter. */
export const startsOf = (delimiter: string | undefined): readonly number[] | null =>
  delimiter?.startsWith(FIXED) ? delimiter.slice(FIXED.length).split(",").map(Number) : null;

/** One line as cells, without the blanks that fill them up. */
export const cutAt = (line: string, starts: readonly number[]): string[] =>
  starts.map((from, i) => line.slice(from, starts[i + 1]).trim());

/**
 * Where columns begin in lines that are filled up with blanks: after every place that is blank in all of them. Null
 * where that gives fewer than two columns, or too few lines stand under one another to tell.
 */
export function guessStarts(text: string): string | null {
  const lines = text
    .split(/\r\n|\n|\r/)
    .slice(0, LOOK)
    .filter((line) => line.trim() !== "");
  if (lines.length < FEWEST_LINES || lines.some((line) => line.includes("\t"))) return null;
  const width = Math.max(...lines.map((line) => line.length));
  const used = Array.from({ length: width }, (_, at) => lines.some((line) => (line[at] ?? " ") !== " "));
  const starts = used.flatMap((is, at) => (is && !used[at - 1] ? [at] : []));
  return starts.length < 2 ? null : FIXED + [0, ...starts.slice(1)].join(",");
}
