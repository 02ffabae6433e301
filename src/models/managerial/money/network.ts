import { quantileSorted } from "../../../math/quantile";
import { random } from "../../../math/random";
import { atLeast, finite, firstFailure, probability, rate, whole, steps } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";
import { geometricSum } from "../../formula/series";

/**
 * Network (multi-level) selling. Income that rests on recruiting is unlawful in many countries: show the notice, and
 * the median income beside the mean.
 */
export interface Network {
  /** μ ≥ 0: recruits per active period. */
  readonly recruits: number;
  /** r: retention of a participant per period, 0…1. */
  readonly retention: number;
}

/**
 * R = μ/(1−r): expected recruits in a lifetime. Errors: DIVERGES at r = 1.
 * @source the mean of a geometric number of Poisson(μ) recruits.
 */
export function lifetimeRecruits(o: Network): Outcome<number> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { recruits, retention } = o;
  const bad = firstFailure(atLeast("recruits", recruits, 0), probability("retention", retention));
  if (bad) return bad;
  return retention === 1
    ? fail("DIVERGES", "retention", 1, 1)
    : done(recruits / (1 - retention), { lifetime: "geometric", first: "now" });
}

/**
 * Value of a participant and the tree below to the firm: CLV_own·Σ_k [R(1+d)^{−τ}]^k, R^k participants at level k,
 * each level τ periods later. Errors: DIVERGES for R(1+d)^{−τ} ≥ 1.
 * @source a branching process: Σ_k R^k, Harris (1963).
 */
export function networkValue(
  o: Network & { readonly own: number; readonly rate: number; readonly delay: number },
): Outcome<number> {
  const r = lifetimeRecruits(o);
  if (!r.ok) return r;
  const bad = firstFailure(finite("own", o.own), rate("rate", o.rate), atLeast("delay", o.delay, 0));
  if (bad) return bad;
  const q = r.value * (1 + o.rate) ** -o.delay;
  if (q >= 1) return fail("DIVERGES", "recruits", o.recruits, (1 - o.retention) * (1 + o.rate) ** o.delay);
  return done(o.own * geometricSum(q, Infinity), { of: "firm", delay: o.delay });
}

/**
 * Expected income of a participant: own retail margin + Σ_{k=1..depth} R^k·override·volume − own purchases.
 * @source a branching process cut at a depth, Harris (1963).
 */
export function participantIncome(
  o: Network & {
    readonly retail: number;
    readonly depth: number;
    readonly override: number;
    readonly volume: number;
    readonly purchases: number;
  },
): Outcome<number> {
  const r = lifetimeRecruits(o);
  if (!r.ok) return r;
  const bad = firstFailure(
    finite("retail", o.retail),
    whole("depth", o.depth),
    probability("override", o.override),
    atLeast("volume", o.volume, 0),
    atLeast("purchases", o.purchases, 0),
  );
  if (bad) return bad;
  const below = r.value * geometricSum(r.value, o.depth);
  return done(o.retail + below * o.override * o.volume - o.purchases, {
    of: "participant",
    statistic: "mean",
  });
}

/**
 * Probability that a tree dies out: the smallest root of q = e^{R(q−1)} (Galton–Watson with Poisson offspring).
 * 1 for R ≤ 1; below, Newton from 0, which rises to the smallest root without passing it.
 * @source Galton & Watson (1875): the smallest fixed point of the offspring’s generating function.
 */
export function extinction(reproduction: number): Outcome<number> {
  const bad = atLeast("reproduction", reproduction, 0);
  if (bad) return bad;
  const convention = { offspring: "Poisson" } as const;
  if (reproduction <= 1) return done(1, convention);
  let q = 0;
  for (let step = 0; step < 200; step++) {
    const f = Math.exp(reproduction * (q - 1));
    const next = q + (f - q) / (1 - reproduction * f);
    if (!(next > q)) return done(q, convention);
    q = next;
  }
  return fail("NO_CONVERGENCE", "reproduction", reproduction, 200);
}

export interface Incomes {
  readonly mean: number;
  readonly median: number;
  /** Share of participants with an income above 0. */
  readonly gaining: number;
  /** Income quantiles 10 %, 25 %, 50 %, 75 %, 90 %, 99 %. */
  readonly quantiles: readonly number[];
}

/**
 * Incomes over simulated trees: each participant stays a geometric number of periods, recruits Poisson(μ) in each, and
 * earns override·volume on everyone down to `depth`. A level never holds more than `cap` people (saturation).
 * @param o.people trees to simulate; @param o.seed equal seeds give equal incomes
 * @source a simulated branching process, Harris (1963).
 */
export function simulateIncomes(
  o: Parameters<typeof participantIncome>[0] & {
    readonly people: number;
    readonly cap: number;
    readonly seed: number;
  },
): Outcome<Incomes> {
  const odd = shaped(o, { seed: "number" });
  if (odd) return odd;
  const mean = participantIncome(o);
  if (!mean.ok) return mean;
  const bad = firstFailure(
    steps("people", o.people, 1),
    steps("cap", o.cap, 1, 1e7),
    steps("depth", o.depth, 0, 1000),
  );
  if (bad) return bad;
  const source = random(o.seed);
  const incomes = Float64Array.from({ length: o.people }, () => {
    let level = 1;
    let below = 0;
    for (let k = 0; k < o.depth && level > 0; k++) {
      let next = 0;
      for (let j = 0; j < level && next < o.cap; j++) {
        const periods =
          o.retention === 0 ? 1 : 1 + Math.floor(Math.log(source.uniform()) / Math.log(o.retention));
        next += source.poisson(o.recruits * periods);
      }
      level = Math.min(next, o.cap);
      below += level;
    }
    return o.retail + below * o.override * o.volume - o.purchases;
  }).sort();
  return done(
    {
      mean: incomes.reduce((sum, income) => sum + income / o.people, 0),
      median: quantileSorted(incomes, 0.5),
      gaining: incomes.filter((income) => income > 0).length / o.people,
      quantiles: [0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map((p) => quantileSorted(incomes, p)),
    },
    { of: "participant", seed: o.seed, people: o.people, cap: o.cap },
  );
}
