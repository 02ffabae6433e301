import { gaussLegendre } from "../../math/quadrature";
import type { Grouped } from "../fit/grouped";

/**
 * Whether the NBD is a strict local maximum of the Pareto/NBD likelihood: the score of a first trace of dropout,
 * ∂lnL/∂s at s = 0, is below zero for every β,
 *   Σ w { ∫_{t_x}^T ((α+T)/(α+τ))^{r+x} dτ/(β+τ) − ln((β+T)/β) } < 0.
 * Then a search that has come close to s = 0 from below need not go on to infinity.
 */
export function nbdIsPeak(data: Grouped, r: number, alpha: number, meanT: number): boolean {
  const betas = [1e-3, 0.01, 0.05, 0.2, 0.5, 1, 2, 5, 20, 1e3].map((share) => share * meanT);
  const { nodes, weights } = gaussLegendre(16);
  const score = new Float64Array(betas.length);
  for (let i = 0; i < data.n; i++) {
    const T = data.T[i]!;
    const w = data.weight[i]!;
    for (let k = 0; k < betas.length; k++) {
      const beta = betas[k]!;
      const m = Math.min(alpha, beta);
      const from = Math.log(m + data.tx[i]!);
      const half = (Math.log(m + T) - from) / 2;
      let sum = 0;
      for (let j = 0; j < 16; j++) {
        const base = Math.exp(from + half * (1 + nodes[j]!)); // m + τ
        const tau = base - m;
        sum += (weights[j]! * base * ((alpha + T) / (alpha + tau)) ** (r + data.x[i]!)) / (beta + tau);
      }
      score[k] = score[k]! + w * (sum * half - Math.log1p(T / beta));
    }
  }
  return score.every((value) => value < 0);
}
