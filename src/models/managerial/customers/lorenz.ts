import { atLeast, enough, every, firstFailure, within } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Concentration {
  /** G = Σ(2i−n−1)y_(i)/(nΣy), 0 (equal) … 1−1/n. */
  readonly gini: number;
  /** G·n/(n−1), unbiased for small n; 0 for one customer. */
  readonly corrected: number;
  /** Lorenz curve: share of the total held by the poorest k customers, k = 0…n. */
  readonly lorenz: readonly number[];
}

/**
 * Lorenz curve and Gini coefficient of values ≥ 0.
 * Errors: NO_DATA; OUT_OF_RANGE for a negative value (G could exceed 1: use the whale curve) or a total of 0.
 * @source Lorenz (1905); Gini (1912), G = Σ(2i−n−1)y_i/(nΣy).
 */
export function concentration(values: ArrayLike<number>): Outcome<Concentration> {
  const odd = shaped(values, ["number"], "values");
  if (odd) return odd;
  const n = values.length;
  const bad = firstFailure(
    enough("values", n),
    every("values", values, (name, value) => atLeast(name, value, 0)),
  );
  if (bad) return bad;
  const ascending = Float64Array.from(values as ArrayLike<number> & Iterable<number>).sort();
  const top = ascending[n - 1]!;
  if (top === 0) return fail("OUT_OF_RANGE", "total", 0, 0);
  // In units of the largest value, so that a sum of huge ones cannot overflow.
  let total = 0;
  let weighted = 0;
  const lorenz = [0];
  ascending.forEach((value, i) => {
    total += value / top;
    weighted += (2 * (i + 1) - n - 1) * (value / top);
    lorenz.push(total);
  });
  const gini = Math.max(0, weighted / (n * total));
  return done(
    {
      gini,
      corrected: n > 1 ? (gini * n) / (n - 1) : 0,
      lorenz: lorenz.map((sum, k) => (k === n ? 1 : sum / total)),
    },
    { order: "ascending", correction: "n/(n−1)" },
  );
}

/**
 * Share of the total held by the top ⌈share·n⌉ values; values ≥ 0 with a positive total, 0 ≤ share ≤ 1.
 * @source Lorenz (1905): the ordinate from the top.
 */
export function topShare(values: ArrayLike<number>, share: number): Outcome<number> {
  const bad = within("share", share, 0, 1);
  if (bad) return bad;
  const curve = concentration(values);
  if (!curve.ok) return curve;
  const n = values.length;
  // 0.2·n of a multiple of five may come out a hair above the whole number.
  const top = Math.ceil(share * n - 1e-9);
  return done(1 - curve.value.lorenz[n - top]!, { top: "ceil", customers: top });
}
