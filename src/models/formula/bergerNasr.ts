import {
  atLeast,
  finite,
  firstFailure,
  probability,
  rate,
  whole,
  type Check,
  type Horizon,
} from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { CASHES } from "./shapes";
import { geometricSum } from "./series";
import { type Cash, ELAPSED } from "./timing";

/**
 * Berger & Nasr (1998), J. Interactive Marketing 12(1):17–30, cases 1, 2a, 2b. Sales at the start of each cycle, the
 * first at time 0; promotion once per cycle, to those who were customers at the cycle's start.
 */
export interface BergerNasr {
  /** Gross contribution per customer per sale, promotion excluded (GC), money. */
  readonly contribution: number;
  /** Promotion cost per customer per cycle (M), money. */
  readonly promotion: number;
  /** Retention per cycle r, 0…1. */
  readonly retention: number;
  /** *Annual* discount rate d > −1. */
  readonly annualRate: number;
  /** Horizon in years n ≥ 0, or for ever. */
  readonly years: Horizon;
  /** When within a cycle promotion is paid; the paper says mid. */
  readonly promotionAt: Cash;
}

export interface BergerNasrValue {
  readonly clv: number;
  readonly gross: number;
  readonly promotion: number;
}

function cycles(o: BergerNasr, yearsPerCycle: number): Outcome<BergerNasrValue> {
  const odd = shaped(o, { promotionAt: CASHES });
  if (odd) return odd;
  const { contribution, promotion, retention, annualRate, years, promotionAt } = o;
  const bad = firstFailure(
    finite("contribution", contribution),
    finite("promotion", promotion),
    probability("retention", retention),
    rate("annualRate", annualRate),
    years === "infinite" ? null : atLeast("years", years, 0),
  );
  if (bad) return bad;
  const w = (1 + annualRate) ** -yearsPerCycle;
  const q = retention * w;
  if (years === "infinite" && q >= 1) return fail("DIVERGES", "retention", retention, 1 / w);
  // A year count over a cycle length may miss a whole number by rounding only (4 years of 1/3).
  const n = years === "infinite" ? Infinity : Math.floor(years / yearsPerCycle + 1e-9);
  const gross = contribution * geometricSum(q, n + 1);
  const paid = promotion * w ** ELAPSED[promotionAt] * geometricSum(q, n);
  return done(
    { clv: gross - paid, gross, promotion: paid },
    { sale: "start", firstSale: "now", promotion: promotionAt, years, yearsPerCycle },
    years === "infinite" ? {} : { cycles: n, yearsDropped: Math.max(0, years - n * yearsPerCycle) },
  );
}

/**
 * Case 1, one sale a year: GC Σ_{k=0..n} q^k − M(1+d)^{−½} Σ_{k=0..n−1} q^k, q = r/(1+d). n is cut to whole years.
 * @source Berger & Nasr (1998), J. Interactive Marketing 12(1):17–30, case 1.
 */
export const bergerNasr1 = (o: BergerNasr): Outcome<BergerNasrValue> => cycles(o, 1);

/**
 * Case 2a, p ≥ 1 sales a year (p whole); contribution, promotion and retention are per cycle of 1/p year.
 * @source Berger & Nasr (1998), J. Interactive Marketing 12(1):17–30, case 2a.
 */
export function bergerNasr2a(o: BergerNasr & { readonly perYear: number }): Outcome<BergerNasrValue> {
  const bad: Check = shaped(o, {}) ?? whole("perYear", o.perYear, 1);
  return bad ?? cycles(o, 1 / o.perYear);
}

/**
 * Case 2b, one sale every q ≥ 1 years (q whole). A horizon that is no multiple of q is cut down;
 * `diagnostics.yearsDropped` says by how much.
 * @source Berger & Nasr (1998), J. Interactive Marketing 12(1):17–30, case 2b.
 */
export function bergerNasr2b(o: BergerNasr & { readonly everyYears: number }): Outcome<BergerNasrValue> {
  const bad: Check = shaped(o, {}) ?? whole("everyYears", o.everyYears, 1);
  return bad ?? cycles(o, o.everyYears);
}
