import type { Smooth } from "../../math/maximise";
import { distinctRows, pick } from "../fit/distinct";
import { Exposure } from "../laws/exposure";
import type { Grouped } from "../fit/grouped";
import { Rising } from "../laws/rising";

/**
 * BG/NBD log-likelihood in (r, α, a, b) with gradient and Hessian (Fader, Hardie & Lee 2005, eq. 6; models.md §9.2).
 * lnL = [lnΓ(r+x) − lnΓ(r)] + r ln α − (r+x) ln(α+T) + ln B(a,b+x)/B(a,b) + [x>0] ln(1 + eᵈ),
 * d = ln a − ln(b+x−1) + (r+x) ln((α+T)/(α+t_x)).
 * Only ln(1 + eᵈ) runs over histories; the rest over distinct counts and times.
 */
export function bgNbdLikelihood(data: Grouped): Smooth {
  return betaGeometricLikelihood(data, 0);
}

/**
 * BG/NBD (`chances` 0) or MBG/NBD (1), where a customer may also leave right after the first purchase: then x + 1
 * chances to leave were met, so b + x − 1 becomes b + x, B(a, b+x) becomes B(a, b+x+1), and x = 0 is no exception.
 */
export function betaGeometricLikelihood(data: Grouped, chances: 0 | 1): Smooth {
  const exposure = new Exposure(data.T, data.x, data.weight);
  const rising = new Rising(data.x, data.weight);
  const met = data.x.map((x) => x + chances);
  const risingB = new Rising(met, data.weight);
  const risingC = new Rising(met, data.weight);
  const repeat = repeatRows(data, chances);
  return {
    size: 4,
    evaluate(at, gradient, hessian) {
      const [r, alpha, a, b] = at as unknown as [number, number, number, number];
      gradient.fill(0);
      hessian.fill(0);
      rising.at(r);
      risingB.at(b);
      risingC.at(a + b);
      gradient[0] = rising.first;
      hessian[0] = rising.second;
      gradient[2] = -risingC.first;
      gradient[3] = risingB.first - risingC.first;
      hessian[10] = hessian[11] = hessian[14] = -risingC.second;
      hessian[15] = risingB.second - risingC.second;
      const value = rising.value + risingB.value - risingC.value;
      return (
        value +
        exposure.add(r, alpha, 4, gradient, hessian) +
        addDropout(repeat, r, alpha, a, b, gradient, hessian)
      );
    },
  };
}

interface RepeatRows {
  /** Purchases. */
  readonly x: Float64Array;
  readonly weight: Float64Array;
  /** Index of T and t_x in `times`, and of the chances to leave that were met in `met`. */
  readonly end: Int32Array;
  readonly last: Int32Array;
  readonly chance: Int32Array;
  readonly times: Float64Array;
  readonly longest: number;
  readonly ln: Float64Array;
  readonly inverse: Float64Array;
  readonly met: Float64Array;
  readonly lnMet: Float64Array;
  readonly inverseMet: Float64Array;
}

/** Beyond this many lengths of observation α is so large that ln(α+T) − ln(α+t_x) is taken as one logarithm. */
const FAR = 1e3;

function repeatRows(data: Grouped, chances: 0 | 1): RepeatRows {
  let m = 0;
  const rows = new Int32Array(data.n);
  for (let i = 0; i < data.n; i++) if (data.x[i]! + chances > 0) rows[m++] = i;
  const mine = rows.subarray(0, m);
  const both = new Float64Array(2 * m);
  both.set(pick(data.T, mine));
  both.set(pick(data.tx, mine), m);
  const { group, row: first, count } = distinctRows([both]);
  const times = pick(both, first);
  const x = pick(data.x, mine);
  const counts = distinctRows([x]);
  return {
    x,
    weight: pick(data.weight, mine),
    end: group.slice(0, m),
    last: group.slice(m),
    chance: counts.group,
    times,
    longest: times.reduce((a, b) => Math.max(a, b), 0),
    ln: new Float64Array(count),
    inverse: new Float64Array(count),
    met: pick(x, counts.row).map((n) => n + chances),
    lnMet: new Float64Array(counts.count),
    inverseMet: new Float64Array(counts.count),
  };
}

