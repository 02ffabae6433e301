import { atLeast, finite, firstFailure, rate, type Horizon, wholeHorizon } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";
import { geometricSum } from "../../formula/series";

/** Referrals of one customer in one period t = 1, 2, …. */
export interface ReferralPeriod {
  /** Type 1: came only because of the referral. */
  readonly won: number;
  /** Type 2: would have come anyway; only their acquisition cost is saved. */
  readonly anyway: number;
  /** Margin of a type-1 referral in the period (A). */
  readonly margin: number;
  /** Incentive paid to the referrer per type-1 referral (a). */
  readonly incentive: number;
  /** Marketing cost per type-1 referral (M). */
  readonly marketing: number;
  /** Acquisition cost saved per referral of either type (ACQ). */
  readonly saved: number;
}

/**
 * Customer referral value (Kumar, Petersen & Leone 2010, J. Marketing 74(5)):
 * CRV = Σ_t [n_1(A − a − M + ACQ) + n_2·ACQ]/(1+d)^t. A referred customer's own value belongs to one of the two, never to
 * both, when values are added up.
 */
export function referralValue(periods: readonly ReferralPeriod[], d: number): Outcome<number> {
  const bad =
    shaped(periods, [{}], "periods") ??
    firstFailure(
      rate("rate", d),
      ...periods.flatMap((p, t) => [
        atLeast(`periods[${t}].won`, p.won, 0),
        atLeast(`periods[${t}].anyway`, p.anyway, 0),
        finite(`periods[${t}].margin`, p.margin),
        finite(`periods[${t}].incentive`, p.incentive),
        finite(`periods[${t}].marketing`, p.marketing),
        finite(`periods[${t}].saved`, p.saved),
      ]),
    );
  if (bad) return bad;
  const value = periods.reduce(
    (sum, p, t) =>
      sum +
      (p.won * (p.margin - p.incentive - p.marketing + p.saved) + p.anyway * p.saved) * (1 + d) ** -(t + 1),
    0,
  );
  return done(value, { cash: "end", of: "referrals", countedWith: "the referrer" });
}

/**
 * Value of a customer with the customers he brings: CLV·Σ_g (K/(1+d))^g over generations, K = invitations × conversion.
 * Each generation comes one period later; d = 0 is the plain CLV/(1−K).
 * Errors: DIVERGES for ever with K ≥ 1+d.
 * @source a geometric sum of generations, one period apart, CLV/(1 − K/(1+d)).
 */
export function viralValue(o: {
  readonly clv: number;
  /** K ≥ 0: customers brought by one customer. */
  readonly multiplier: number;
  /** d per generation; 0 for no delay. */
  readonly rate: number;
  /** Generations after the first, or for ever. */
  readonly generations: Horizon;
}): Outcome<number> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { clv, multiplier, generations } = o;
  const bad = firstFailure(
    finite("clv", clv),
    atLeast("multiplier", multiplier, 0),
    rate("rate", o.rate),
    wholeHorizon("generations", generations),
  );
  if (bad) return bad;
  if (generations === "infinite" && multiplier >= 1 + o.rate) {
    return fail("DIVERGES", "multiplier", multiplier, 1 + o.rate);
  }
  const n = generations === "infinite" ? Infinity : generations + 1;
  return done(clv * geometricSum(multiplier / (1 + o.rate), n), {
    delay: o.rate === 0 ? "none" : "one period a generation",
    generations,
  });
}

/**
 * K = invitations per customer × share that converts.
 * @source a geometric sum of generations, CLV/(1 − K).
 */
export function viralMultiplier(invitations: number, conversion: number): Outcome<number> {
  const bad = firstFailure(atLeast("invitations", invitations, 0), atLeast("conversion", conversion, 0));
  if (bad) return bad;
  return conversion > 1
    ? fail("OUT_OF_RANGE", "conversion", conversion, 1)
    : done(invitations * conversion, { per: "customer" });
}
