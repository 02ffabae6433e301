import type { Smooth } from "../../math/maximise";
import type { Grouped } from "../fit/grouped";
import { Rising } from "../laws/rising";
import { planOf } from "./plan";
import { fillTerms, WIDTH, type Params } from "./terms";

/**
 * GGom/NBD log-likelihood in (r, α, b, s, β) with gradient and Hessian (Bemmaor & Glady 2012; models.md §9.5):
 * lnΓ(r+x) − lnΓ(r) + ln(αʳ [D(x, T) + G(x, t_x)]), see `terms.ts`.
 */
export function ggomNbdLikelihood(data: Grouped): Smooth {
  const rising = new Rising(data.x, data.weight);
  const plan = planOf(data);
  const ends = new Float64Array(plan.ends * WIDTH);
  const lasts = new Float64Array(plan.lasts * WIDTH);
  const sum = new Float64Array(WIDTH);
  return {
    size: 5,
    evaluate(at, gradient, hessian) {
      const params: Params = [at[0]!, at[1]!, at[2]!, at[3]!, at[4]!];
      rising.at(params[0]);
      fillTerms(plan, params, true, ends, lasts);
      sum.fill(0);
      for (let i = 0; i < data.n; i++) {
        addRow(data.weight[i]!, ends, plan.end[i]! * WIDTH, lasts, plan.last[i]! * WIDTH, sum);
      }
      // Sums are in logarithms of the parameters; what is asked for is natural.
      for (let i = 0; i < 5; i++) gradient[i] = sum[1 + i]! / params[i]!;
      for (let i = 0, k = 6; i < 5; i++)
        for (let j = i; j < 5; j++, k++) {
          const second = (sum[k]! - (i === j ? sum[1 + i]! : 0)) / params[i]! / params[j]!;
          hessian[i * 5 + j] = second;
          hessian[j * 5 + i] = second;
        }
      gradient[0] = gradient[0]! + rising.first;
      hessian[0] = hessian[0]! + rising.second;
      return rising.value + sum[0]!;
    },
  };
}

/** Add w ln(eᵈ + eᵍ) with derivatives, d at `a` of one table, g at `b` of the other. */
function addRow(w: number, d: Float64Array, a: number, g: Float64Array, b: number, sum: Float64Array): void {
  const gap = g[b]! - d[a]!;
  const odds = Math.exp(-Math.abs(gap));
  const share = gap > 0 ? 1 / (1 + odds) : odds / (1 + odds); // of G
  sum[0] = sum[0]! + w * (Math.max(g[b]!, d[a]!) + Math.log1p(odds));
  const wg = w * share;
  const wd = w - wg;
  const q = wg * (1 - share);
  for (let i = 1, k = 6; i <= 5; i++) {
    const ei = g[b + i]! - d[a + i]!;
    sum[i] = sum[i]! + wd * d[a + i]! + wg * g[b + i]!;
    for (let j = i; j <= 5; j++, k++) {
      sum[k] = sum[k]! + wd * d[a + k]! + wg * g[b + k]! + q * ei * (g[b + j]! - d[a + j]!);
    }
  }
}
