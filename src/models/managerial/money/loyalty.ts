import { above, atLeast, enough, finite, firstFailure, probability, rate } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Loyalty {
  /** m: margin per member per period without the programme. */
  readonly margin: number;
  /** r_0: retention without it. */
  readonly retention: number;
  /** r_1: retention with it. */
  readonly withProgramme: number;
  readonly rate: number;
  /** Reward and administration per member and period, money; see {@link rewardCost}. */
  readonly cost: number;
  /** Δm: margin gained by *incremental* behaviour. */
  readonly uplift: number;
  /** Share of members whom the programme does not change: they cost, and gain nothing. */
  readonly deadweight: number;
}

export interface LoyaltyValue {
  /** m(1+i)/(1+i−r_0). */
  readonly base: number;
  /** The member's value with the programme. */
  readonly withProgramme: number;
  readonly difference: number;
  /** r_1 at which a changed member is worth what an unenrolled one is; above 1+i it cannot be reached. */
  readonly breakEvenRetention: number;
}

/**
 * e·spend·redemption·(1−breakage) + admin: cost of points per member and period.
 * @source arithmetic of a renewal annuity, Gupta & Lehmann (2003), with the reward cost taken off the margin.
 */
export function rewardCost(o: {
  /** Value of points earned per unit of spend. */
  readonly earn: number;
  readonly spend: number;
  /** Share of points ever redeemed among those not lost, 0…1. */
  readonly redemption: number;
  /** Share of points that lapse, 0…1. */
  readonly breakage: number;
  readonly admin: number;
}): Outcome<number> {
  const bad =
    shaped(o, {}) ??
    firstFailure(
      atLeast("earn", o.earn, 0),
      atLeast("spend", o.spend, 0),
      probability("redemption", o.redemption),
      probability("breakage", o.breakage),
      atLeast("admin", o.admin, 0),
    );
  return (
    bad ?? done(o.earn * o.spend * o.redemption * (1 - o.breakage) + o.admin, { per: "member and period" })
  );
}

/**
 * Loyalty programme, value counted now, cash at period starts. Break-even
 * r_1 = (1+i) − ((m+Δm−cost)/m)(1+i−r_0). Members choose themselves: a higher retention of members than of others is
 * not an effect of the programme.
 * Errors: DIVERGES for r ≥ 1+i.
 * @source arithmetic of a renewal annuity, Gupta & Lehmann (2003), with the reward cost taken off the margin.
 */
export function loyaltyValue(o: Loyalty): Outcome<LoyaltyValue> {
  const bad =
    shaped(o, {}) ??
    firstFailure(
      above("margin", o.margin, 0),
      probability("retention", o.retention),
      probability("withProgramme", o.withProgramme),
      rate("rate", o.rate),
      atLeast("cost", o.cost, 0),
      finite("uplift", o.uplift),
      probability("deadweight", o.deadweight),
    );
  if (bad) return bad;
  for (const name of ["retention", "withProgramme"] as const) {
    if (o[name] >= 1 + o.rate) return fail("DIVERGES", name, o[name], 1 + o.rate);
  }
  const value = (m: number, r: number) => (m * (1 + o.rate)) / (1 + o.rate - r);
  const base = value(o.margin, o.retention);
  const changed = value(o.margin + o.uplift - o.cost, o.withProgramme);
  const unchanged = value(o.margin - o.cost, o.retention);
  const withProgramme = (1 - o.deadweight) * changed + o.deadweight * unchanged;
  return done(
    {
      base,
      withProgramme,
      difference: withProgramme - base,
      breakEvenRetention:
        1 + o.rate - ((o.margin + o.uplift - o.cost) / o.margin) * (1 + o.rate - o.retention),
    },
    { first: "now", cash: "start", of: "margin" },
  );
}

/**
 * What outstanding points will cost: Σ points·value·redemption, money.
 * @source expected redemption: Σ points · value · redemption.
 */
export function pointsLiability(
  tiers: readonly { readonly points: number; readonly value: number; readonly redemption: number }[],
): Outcome<number> {
  const bad =
    shaped(tiers, [{}], "tiers") ??
    firstFailure(
      enough("tiers", tiers.length),
      ...tiers.flatMap((tier, i) => [
        atLeast(`tiers[${i}].points`, tier.points, 0),
        atLeast(`tiers[${i}].value`, tier.value, 0),
        probability(`tiers[${i}].redemption`, tier.redemption),
      ]),
    );
  return (
    bad ??
    done(
      tiers.reduce((sum, { points, value, redemption }) => sum + points * value * redemption, 0),
      { discounted: false },
    )
  );
}
