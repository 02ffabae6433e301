import { random, type Random } from "../../math/random";
import { checkFit, checkParams, checkSearch, checkSeed } from "../asked";
import { checkSpend } from "../histories";
import { ModelRefused } from "../fit/refused";
import { Saved } from "../fit/saved";
import type { FitOptions, SavedFit, SpendData, SpendFit } from "../types";
import { parameterDraws } from "../fit/uncertainty";
import { estimateSpend, PLAIN, SPEND_PARAMS, type SpendParam } from "./estimate";
import { FREQUENCY } from "./frequency";
import { gammaGammaLikelihood, spendersOf } from "./likelihood";

/** E(M) = pγ/(q − 1). @param q above 1 */
export function populationSpend(p: number, q: number, gamma: number): number {
  return (p * gamma) / (q - 1);
}

/**
 * E(M | z̄, x) = p(γ + x z̄)/(px + q − 1): the population mean and the customer's own, weighted by q − 1 and px.
 * A customer without a repeat purchase, or whose mean is not above zero, gets the population mean.
 */
export function customerSpend(p: number, q: number, gamma: number, x: number, spend: number): number {
  const n = x > 0 && spend > 0 ? x : 0;
  return (p * (gamma + (n > 0 ? n * spend : 0))) / (p * n + q - 1);
}

/** γ of a customer with x repeat purchases under saved parameters: γ · doubling^{log₂(1 + x)} where spend moves with frequency. */
export function gammaAt(params: Readonly<Record<string, number>>, x: number): number {
  const doubling = params["doubling"];
  return doubling === undefined ? params["gamma"]! : params["gamma"]! * doubling ** Math.log2(1 + x);
}

/**
 * Mean value of `count` purchases of one customer in one world: ν ~ Gamma(px + q, γ + x z̄), their sum ~ Gamma(p·count, ν).
 */
export function drawnSpend(
  world: Readonly<Record<string, number>>,
  x: number,
  spend: number,
  count: number,
  generator: Pick<Random, "gamma">,
): number {
  const { p, q } = world as Record<"p" | "q", number>;
  const gamma = gammaAt(world, x);
  const n = x > 0 && spend > 0 ? x : 0;
  const rate = generator.gamma(p * n + q) / (gamma + (n > 0 ? n * spend : 0));
  return generator.gamma(p * count) / rate / count;
}

export class FittedSpend<P extends string = SpendParam> extends Saved<P> implements SpendFit<P> {
  #open(): { p: number; q: number; gamma: (x: number) => number } {
    if (this.status === "refused") throw new ModelRefused(this.model, this.reasons);
    const { p, q } = this.params as Readonly<Record<string, number>>;
    return { p: p!, q: q!, gamma: (x) => gammaAt(this.params, x) };
  }

  expectedSpend(): number {
    const { p, q, gamma } = this.#open();
    return populationSpend(p, q, gamma(0));
  }

  conditionalExpectedSpend(data: SpendData): Float64Array {
    const { p, q, gamma } = this.#open();
    checkSpend(data);
    return data.x.map((x, i) => customerSpend(p, q, gamma(x), x, data.spend[i]!));
  }

  draw(seed: number): SpendFit<P> {
    checkSeed(seed);
    const params = spendDraws(this.toJSON())(seed) as Record<P, number>;
    return new FittedSpend({ ...this.toJSON(), params, covariance: null });
  }
}

/** Draws of the parameters with q > 1, so that a mean exists in every world. @throws ModelRefused */
export function spendDraws(
  saved: SavedFit,
): (seed: number, stream?: number) => Readonly<Record<string, number>> {
  if (saved.status === "refused") throw new ModelRefused(saved.model, saved.reasons);
  const names = saved.model === FREQUENCY.id ? FREQUENCY.params : SPEND_PARAMS;
  const params = names.map((name) => saved.params[name]!);
  const draw = parameterDraws(params, saved.covariance);
  return (seed, stream) => {
    const generator = random(seed, stream);
    for (let i = 0; i < 100; i++) {
      const values = draw(generator);
      if (values[1]! > 1) return Object.fromEntries(names.map((name, k) => [name, values[k]!]));
    }
    return saved.params;
  };
}

/**
 * Gamma–Gamma: a purchase is Gamma(p, ν), ν ~ Gamma(q, γ) across customers, independent of how often they buy.
 * Money in, money out: scaling all amounts by k scales γ and every mean by k.
 * @source Fader, Hardie & Lee (2005), J. Marketing Research 42(4):415–430; Fader & Hardie, note 025.
 */
export const gammaGamma = {
  id: "gamma-gamma" as const,
  params: SPEND_PARAMS,
  cite: "Fader, P. S., Hardie, B. G. S., & Lee, K. L. (2005). RFM and CLV: using iso-value curves for customer base analysis. Journal of Marketing Research 42(4), 415–430.",
  fit: (data: SpendData, options?: FitOptions): SpendFit<SpendParam> =>
    new FittedSpend(estimateSpend(PLAIN, data, checkSearch(options))),
  load(saved: SavedFit<SpendParam>): SpendFit<SpendParam> {
    checkFit(saved, "gamma-gamma", SPEND_PARAMS);
    return new FittedSpend(saved);
  },
  logLikelihood(
    params: Readonly<Record<SpendParam, number>>,
    data: SpendData,
  ): { value: number; gradient: Float64Array } {
    checkSpend(data);
    checkParams(SPEND_PARAMS, params);
    const gradient = new Float64Array(3);
    const at = Float64Array.of(params.p, params.q, params.gamma);
    const value = gammaGammaLikelihood(spendersOf(data)).evaluate(at, gradient, new Float64Array(9));
    return { value, gradient };
  },
};
