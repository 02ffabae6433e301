import type { Law } from "../laws/law";
import type { Customer } from "./explain";

/** P(alive) over time, in the fit's unit from the first purchase. */
export interface AlivePath {
  readonly t: Float64Array;
  /** Up to now: given what was known at t. After now: given that the customer stays silent. */
  readonly alive: Float64Array;
  /** Where the past ends. */
  readonly now: number;
  /** Whether purchase times were known, so that the path covers them; otherwise it starts at the last purchase. */
  readonly whole: boolean;
}

/** Points per stretch between purchases, and ahead. */
const POINTS = 24;

/** P(alive) as it stood at every time: it falls in silence and jumps back at each purchase. */
export function alivePath(law: Law, { x, tx, T, times }: Customer, ahead: number): AlivePath {
  const known = times?.length === x ? times : null;
  const stretches: { x: number; tx: number; from: number; to: number }[] = [];
  if (known) {
    for (let n = 0; n < x; n++) {
      const from = n === 0 ? 0 : known[n - 1]!;
      stretches.push({ x: n, tx: from, from, to: known[n]! });
    }
  }
  const last = known || x === 0 ? (known?.[x - 1] ?? 0) : tx;
  stretches.push({ x, tx: last, from: last, to: T });
  if (ahead > 0) stretches.push({ x, tx: last, from: T, to: T + ahead });
  // Long histories need few points each: a path of a thousand purchases is drawn, not read.
  const each = Math.max(2, Math.min(POINTS, Math.ceil(2000 / stretches.length)));
  const rows = stretches.flatMap((one) =>
    Array.from({ length: each }, (_, k) => ({
      ...one,
      t: one.from + ((one.to - one.from) * k) / (each - 1),
    })),
  );
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  const t = column((row) => row.t);
  return {
    t,
    alive: law.alive({ x: column((row) => row.x), tx: column((row) => row.tx), T: t }),
    now: T,
    whole: known !== null,
  };
}
