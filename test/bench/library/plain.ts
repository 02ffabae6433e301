import { lnBeta, lnGamma } from "../../../src/math/gamma";
import type { Who } from "../../../src/models";
import { lnTerm } from "../../../src/models/paretoNbd/terms";
import { once } from "./timing";

/** The same likelihoods as a reader of the papers would write them: row by row, the value alone, logs of parameters in. */

/** −lnL, to be minimised. */
export type Objective = (logs: readonly number[]) => number;

type Rows = Who & { readonly spend: Float64Array };
export type PlainModel = (data: Rows) => Objective;

const over = (data: Rows, row: (x: number, tx: number, T: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < data.x.length; i++) sum += row(data.x[i]!, data.tx[i]!, data.T[i]!);
  return -sum;
};

export const plainBgNbd: PlainModel =
  (data): Objective =>
  (logs) => {
    const [r, alpha, a, b] = logs.map(Math.exp) as [number, number, number, number];
    const front = r * Math.log(alpha) - lnGamma(r);
    return over(data, (x, tx, T) => {
      const still = lnBeta(a, b + x) - lnBeta(a, b) - (r + x) * Math.log(alpha + T);
      const both = front + lnGamma(r + x);
      if (x === 0) return both + still;
      const left = lnBeta(a + 1, b + x - 1) - lnBeta(a, b) - (r + x) * Math.log(alpha + tx);
      const top = Math.max(still, left);
      return both + top + Math.log(Math.exp(still - top) + Math.exp(left - top));
    });
  };

export const plainParetoNbd: PlainModel =
  (data): Objective =>
  (logs) => {
    const [r, alpha, s, beta] = logs.map(Math.exp) as [number, number, number, number];
    return over(data, (x, tx, T) => {
      const stay = lnTerm(1, x, T, r, alpha, s, beta);
      const leave = lnTerm(0, x, tx, r, alpha, s, beta);
      const top = Math.max(stay, leave);
      return lnGamma(r + x) - lnGamma(r) + top + Math.log(Math.exp(stay - top) + Math.exp(leave - top));
    });
  };

export const plainGammaGamma: PlainModel =
  (data): Objective =>
  (logs) => {
    const [p, q, gamma] = logs.map(Math.exp) as [number, number, number];
    let sum = 0;
    for (let i = 0; i < data.x.length; i++) {
      const [x, z] = [data.x[i]!, data.spend[i]!];
      if (!(x > 0 && z > 0)) continue;
      sum +=
        lnGamma(p * x + q) -
        lnGamma(p * x) -
        lnGamma(q) +
        q * Math.log(gamma) +
        (p * x - 1) * Math.log(z) +
        p * x * Math.log(x) -
        (p * x + q) * Math.log(gamma + x * z);
    }
    return -sum;
  };

interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

/** Nelder & Mead (1965) with the usual coefficients 1, 2, ½, ½, until the vertices agree to 10⁻⁸ of the value. */
export function nelderMead(f: Objective, start: readonly number[]): { value: number; calls: number } {
  let calls = 0;
  const vertex = (at: readonly number[]): Vertex => {
    calls++;
    return { at, value: f(at) };
  };
  let simplex = [start, ...start.map((_, i) => start.map((v, j) => (i === j ? v + 0.25 : v)))].map(vertex);
  const towards = (from: readonly number[], to: readonly number[], share: number): Vertex =>
    vertex(from.map((v, i) => v + share * (to[i]! - v)));
  while (calls < 5000) {
    simplex = simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0]!, simplex[simplex.length - 1]!];
    if (worst.value - best.value < 1e-8 * Math.abs(best.value)) break;
    const rest = simplex.slice(0, -1);
    const middle = start.map((_, i) => rest.reduce((sum, { at }) => sum + at[i]!, 0) / rest.length);
    const reflected = towards(middle, worst.at, -1);
    let next: Vertex | null = reflected;
    if (reflected.value < best.value) {
      const further = towards(middle, worst.at, -2);
      if (further.value < reflected.value) next = further;
    } else if (!(reflected.value < rest[rest.length - 1]!.value)) {
      const inner = towards(middle, (reflected.value < worst.value ? reflected : worst).at, 0.5);
      next = inner.value < Math.min(reflected.value, worst.value) ? inner : null;
    }
    simplex = next ? [...rest, next] : [best, ...simplex.slice(1).map(({ at }) => towards(best.at, at, 0.5))];
  }
  return { value: Math.min(...simplex.map(({ value }) => value)), calls };
}

/** Customers a search is run on in full. */
const SEARCHED = 5_000;
/** Customers of whom a look at all is timed; the others would take as long each. */
const LOOKED = 1_000_000;

/**
 * Seconds of a Nelder–Mead search row by row. Beyond some thousand customers it would take minutes: then it is as many
 * looks as a search on a part of them took, each as long as one look at all.
 */
export function plainSearch(
  model: PlainModel,
  data: Rows,
  start: readonly number[],
): { plain: number; looks: number } {
  const n = data.x.length;
  const part = (size: number): Rows => {
    const few = (column: Float64Array) =>
      size >= n ? column : Float64Array.from({ length: size }, (_, i) => column[Math.floor((i * n) / size)]!);
    return { x: few(data.x), tx: few(data.tx), T: few(data.T), spend: few(data.spend) };
  };
  let looks = 0;
  const search = (f: Objective) => (looks = nelderMead(f, start).calls);
  const seconds = once(() => search(model(part(SEARCHED))));
  if (n <= SEARCHED) return { plain: seconds, looks };
  const look = model(part(LOOKED));
  const each = [0, 1, 2].map(() => once(() => look(start))).sort((a, b) => a - b)[1]!;
  return { plain: looks * each * Math.max(1, n / LOOKED), looks };
}
