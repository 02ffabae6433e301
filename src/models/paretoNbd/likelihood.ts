import type { Smooth } from "../../math/maximise";
import { distinctRows, pick } from "../fit/distinct";
import type { Grouped } from "../fit/grouped";
import { Rising } from "../laws/rising";
import { lnTermFull, type Term } from "./terms";

/** Distinct (x, t) pairs with room for a term, its gradient (4) and upper Hessian (10) each. */
interface Pairs {
  readonly x: Float64Array;
  readonly t: Float64Array;
  readonly group: Int32Array;
  readonly values: Float64Array;
}

const WIDTH = 15;
const UPPER = [0, 1, 2, 3, 5, 6, 7, 10, 11, 15];

function pairsOf(x: Float64Array, t: Float64Array): Pairs {
  const { group, row, count } = distinctRows([x, t]);
  return {
    x: pick(x, row),
    t: pick(t, row),
    group,
    values: new Float64Array(count * WIDTH),
  };
}

/**
 * Pareto/NBD log-likelihood in (r, α, s, β) with gradient and Hessian (Schmittlein, Morrison & Colombo 1987;
 * Fader & Hardie's note on its derivation, 2005):
 * lnΓ(r+x) − lnΓ(r) + ln(αʳ βˢ [D(x, T) + G(x, t_x)]), see `terms.ts`.
 */
export function paretoNbdLikelihood(data: Grouped): Smooth {
  const rising = new Rising(data.x, data.weight);
  const ends = pairsOf(data.x, data.T);
  const lasts = pairsOf(data.x, data.tx);
  const term: Term = { value: 0, gradient: new Float64Array(4), hessian: new Float64Array(16) };
  const fill = (pairs: Pairs, kind: 0 | 1, at: readonly [number, number, number, number]) => {
    const { x, t, values } = pairs;
    for (let i = 0; i < x.length; i++) {
      lnTermFull(kind, x[i]!, t[i]!, at[0], at[1], at[2], at[3], term);
      const base = i * WIDTH;
      values[base] = term.value;
      for (let j = 0; j < 4; j++) values[base + 1 + j] = term.gradient[j]!;
      for (let j = 0; j < 10; j++) values[base + 5 + j] = term.hessian[UPPER[j]!]!;
    }
  };
  return {
    size: 4,
    evaluate(at, gradient, hessian) {
      const theta = [at[0]!, at[1]!, at[2]!, at[3]!] as const;
      rising.at(theta[0]);
      fill(ends, 1, theta);
      fill(lasts, 0, theta);
      const sum = sumRows(data.weight, ends, lasts);
      for (let j = 0; j < 4; j++) gradient[j] = sum[1 + j]!;
      gradient[0] = gradient[0]! + rising.first;
      for (let k = 0; k < 10; k++) {
        const place = UPPER[k]!;
        hessian[place] = sum[5 + k]!;
        hessian[(place % 4) * 4 + (place >> 2)] = sum[5 + k]!;
      }
      hessian[0] = hessian[0]! + rising.second;
      return rising.value + sum[0]!;
    },
  };
}

/** Σ w ln(eᵈ + eᵍ) with first and second derivatives: 1 + 4 + 10 numbers. */
function sumRows(weight: Float64Array, ends: Pairs, lasts: Pairs): Float64Array {
  const sum = new Float64Array(WIDTH);
  const d = ends.values;
  const g = lasts.values;
  let value = 0;
  let s1 = 0,
    s2 = 0,
    s3 = 0,
    s4 = 0;
  let h0 = 0,
    h1 = 0,
    h2 = 0,
    h3 = 0,
    h4 = 0,
    h5 = 0,
    h6 = 0,
    h7 = 0,
    h8 = 0,
    h9 = 0;
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i]!;
    const a = ends.group[i]! * WIDTH;
    const b = lasts.group[i]! * WIDTH;
    const gap = g[b]! - d[a]!;
    let share: number; // of G
    if (gap > 0) {
      const odds = Math.exp(-gap);
      value += w * (g[b]! + Math.log1p(odds));
      share = 1 / (1 + odds);
    } else {
      const odds = Math.exp(gap);
      value += w * (d[a]! + Math.log1p(odds));
      share = odds / (1 + odds);
    }
    const wg = w * share;
    const wd = w - wg;
    const q = wg * (1 - share);
    const e1 = g[b + 1]! - d[a + 1]!;
    const e2 = g[b + 2]! - d[a + 2]!;
    const e3 = g[b + 3]! - d[a + 3]!;
    const e4 = g[b + 4]! - d[a + 4]!;
    s1 += wd * d[a + 1]! + wg * g[b + 1]!;
    s2 += wd * d[a + 2]! + wg * g[b + 2]!;
    s3 += wd * d[a + 3]! + wg * g[b + 3]!;
    s4 += wd * d[a + 4]! + wg * g[b + 4]!;
    h0 += wd * d[a + 5]! + wg * g[b + 5]! + q * e1 * e1;
    h1 += wd * d[a + 6]! + wg * g[b + 6]! + q * e1 * e2;
    h2 += wd * d[a + 7]! + wg * g[b + 7]! + q * e1 * e3;
    h3 += wd * d[a + 8]! + wg * g[b + 8]! + q * e1 * e4;
    h4 += wd * d[a + 9]! + wg * g[b + 9]! + q * e2 * e2;
    h5 += wd * d[a + 10]! + wg * g[b + 10]! + q * e2 * e3;
    h6 += wd * d[a + 11]! + wg * g[b + 11]! + q * e2 * e4;
    h7 += wd * d[a + 12]! + wg * g[b + 12]! + q * e3 * e3;
    h8 += wd * d[a + 13]! + wg * g[b + 13]! + q * e3 * e4;
    h9 += wd * d[a + 14]! + wg * g[b + 14]! + q * e4 * e4;
  }
  sum.set([value, s1, s2, s3, s4, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9]);
  return sum;
}
