/**
 * Where a column of a line without its types was in the line with them. Taking types away keeps lines and only leaves
 * words out (an enum also puts some in), so the longest common run of words tells which stayed.
 */
export function columnBefore(own: string, made: string, column: number): number {
  if (own === made) return column;
  const before = words(own);
  const after = words(made);
  const at = after.findLastIndex(({ from }) => from <= column);
  const pairs = common(before, after);
  for (let i = at; i >= 0; i--) {
    const pair = pairs.get(i);
    const word = after[i];
    if (pair === undefined || !word) continue;
    const from = before[pair]?.from ?? 0;
    return i === at ? from + Math.min(column - word.from, word.text.length) : from + word.text.length;
  }
  return 0;
}

interface Word {
  readonly text: string;
  readonly from: number;
}

function words(line: string): Word[] {
  return [...line.matchAll(/[\p{L}\p{N}_$]+|\S/gu)].map((match) => ({ text: match[0], from: match.index }));
}

/** Index in `before` by index in `after`; of equally long runs the one that comes first. */
function common(before: readonly Word[], after: readonly Word[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  // A line of this many words was written by a machine; its columns are not worth the square.
  if (before.length * after.length > 4_000_000) return pairs;
  const width = after.length + 1;
  const best = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      best[i * width + j] =
        before[i]?.text === after[j]?.text
          ? best[(i + 1) * width + j + 1]! + 1
          : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (before[i]?.text === after[j]?.text && best[i * width + j] === best[(i + 1) * width + j + 1]! + 1) {
      pairs.set(j++, i++);
    } else if (best[(i + 1) * width + j]! >= best[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}
