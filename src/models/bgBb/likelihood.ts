import type { Smooth } from "../../math/maximise";
import { distinctRows } from "../fit/distinct";
import type { Grouped } from "../fit/grouped";
import { Rising } from "../laws/rising";
import { checkOpportunities } from "./periods";

/**
 * BG/BB log-likelihood in (α, β, γ, δ) with gradient and Hessian (Fader, Hardie & Shang 2010, eq. 5; models.md §9.6):
 * L = B(α+x, β+t−x)/B(α, β) · B(γ, δ+t)/B(γ, δ) · K, t = t_x, m = n − t_x,
 * K = Σ_{i<m} ρᵢσᵢ γ/(γ+δ+t+i) + ρₘσₘ, ρᵢ = Π_{j<i} (β+t−x+j)/(α+β+t+j), σᵢ = Π_{j<i} (δ+t+j)/(γ+δ+t+j).
 * All terms are positive and at most 1, so nothing overflows or cancels. One sweep over i serves every n of an (x, t_x).
 * @throws `history.opportunities`
 */
export function bgBbLikelihood(data: Grouped): Smooth {
  checkOpportunities(data);
  const { x, tx, weight } = data;
  const missed = tx.map((t, i) => t - x[i]!);
  const taken = new Rising(x, weight);
  const left = new Rising(missed, weight);
  const both = new Rising(tx, weight);
  const stayed = new Rising(tx, weight);
  const met = new Rising(tx, weight);
  const sweeps = sweepsOf(data);
  return {
    size: 4,
    evaluate(at, gradient, hessian) {
      const [alpha, beta, gamma, delta] = at as unknown as [number, number, number, number];
      taken.at(alpha);
      left.at(beta);
      both.at(alpha + beta);
      stayed.at(delta);
      met.at(gamma + delta);
      gradient[0] = taken.first - both.first;
      gradient[1] = left.first - both.first;
      gradient[2] = -met.first;
      gradient[3] = stayed.first - met.first;
      hessian.fill(0);
      hessian[0] = taken.second - both.second;
      hessian[1] = hessian[4] = -both.second;
      hessian[5] = left.second - both.second;
      hessian[10] = hessian[11] = hessian[14] = -met.second;
      hessian[15] = stayed.second - met.second;
      let value = taken.value + left.value - both.value + stayed.value - met.value;
      for (const sweep of sweeps) value += addTail(sweep, alpha, beta, gamma, delta, gradient, hessian);
      return value;
    },
  };
}

/** BG/BB where nobody leaves: beta-binomial, B(α+x, β+n−x)/B(α, β), in (α, β). @throws `history.opportunities` */
export function betaBinomialLikelihood(data: Grouped): Smooth {
  checkOpportunities(data);
  const { x, T, weight } = data;
  const taken = new Rising(x, weight);
  const missed = T.map((n, i) => n - x[i]!);
  const left = new Rising(missed, weight);
  const both = new Rising(T, weight);
  return {
    size: 2,
    evaluate(at, gradient, hessian) {
      taken.at(at[0]!);
      left.at(at[1]!);
      both.at(at[0]! + at[1]!);
      gradient[0] = taken.first - both.first;
      gradient[1] = left.first - both.first;
      hessian[0] = taken.second - both.second;
      hessian[1] = hessian[2] = -both.second;
      hessian[3] = left.second - both.second;
      return taken.value + left.value - both.value;
    },
  };
}

/** Customers of one (x, t_x) by how many opportunities followed, ascending. */
interface Sweep {
  readonly x: number;
  readonly tx: number;
  readonly after: readonly number[];
  readonly weight: readonly number[];
}

function sweepsOf({ x, tx, T, weight }: Grouped): Sweep[] {
  const { group, row, count } = distinctRows([x, tx]);
  const members = Array.from({ length: count }, () => [] as number[]);
  group.forEach((g, i) => members[g]!.push(i));
  return members.map((rows, g) => {
    rows.sort((i, j) => T[i]! - T[j]!);
    return {
      x: x[row[g]!]!,
      tx: tx[row[g]!]!,
      after: rows.map((i) => T[i]! - tx[i]!),
      weight: rows.map((i) => weight[i]!),
    };
  });
}

/** Terms below this share of 1 are scaled up, so that a long silence does not underflow. */
const SMALL = 1e-200;

