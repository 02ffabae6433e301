/**
 * Customers whose worlds are summed together. Sums are made within a block and then over blocks in their order, so
 * that no number depends on who works out which block; what a block holds at once stays in the processor's cache.
 */
export const BLOCK = 2048;

/** The blocks `index`, `index + of`, `index + 2 of` … of all. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What the worlds of one share give; customers in their order, then blocks in theirs. */
export interface DrawnPart {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** blocks × draws: value of the block's customers in each world. */
  readonly worth: Float64Array;
  /** blocks × draws: their purchases. */
  readonly counts: Float64Array;
  /** blocks × groups × draws: their value by group. */
  readonly grouped: Float64Array;
}

/** Besides, what is expected of them. */
export interface ScorePart extends DrawnPart {
  readonly share: Share;
  /** Customers of all shares together. */
  readonly customers: number;
  readonly alive: Float64Array;
  readonly orders: Float64Array;
  readonly spend: Float64Array;
  readonly clv: Float64Array;
}

/** First and one past the last customer of each block of a share. */
export function blocksOf({ index, of }: Share, customers: number): (readonly [from: number, to: number])[] {
  const all: [number, number][] = [];
  for (let from = index * BLOCK; from < customers; from += of * BLOCK) {
    all.push([from, Math.min(customers, from + BLOCK)]);
  }
  return all;
}

export const groupsOf = (group: Int32Array | undefined): number =>
  group ? group.reduce((a, b) => Math.max(a, b), -1) + 1 : 0;
