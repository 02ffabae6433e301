import { betaI } from "../../math/incomplete";
import { distinctRows } from "../fit/distinct";
import type { Spenders } from "./likelihood";

const BINS = 10;
/** Customers of one count above which finding the bins' edges costs less than every customer's own probability. */
const MANY = 400;

/**
 * χ² per degree of freedom, and the share of customers in the wrong bin, over ten bins of equal expected share: z̄ is
 * scored by its own predictive distribution, x z̄/(γ + x z̄) ~ Beta(px, q).
 */
export function spendResidual(
  data: Spenders,
  p: number,
  q: number,
  gammaOf: (x: number) => number,
  parameters: number,
): { ratio: number; share: number } {
  const bins = new Float64Array(BINS);
  const { group, row, count } = distinctRows([data.x]);
  const customers = new Int32Array(count);
  for (const g of group) customers[g] = customers[g]! + 1;
  const counts = Array.from(row, (first, g) => {
    const x = data.x[first]!;
    return { x, gamma: gammaOf(x), edges: customers[g]! > MANY ? edgesOf(p * x, q) : null };
  });
  for (let i = 0; i < group.length; i++) {
    const { x, gamma, edges } = counts[group[i]!]!;
    const sum = x * data.spend[i]!;
    const share = sum / (gamma + sum);
    let bin = 0;
    if (edges) while (bin < BINS - 1 && share >= edges[bin]!) bin++;
    else bin = Math.min(BINS - 1, Math.floor(betaI(share, p * x, q) * BINS));
    bins[bin] = bins[bin]! + data.weight[i]!;
  }
  const expected = data.customers / BINS;
  const chi = bins.reduce((sum, observed) => sum + (observed - expected) ** 2 / expected, 0);
  const apart = bins.reduce((sum, observed) => sum + Math.abs(observed - expected), 0);
  return { ratio: chi / (BINS - 1 - parameters), share: apart / 2 / data.customers };
}

/** The nine quantiles of Beta(a, b) between ten bins, by halving. */
function edgesOf(a: number, b: number): Float64Array {
  const edges = new Float64Array(BINS - 1);
  let from = 0;
  for (let k = 0; k < edges.length; k++) {
    let [low, high] = [from, 1];
    while (high - low > 1e-13 * high) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (betaI(middle, a, b) * BINS < k + 1) low = middle;
      else high = middle;
    }
    edges[k] = from = high;
  }
  return edges;
}
