import { diffArrays } from "diff";
import { read, type Kinds } from "../../notebook/document";

/** One stretch of lines in which two texts differ. Lines bear their line ends. */
export interface Difference {
  /** The cell it is in; null: the head of the notebook. */
  readonly cell: string | null;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Index of its first line in the later text. */
  readonly at: number;
}

const linesOf = (text: string): string[] => text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];

/** Where `mine` differs from `other`, in the order of the text. */
export function differences(other: string, mine: string, kinds: Kinds): readonly Difference[] {
  const names = { before: nameAt(other, kinds), after: nameAt(mine, kinds) };
  const found: Difference[] = [];
  let [from, at] = [0, 0];
  let open: { before: string[]; after: string[] } | null = null;
  const close = () => {
    if (!open) return;
    const { before, after } = open;
    // What is wholly gone stood in a cell of the other text.
    const cell = after.length > 0 ? names.after(at - after.length) : names.before(from - before.length);
    found.push({ cell, before, after, at: at - after.length });
    open = null;
  };
  for (const { value, added, removed } of diffArrays(linesOf(other), linesOf(mine))) {
    if (!added && !removed) close();
    else {
      open ??= { before: [], after: [] };
      open[added ? "after" : "before"].push(...value);
    }
    if (!added) from += value.length;
    if (!removed) at += value.length;
  }
  close();
  return found;
}

/** `mine` with one difference taken back. */
export function takenBack(mine: string, { before, after, at }: Difference): string {
  const lines = linesOf(mine);
  return lines.toSpliced(at, after.length, ...before).join("");
}

/** The name of the cell a line is in, by the line's index. */
function nameAt(text: string, kinds: Kinds): (line: number) => string | null {
  const { cells } = read(text, kinds);
  return (line) => cells.findLast((cell) => cell.line <= line + 1)?.name ?? null;
}
