import { lnGamma } from "../../../math/gamma";
import { insist } from "../../fit/shape";

const lnChoose = (n: number, k: number): number => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);

/**
 * Fisher's exact test of a 2 × 2 table with `both` of `a` and `b` together among `n`: one-sided p-value that two things
 * meet at least this often by chance (hypergeometric upper tail).
 * @param both 0…min(a, b); whole numbers
 * @source Fisher (1922): the hypergeometric upper tail.
 */
export function fisherTail(both: number, a: number, b: number, n: number): number {
  const all = lnChoose(n, b);
  const most = Math.min(a, b);
  let term = Math.exp(lnChoose(a, both) + lnChoose(n - a, b - both) - all);
  let sum = 0;
  for (let k = both; k <= most && term > 0; k++) {
    sum += term;
    if (term < 1e-17 * sum) break;
    term *= ((a - k) * (b - k)) / ((k + 1) * (n - a - b + k + 1));
  }
  return Math.min(1, sum);
}

/** Benjamini & Hochberg (1995): adjusted p-values that control the false discovery rate, in the given order. */
export function falseDiscovery(p: readonly number[]): number[] {
  insist(p, ["number"], "p");
  const order = [...p.keys()].sort((i, j) => p[j]! - p[i]!);
  const adjusted = new Array<number>(p.length).fill(1);
  let least = 1;
  order.forEach((i, place) => {
    least = Math.min(least, (p[i]! * p.length) / (p.length - place));
    adjusted[i] = least;
  });
  return adjusted;
}
