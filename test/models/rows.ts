import type { Histories, SpendData } from "../../src/models";

/** x, t_x, T of one customer. */
export type Row = readonly [x: number, tx: number, T: number];

/** Histories in days of `n` customers. */
export function people(n: number, row: (i: number) => Row): Histories {
  const rows = Array.from({ length: n }, (_, i) => row(i));
  return {
    unit: "day",
    x: Float64Array.from(rows, ([x]) => x),
    tx: Float64Array.from(rows, ([, tx]) => tx),
    T: Float64Array.from(rows, ([, , T]) => T),
  };
}

/** `n` customers with x repeat purchases of mean value z. */
export function spenders(n: number, row: (i: number) => readonly [x: number, spend: number]): SpendData {
  const rows = Array.from({ length: n }, (_, i) => row(i));
  return { x: Float64Array.from(rows, ([x]) => x), spend: Float64Array.from(rows, ([, spend]) => spend) };
}
