import { distinctRows } from "./distinct";
import type { Grouped } from "./grouped";
import type { Law } from "../laws/law";

export interface Residual {
  /** χ² per degree of freedom of observed against expected repeat counts. */
  readonly ratio: number;
  /** Half the absolute difference of the two distributions: the share of customers in the wrong bin. */
  readonly share: number;
}

/** Counts that are looked at: 0 … 30. */
export const COUNTS = 31;

/** Expected customers with 0 … size − 1 repeat purchases, given each one's T. */
export function expectedCounts(
  law: Law,
  T: Float64Array,
  weight: Float64Array | null,
  size: number,
): Float64Array {
  const { group, row, count } = distinctRows([T]);
  const customers = new Float64Array(count);
  for (let i = 0; i < group.length; i++) {
    customers[group[i]!] = customers[group[i]!]! + (weight ? weight[i]! : 1);
  }
  const expected = new Float64Array(size);
  for (let g = 0; g < count; g++) {
    const pmf = law.pmf(T[row[g]!]!, size);
    for (let n = 0; n < size; n++) expected[n] = expected[n]! + customers[g]! * pmf[n]!;
  }
  return expected;
}

/** Observed against expected repeat counts; neighbouring counts are pooled until at least five are expected. */
export function residualOf(law: Law, data: Grouped, parameters: number): Residual {
  return residualAgainst(expectedCounts(law, data.T, data.weight, COUNTS), data, parameters);
}

/** The same against expected customers with 0 … {@link COUNTS} − 1 repeat purchases from anywhere. */
export function residualAgainst(
  expected: Float64Array,
  data: Pick<Grouped, "n" | "x" | "weight" | "customers">,
  parameters: number,
): Residual {
  const size = COUNTS;
  const observed = new Float64Array(size);
  for (let i = 0; i < data.n; i++) {
    if (data.x[i]! < size) observed[data.x[i]!] = observed[data.x[i]!]! + data.weight[i]!;
  }
  let leftO = data.customers;
  let leftE = data.customers;
  let chi = 0;
  let apart = 0;
  let bins = 0;
  const close = (o: number, e: number) => {
    chi += (o - e) ** 2 / Math.max(e, 1e-12);
    apart += Math.abs(o - e);
    bins++;
  };
  let o = 0;
  let e = 0;
  for (let n = 0; n < size; n++) {
    o += observed[n]!;
    e += expected[n]!;
    if (e >= 5 && leftE - e >= 5) {
      close(o, e);
      leftO -= o;
      leftE -= e;
      o = e = 0;
    }
  }
  close(leftO, leftE);
  return { ratio: chi / Math.max(1, bins - 1 - parameters), share: apart / 2 / data.customers };
}
