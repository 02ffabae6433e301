import type { Smooth } from "../../math/maximise";
import type { SpendForm, SpendParam } from "./estimate";
import { gammaGammaLikelihood, type Spenders } from "./likelihood";

export type FrequencyParam = SpendParam | "doubling";

const lift = (x: number) => Math.log2(1 + x);

/**
 * Gamma–Gamma whose scale depends on how often a customer has bought: γ_x = γ · doubling^{log₂(1 + x)}, so that the mean
 * of a purchase, pγ_x/(q − 1), is multiplied by `doubling` each time the number of purchases doubles. `doubling` = 1 is
 * the Gamma–Gamma; given x, everything else is as there (a regression of ln E(M) on ln(1 + x) by maximum likelihood).
 */
export const FREQUENCY: SpendForm<FrequencyParam> = {
  id: "gamma-gamma-frequency",
  params: ["p", "q", "gamma", "doubling"],
  likelihood: frequencyLikelihood,
  starts: (level) => [
    [4, 3.5, (level * 2.5) / 4, 1],
    [1, 2, level, 1.3],
    [20, 6, (level * 5) / 20, 0.8],
  ],
  gamma: (params, x) => params[2]! * params[3]! ** lift(x),
};

/** The Gamma–Gamma's own likelihood over customers of equal x, at γ_x, by the chain rule. */
export function frequencyLikelihood(data: Spenders): Smooth {
  const counts = [...new Set(data.x)];
  const parts = counts.map((x) => {
    const rows = [...data.x.keys()].filter((i) => data.x[i] === x);
    const pick = (column: Float64Array) => Float64Array.from(rows, (i) => column[i]!);
    const part = { x: pick(data.x), spend: pick(data.spend), weight: pick(data.weight) };
    return { lift: lift(x), f: gammaGammaLikelihood({ ...part, customers: 0, leftOut: 0 }) };
  });
  const g = new Float64Array(3);
  const h = new Float64Array(9);
  return {
    size: 4,
    evaluate(at, gradient, hessian) {
      const [p, q, gamma, doubling] = at as unknown as [number, number, number, number];
      gradient.fill(0);
      hessian.fill(0);
      let value = 0;
      for (const { lift: k, f } of parts) {
        const factor = doubling ** k;
        value += f.evaluate(Float64Array.of(p, q, gamma * factor), g, h);
        // γ_x moves by `factor` with γ, and by γ_x k/doubling with doubling.
        const slope = (gamma * factor * k) / doubling;
        const add = (i: number, j: number, v: number) => {
          hessian[i * 4 + j]! += v;
          if (i !== j) hessian[j * 4 + i]! += v;
        };
        gradient[0]! += g[0]!;
        gradient[1]! += g[1]!;
        gradient[2]! += g[2]! * factor;
        gradient[3]! += g[2]! * slope;
        add(0, 0, h[0]!);
        add(0, 1, h[1]!);
        add(1, 1, h[4]!);
        add(0, 2, h[2]! * factor);
        add(1, 2, h[5]! * factor);
        add(2, 2, h[8]! * factor * factor);
        add(0, 3, h[2]! * slope);
        add(1, 3, h[5]! * slope);
        add(2, 3, h[8]! * factor * slope + (g[2]! * factor * k) / doubling);
        add(3, 3, h[8]! * slope * slope + (g[2]! * slope * (k - 1)) / doubling);
      }
      return value;
    },
  };
}