/** Σ w ln K over one sweep, adding its derivatives. */
function addTail(
  { x, tx, after, weight }: Sweep,
  alpha: number,
  beta: number,
  gamma: number,
  delta: number,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  // ln(ρσ) and its derivatives in (α, β, γ, δ); second ones are a, b and c of the sums of squares.
  let term = 1;
  let scale = 0;
  let [la, lb, lg, ld] = [0, 0, 0, 0];
  let [saa, sbb, sgg, sdd] = [0, 0, 0, 0];
  const sum = new Float64Array(15);
  let value = 0;
  let next = 0;
  const last = after[after.length - 1]!;
  for (let i = 0; ; i++) {
    while (next < after.length && after[next] === i) {
      value += weight[next]! * (scale + close(sum, term, la, lb, lg, ld, saa, sbb, sgg, sdd, weight[next]!));
      next++;
    }
    if (i === last) break;
    const u = 1 / (alpha + beta + tx + i);
    const v = 1 / (gamma + delta + tx + i);
    // Leaving now: ρᵢσᵢ γ/(γ+δ+t+i).
    const p = term * gamma * v;
    const g = lg + 1 / gamma - v;
    const d = ld - v;
    const gg = sgg - 1 / (gamma * gamma) + v * v;
    const dd = sdd + v * v;
    const gd = sgg + v * v; // Σ v², without γ itself
    add(sum, p, la, lb, g, d, saa, sbb, gg, dd, gd);
    const bx = beta + (tx - x) + i;
    const dx = delta + tx + i;
    term *= bx * u * (dx * v);
    la -= u;
    lb += 1 / bx - u;
    lg -= v;
    ld += 1 / dx - v;
    saa += u * u;
    sbb += u * u - 1 / (bx * bx);
    sgg += v * v;
    sdd += v * v - 1 / (dx * dx);
    if (term < SMALL && sum[0]! < SMALL ** 0.25) {
      term /= SMALL;
      scale += Math.log(SMALL);
      for (let k = 0; k < 15; k++) sum[k] = sum[k]! / SMALL;
    }
  }
  return value;

  /** ln(Σ + ρₘσₘ) for one n; its derivatives times w go to the gradient and Hessian. */
  function close(
    sums: Float64Array,
    stay: number,
    a: number,
    b: number,
    g: number,
    d: number,
    aa: number,
    bb: number,
    gg: number,
    dd: number,
    w: number,
  ): number {
    const all = sums.slice();
    add(all, stay, a, b, g, d, aa, bb, gg, dd, gg);
    const total = all[0]!;
    const first = [all[1]! / total, all[2]! / total, all[3]! / total, all[4]! / total];
    for (let i = 0, k = 5; i < 4; i++) {
      gradient[i] = gradient[i]! + w * first[i]!;
      for (let j = i; j < 4; j++, k++) {
        const second = w * (all[k]! / total - first[i]! * first[j]!);
        hessian[i * 4 + j] = hessian[i * 4 + j]! + second;
        if (i !== j) hessian[j * 4 + i] = hessian[j * 4 + i]! + second;
      }
    }
    return Math.log(total);
  }
}

/** Add a term e^l with first derivatives (a, b, g, d) of l; mixed second ones: aa for (α, β), `gd` for (γ, δ), else 0. */
function add(
  sum: Float64Array,
  p: number,
  a: number,
  b: number,
  g: number,
  d: number,
  aa: number,
  bb: number,
  gg: number,
  dd: number,
  gd: number,
): void {
  sum[0] = sum[0]! + p;
  sum[1] = sum[1]! + p * a;
  sum[2] = sum[2]! + p * b;
  sum[3] = sum[3]! + p * g;
  sum[4] = sum[4]! + p * d;
  sum[5] = sum[5]! + p * (a * a + aa);
  sum[6] = sum[6]! + p * (a * b + aa);
  sum[7] = sum[7]! + p * a * g;
  sum[8] = sum[8]! + p * a * d;
  sum[9] = sum[9]! + p * (b * b + bb);
  sum[10] = sum[10]! + p * b * g;
  sum[11] = sum[11]! + p * b * d;
  sum[12] = sum[12]! + p * (g * g + gg);
  sum[13] = sum[13]! + p * (g * d + gd);
  sum[14] = sum[14]! + p * (d * d + dd);
}
