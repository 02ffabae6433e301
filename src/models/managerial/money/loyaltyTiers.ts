import { random } from "../../../math/random";
import {
  above,
  atLeast,
  enough,
  every,
  firstFailure,
  probability,
  rate,
  steps,
  within,
} from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Tier {
  /** Points earned over the last `window` periods from which this tier is held; the first tier's is 0. */
  readonly from: number;
  /** Points earned per unit of spend. */
  readonly earn: number;
  /** Chance to stay a member for another period. */
  readonly retention: number;
}

export interface LoyaltyTiers {
  readonly members: number;
  /** Periods walked. */
  readonly periods: number;
  readonly tiers: readonly Tier[];
  /** Periods whose points count towards a tier. */
  readonly window: number;
  /** Periods until unused points lapse. */
  readonly expiry: number;
  /** Mean purchases per member and period, differing between members as Gamma(shape, shape/mean). */
  readonly purchases: { readonly mean: number; readonly shape: number };
  /** Spend per purchase, money. */
  readonly spend: number;
  /** A reward costs this many points; a member holding them takes it with this chance in a period. */
  readonly reward: { readonly points: number; readonly chance: number };
  /** Cost of a point when redeemed, money. */
  readonly pointValue: number;
  /** Points pressure: purchases are multiplied by 1 + this within one purchase of a reward (Kivetz et al. 2006); 0 for none. */
  readonly pressure: number;
  /** Discount rate per period. */
  readonly rate: number;
  readonly seed: number;
}

export interface LoyaltyPeriod {
  readonly members: number;
  /** Members in each tier at the end of the period. */
  readonly inTier: readonly number[];
  readonly earned: number;
  readonly redeemed: number;
  readonly lapsed: number;
  /** Points held by members at its end. */
  readonly outstanding: number;
}

export interface LoyaltySimulation {
  readonly periods: readonly LoyaltyPeriod[];
  /** Share of points redeemed among those redeemed, lapsed or lost with a member. */
  readonly redemption: number;
  readonly breakage: number;
  /** Outstanding points times value times redemption, money. */
  readonly liability: number;
  /** Discounted cost of redeemed points per member who started, with its Monte Carlo standard error. */
  readonly cost: { readonly value: number; readonly standardError: number };
  /** Discounted revenue per member who started. */
  readonly revenue: number;
}

const LAYOUT = {
  members: "number",
  periods: "number",
  tiers: [{ from: "number", earn: "number", retention: "number" }],
  purchases: {},
  reward: {},
  seed: "number",
} as const;

/** Answers stay under a few seconds. */
const MOST_LOOKS = 5e7;

/**
 * Members walk period by period: they buy, earn by their tier, take rewards, lose old points (first in, first out), move
 * between tiers and leave. Everything but the seed is in the inputs; members choose themselves, so a difference between
 * tiers is no effect of the tier.
 * @source a Markov chain of point balances and tiers, simulated.
 */
