import { above, atLeast, finite, firstFailure, probability, rate } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export type Treatment = "keep" | "reprice" | "cheaper" | "exit";

export interface Unprofitable {
  /** Predicted margin per period after *avoidable* cost, money; allocated fixed cost stays out. */
  readonly margin: number;
  /** Its interval; a decision that flips within it is not certain. */
  readonly low: number;
  readonly high: number;
  readonly retention: number;
  readonly rate: number;
  /** Price per period now and the change under "reprice". */
  readonly price: number;
  readonly priceChange: number;
  /** ≥ 0: retention becomes r·((price+change)/price)^{−elasticity}, at most 1. */
  readonly lossElasticity: number;
  /** Cheaper service: cost saved per period, and retention lost. */
  readonly saving: number;
  readonly retentionLoss: number;
  /** One-off cost of ending the relation. */
  readonly exitCost: number;
  /** Reputation: probability that a referral is lost, referrals at stake, and the value of one. */
  readonly reputation: { readonly probability: number; readonly referrals: number; readonly value: number };
  /** Healthcare, education and the like: exit is never proposed. */
  readonly protected: boolean;
}

export interface TreatmentChoice {
  readonly best: Treatment;
  readonly values: Readonly<Record<Treatment, number>>;
  /** The same treatment is best at both ends of the margin's interval. */
  readonly certain: boolean;
  /** Margins between which `best` stays best; null where it never flips on that side. */
  readonly flipsBelow: number | null;
  readonly flipsAbove: number | null;
}

/** Value of each treatment is a line a·m + b in the margin m: the best is the upper envelope, and flips where lines cross. */
interface Line {
  readonly name: Treatment;
  readonly a: number;
  readonly b: number;
}

/**
 * What to do with a customer who costs money: keep, reprice, serve more cheaply, or part. Value counted now, cash at
 * period starts: (m+Δ)(1+i)/(1+i−r'). Parting costs exitCost + probability·referrals·value. Historical loss alone never
 * decides: give the *predicted* margin with its interval.
 * Errors: OUT_OF_RANGE for price + change ≤ 0 or low > high; DIVERGES for r' ≥ 1+i.
 * @source Gupta & Lehmann (2003), J. Interactive Marketing 17(1):9–24, the annuity of each treatment; the upper
 * envelope of their lines.
 */
export function treatUnprofitable(o: Unprofitable): Outcome<TreatmentChoice> {
  const bad =
    shaped(o, { reputation: {}, protected: "flag" }) ??
    firstFailure(
      finite("margin", o.margin),
      finite("low", o.low),
      finite("high", o.high),
      o.low > o.margin ? fail("OUT_OF_RANGE", "low", o.low, o.margin) : null,
      o.high < o.margin ? fail("OUT_OF_RANGE", "high", o.high, o.margin) : null,
      probability("retention", o.retention),
      rate("rate", o.rate),
      above("price", o.price, 0),
      above("priceChange", o.priceChange, -o.price),
      atLeast("lossElasticity", o.lossElasticity, 0),
      finite("saving", o.saving),
      probability("retentionLoss", o.retentionLoss),
      atLeast("exitCost", o.exitCost, 0),
      probability("reputation.probability", o.reputation.probability),
      atLeast("reputation.referrals", o.reputation.referrals, 0),
      atLeast("reputation.value", o.reputation.value, 0),
    );
  if (bad) return bad;
  const repriced = Math.min(1, o.retention * (1 + o.priceChange / o.price) ** -o.lossElasticity);
  const served = Math.max(0, o.retention - o.retentionLoss);
  for (const r of [o.retention, repriced]) {
    if (r >= 1 + o.rate) return fail("DIVERGES", "retention", r, 1 + o.rate);
  }
  const k = (r: number) => (1 + o.rate) / (1 + o.rate - r);
  const { probability: q, referrals, value } = o.reputation;
  const exit: Line = { name: "exit", a: 0, b: -o.exitCost - q * referrals * value };
  const lines: Line[] = [
    { name: "keep", a: k(o.retention), b: 0 },
    { name: "reprice", a: k(repriced), b: o.priceChange * k(repriced) },
    { name: "cheaper", a: k(served), b: o.saving * k(served) },
  ];
  const allowed = o.protected ? lines : [...lines, exit];
  const at = (line: Line, m: number) => line.a * m + line.b;
  // Equal values keep the gentler treatment: the order of `allowed`.
  const bestAt = (m: number) => allowed.reduce((top, next) => (at(next, m) > at(top, m) ? next : top));
  const best = bestAt(o.margin);
  const crossings = allowed
    .filter((line) => line.a !== best.a)
    .map((line) => ({ steeper: line.a > best.a, m: (line.b - best.b) / (best.a - line.a) }));
  const below = crossings.filter(({ steeper }) => !steeper).map(({ m }) => m);
  const over = crossings.filter(({ steeper }) => steeper).map(({ m }) => m);
  const values = Object.fromEntries([...lines, exit].map((line) => [line.name, at(line, o.margin)]));
  return done(
    {
      best: best.name,
      values: values as Record<Treatment, number>,
      certain: bestAt(o.low) === best && bestAt(o.high) === best,
      flipsBelow: below.length ? Math.max(...below) : null,
      flipsAbove: over.length ? Math.min(...over) : null,
    },
    { first: "now", cash: "start", cost: "avoidable only", protected: o.protected },
  );
}