/** Σ w ln(1 + eᵈ) over customers who have met a chance to leave, adding derivatives. */
function addDropout(
  rows: RepeatRows,
  r: number,
  alpha: number,
  a: number,
  b: number,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const { x, weight, end, last, chance, times, ln, inverse, met, lnMet, inverseMet } = rows;
  for (let i = 0; i < times.length; i++) {
    ln[i] = Math.log(alpha + times[i]!);
    inverse[i] = 1 / (alpha + times[i]!);
  }
  for (let i = 0; i < met.length; i++) {
    const each = b + (met[i]! - 1); // in this order b ≪ 1 keeps its digits
    lnMet[i] = Math.log(each);
    inverseMet[i] = 1 / each;
  }
  const far = alpha > FAR * rows.longest;
  const lnA = Math.log(a);
  let value = 0;
  // Most histories are one customer's: their 1 + eᵈ are multiplied, and one logarithm serves hundreds of them.
  let product = 1;
  // Sums of w·π·dᵢ (gradient), and of w[π(1−π)dᵢdⱼ + π dᵢⱼ] (Hessian), π = logistic(d).
  let g0 = 0,
    g1 = 0,
    gp = 0,
    g3 = 0;
  let h00 = 0,
    h01 = 0,
    h02 = 0,
    h03 = 0,
    h11 = 0,
    h12 = 0,
    h13 = 0,
    h22 = 0,
    h23 = 0,
    h33 = 0;
  for (let i = 0; i < x.length; i++) {
    const e = end[i]!;
    const l = last[i]!;
    const w = weight[i]!;
    const rx = r + x[i]!;
    const bx = inverseMet[chance[i]!]!;
    const gap = times[e]! - times[l]!;
    const d0 = far ? Math.log1p(gap * inverse[l]!) : ln[e]! - ln[l]!;
    const d01 = far ? -gap * inverse[e]! * inverse[l]! : inverse[e]! - inverse[l]!;
    const d1 = rx * d01;
    const d11 = -d1 * (inverse[e]! + inverse[l]!);
    const d = lnA - lnMet[chance[i]!]! + rx * d0;
    let pi: number;
    let whole: number;
    if (d > 0) {
      const tail = Math.exp(-d);
      whole = 1 + tail;
      value += w * d;
      if (w !== 1) value += w * Math.log1p(tail);
      pi = 1 / whole;
    } else {
      const odds = Math.exp(d);
      whole = 1 + odds;
      if (w !== 1) value += w * Math.log1p(odds);
      pi = odds / whole;
    }
    if (w === 1) {
      product *= whole;
      if (product > 1e250) {
        value += Math.log(product);
        product = 1;
      }
    }
    const wp = w * pi;
    const q = wp * (1 - pi);
    g0 += wp * d0;
    g1 += wp * d1;
    gp += wp;
    g3 -= wp * bx;
    h00 += q * d0 * d0;
    h01 += q * d0 * d1 + wp * d01;
    h02 += q * d0;
    h03 -= q * d0 * bx;
    h11 += q * d1 * d1 + wp * d11;
    h12 += q * d1;
    h13 -= q * d1 * bx;
    h22 += q;
    h23 -= q * bx;
    h33 += (q + wp) * bx * bx;
  }
  value += Math.log(product);
  gradient[0] = gradient[0]! + g0;
  gradient[1] = gradient[1]! + g1;
  gradient[2] = gradient[2]! + gp / a;
  gradient[3] = gradient[3]! + g3;
  const add = (i: number, j: number, v: number) => {
    hessian[i * 4 + j] = hessian[i * 4 + j]! + v;
    if (i !== j) hessian[j * 4 + i] = hessian[j * 4 + i]! + v;
  };
  add(0, 0, h00);
  add(0, 1, h01);
  add(0, 2, h02 / a);
  add(0, 3, h03);
  add(1, 1, h11);
  add(1, 2, h12 / a);
  add(1, 3, h13);
  add(2, 2, (h22 - gp) / (a * a));
  add(2, 3, h23 / a);
  add(3, 3, h33);
  return value;
}