export function simulateLoyalty(o: LoyaltyTiers): Outcome<LoyaltySimulation> {
  const bad =
    shaped(o, LAYOUT) ??
    firstFailure(
      steps("members", o.members, 1, 200_000),
      steps("periods", o.periods, 1, 600),
      steps("window", o.window, 1, 600),
      steps("expiry", o.expiry, 1, 600),
      enough("tiers", o.tiers.length),
      every(
        "tiers.from",
        o.tiers.map((tier) => tier.from),
        (param, value) => atLeast(param, value, 0),
      ),
      every(
        "tiers.earn",
        o.tiers.map((tier) => tier.earn),
        (param, value) => within(param, value, 0, 1e6),
      ),
      every(
        "tiers.retention",
        o.tiers.map((tier) => tier.retention),
        probability,
      ),
      o.tiers.every((tier, i) => (i === 0 ? tier.from === 0 : tier.from > o.tiers[i - 1]!.from))
        ? null
        : fail("OUT_OF_RANGE", "tiers.from", o.tiers[0]?.from ?? 0, 0),
      atLeast("purchases.mean", o.purchases.mean, 0),
      above("purchases.shape", o.purchases.shape, 0),
      within("spend", o.spend, 0, 1e12),
      above("reward.points", o.reward.points, 0),
      probability("reward.chance", o.reward.chance),
      within("pointValue", o.pointValue, 0, 1e12),
      atLeast("pressure", o.pressure, 0),
      rate("rate", o.rate),
      o.purchases.mean > 1000 ? fail("OUT_OF_RANGE", "purchases.mean", o.purchases.mean, 1000) : null,
      // Every member looks back over its periods in every period.
      o.members * o.periods ** 2 > MOST_LOOKS
        ? fail("OUT_OF_RANGE", "members", o.members, Math.floor(MOST_LOOKS / o.periods ** 2))
        : null,
    );
  if (bad) return bad;
  const rows = Array.from({ length: o.periods }, () => ({
    members: 0,
    inTier: o.tiers.map(() => 0),
    earned: 0,
    redeemed: 0,
    lapsed: 0,
    outstanding: 0,
  }));
  let [costs, squares, revenue, lost] = [0, 0, 0, 0];
  const generator = random(o.seed);
  for (let m = 0; m < o.members; m++) {
    generator.reseed(o.seed, m + 1);
    const pace = (generator.gamma(o.purchases.shape) * o.purchases.mean) / o.purchases.shape;
    /** Points by the period they were earned in: what is left of them, and what was earned. */
    const left = new Float64Array(o.periods);
    const earned = new Float64Array(o.periods);
    let tier = 0;
    let cost = 0;
    for (let t = 0; t < o.periods; t++) {
      const row = rows[t]!;
      const held = sumOf(left, t - o.expiry, t);
      const perPurchase = o.spend * o.tiers[tier]!.earn;
      const near = held < o.reward.points && held + perPurchase >= o.reward.points;
      const bought = generator.poisson(pace * (near ? 1 + o.pressure : 1));
      const fade = (1 + o.rate) ** -t;
      revenue += bought * o.spend * fade;
      left[t] = earned[t] = bought * perPurchase;
      row.earned += earned[t]!;
      if (sumOf(left, 0, t + 1) >= o.reward.points && generator.uniform() < o.reward.chance) {
        take(left, t, o.reward.points);
        row.redeemed += o.reward.points;
        cost += o.reward.points * o.pointValue * fade;
      }
      if (t - o.expiry + 1 >= 0) {
        row.lapsed += left[t - o.expiry + 1]!;
        left[t - o.expiry + 1] = 0;
      }
      const counted = sumOf(earned, t - o.window + 1, t + 1);
      tier = o.tiers.findLastIndex(({ from }) => counted >= from);
      if (generator.uniform() >= o.tiers[tier]!.retention) {
        lost += sumOf(left, 0, t + 1);
        break;
      }
      row.members++;
      row.inTier[tier]! += 1;
      row.outstanding += sumOf(left, 0, t + 1);
    }
    costs += cost;
    squares += cost * cost;
  }
  const of = (name: "redeemed" | "lapsed") => rows.reduce((sum, row) => sum + row[name], 0);
  const settled = of("redeemed") + of("lapsed") + lost;
  const redemption = settled > 0 ? of("redeemed") / settled : 0;
  const mean = costs / o.members;
  return done(
    {
      periods: rows,
      redemption,
      breakage: settled > 0 ? 1 - redemption : 0,
      liability: rows[o.periods - 1]!.outstanding * o.pointValue * redemption,
      cost: {
        value: mean,
        standardError: Math.sqrt(Math.max(0, squares / o.members - mean * mean) / o.members),
      },
      revenue: revenue / o.members,
    },
    { cash: "start", lots: "first in, first out", liability: "undiscounted" },
  );
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = Math.max(0, from); i < to; i++) sum += values[i]!;
  return sum;
}

/** Oldest points first. */
function take(left: Float64Array, t: number, points: number): void {
  let due = points;
  for (let i = 0; i <= t && due > 0; i++) {
    const used = Math.min(left[i]!, due);
    left[i]! -= used;
    due -= used;
  }
}
