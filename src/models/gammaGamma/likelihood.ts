import { digammaStep, lnBeta, trigamma, trigammaStep } from "../../math/gamma";
import type { Smooth } from "../../math/maximise";
import { distinctRows, pick } from "../fit/distinct";
import type { SpendData } from "../types";

/** Customers with at least one repeat purchase and a positive mean, by column. */
export interface Spenders {
  readonly x: Float64Array;
  readonly spend: Float64Array;
  readonly weight: Float64Array;
  readonly customers: number;
  /** Repeat customers left out because their mean is zero or below. */
  readonly leftOut: number;
}

export function spendersOf({ x, spend, weight }: SpendData): Spenders {
  let leftOut = 0;
  let customers = 0;
  let m = 0;
  const all = new Int32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    if (!(x[i]! > 0)) continue;
    const w = weight ? weight[i]! : 1;
    if (spend[i]! > 0) {
      all[m++] = i;
      customers += w;
    } else leftOut += w;
  }
  const rows = all.subarray(0, m);
  return {
    x: pick(x, rows),
    spend: pick(spend, rows),
    weight: weight ? pick(weight, rows) : new Float64Array(m).fill(1),
    customers,
    leftOut,
  };
}

/** γ beyond this many of the largest total, or below one such part of the smallest, is far from all of them. */
const FAR = 1e3;

/**
 * Gamma–Gamma log-likelihood in (p, q, γ) with gradient and Hessian (Fader, Hardie & Lee 2005b; Fader & Hardie's
 * note 025; models.md §9.7):
 * lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln γ + (px−1) ln z̄ + px ln x − (px+q) ln(γ + x z̄),
 * summed as −lnB(px, q) − ln z̄ − q ln(1 + xz̄/γ) − px ln(1 + γ/xz̄), which loses nothing as p or q grows without limit.
 * Gamma functions run over distinct counts; customers stand in runs of equal counts, over which p and q are common.
 */
export function gammaGammaLikelihood(data: Spenders): Smooth {
  const runs = runsOf(data);
  return {
    size: 3,
    evaluate(at, gradient, hessian) {
      const p = at[0]!;
      const q = at[1]!;
      const gamma = at[2]!;
      const far = gamma > FAR * runs.most || gamma * FAR < runs.least;
      let value = -runs.lnSpend;
      gradient.fill(0);
      hessian.fill(0);
      let [gp, gq, gg] = [0, 0, 0];
      let [hpp, hpq, hpg, hqq, hqg, hgg] = [0, 0, 0, 0, 0, 0];
      for (const run of runs.list) {
        const { n, weight: w } = run;
        const px = p * n;
        sumRun(runs, run, gamma, far);
        value -= w * lnBeta(px, q) + q * sums.above + px * sums.below;
        gp += w * n * digammaStep(px, q) - n * sums.below;
        gq += w * digammaStep(q, px) - sums.above;
        gg += (q / gamma) * sums.share - px * sums.inverse;
        hpp += w * n * n * trigammaStep(px, q);
        hpq += w * n * trigamma(px + q);
        hqq += w * trigammaStep(q, px);
        hpg -= n * sums.inverse;
        hqg += sums.share / gamma;
        hgg += px * sums.square - (q / gamma) * (sums.shareInverse + sums.share / gamma);
      }
      gradient[0] = gp;
      gradient[1] = gq;
      gradient[2] = gg;
      hessian[0] = hpp;
      hessian[1] = hessian[3] = hpq;
      hessian[2] = hessian[6] = hpg;
      hessian[4] = hqq;
      hessian[5] = hessian[7] = hqg;
      hessian[8] = hgg;
      return value;
    },
  };
}

/** Customers of one count: rows from … to − 1. */
interface Run {
  readonly n: number;
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** Σ w ln x z̄. */
  readonly lnTotal: number;
}

interface Runs {
  readonly list: readonly Run[];
  readonly total: Float64Array;
  readonly weight: Float64Array;
  /** Every weight is 1. */
  readonly plain: boolean;
  readonly least: number;
  readonly most: number;
  /** Σ w ln z̄. */
  readonly lnSpend: number;
}

function runsOf({ x, spend, weight }: Spenders): Runs {
  const { group, row, count } = distinctRows([x]);
  const place = new Int32Array(count + 1);
  for (const g of group) place[g + 1] = place[g + 1]! + 1;
  for (let g = 0; g < count; g++) place[g + 1] = place[g + 1]! + place[g]!;
  const ends = place.slice(1);
  const total = new Float64Array(x.length);
  const weights = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const to = place[group[i]!]!++;
    total[to] = x[i]! * spend[i]!;
    weights[to] = weight[i]!;
  }
  let [least, most] = [Infinity, 0];
  for (const sum of total) {
    if (sum < least) least = sum;
    if (sum > most) most = sum;
  }
  const plain = weights.every((w) => w === 1);
  let lnSpend = 0;
  const list = Array.from(row, (first, g): Run => {
    const n = x[first]!;
    const [from, to] = [g === 0 ? 0 : ends[g - 1]!, ends[g]!];
    let customers = 0;
    for (let i = from; i < to; i++) customers += weights[i]!;
    const lnTotal = sumOfLogs(total, weights, plain, from, to, 0);
    lnSpend += lnTotal - customers * Math.log(n);
    return { n, from, to, weight: customers, lnTotal };
  });
  return { list, total, weight: weights, plain, least, most, lnSpend };
}

/** Products stay within these before their logarithm is taken. */
const [LOW, HIGH] = [1e-140, 1e140];

/** Σ w ln(shift + total): one logarithm for many customers, of a product. */
function sumOfLogs(
  total: Float64Array,
  weight: Float64Array,
  plain: boolean,
  from: number,
  to: number,
  shift: number,
): number {
  let sum = 0;
  if (!plain) {
    for (let i = from; i < to; i++) sum += weight[i]! * Math.log(shift + total[i]!);
    return sum;
  }
  let product = 1;
  for (let i = from; i < to; i++) {
    const next = shift + total[i]!;
    if (!(next > LOW && next < HIGH)) {
      sum += Math.log(next);
      continue;
    }
    product *= next;
    if (product < LOW || product > HIGH) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

/** Sums over one run, weighted: of ln(1 + xz̄/γ), ln(1 + γ/xz̄), i = 1/(γ + xz̄), xz̄·i, i² and xz̄·i². */
const sums = { above: 0, below: 0, inverse: 0, share: 0, square: 0, shareInverse: 0 };

function sumRun(runs: Runs, run: Run, gamma: number, far: boolean): void {
  const { total, weight, plain } = runs;
  const { from, to } = run;
  let [inverse, share, square, shareInverse] = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const w = weight[i]!;
    const sum = total[i]!;
    const one = 1 / (gamma + sum);
    const wo = w * one;
    const part = wo * sum;
    inverse += wo;
    share += part;
    square += wo * one;
    shareInverse += part * one;
  }
  sums.inverse = inverse;
  sums.share = share;
  sums.square = square;
  sums.shareInverse = shareInverse;
  if (far) {
    let [above, below] = [0, 0];
    for (let i = from; i < to; i++) {
      above += weight[i]! * Math.log1p(total[i]! / gamma);
      below += weight[i]! * Math.log1p(gamma / total[i]!);
    }
    sums.above = above;
    sums.below = below;
    return;
  }
  const logs = sumOfLogs(total, weight, plain, from, to, gamma);
  sums.above = logs - run.weight * Math.log(gamma);
  sums.below = logs - run.lnTotal;
}
