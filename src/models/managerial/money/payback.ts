import { quantileSorted } from "../../../math/quantile";
import {
  above,
  atLeast,
  enough,
  every,
  finite,
  firstFailure,
  probability,
  rate,
  whole,
  steps,
} from "../../fit/guard";
import { done, fail, type Failure, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";
import { geometricSum } from "../../formula/series";

export interface Payback {
  /** Acquisition cost ≥ 0, paid at time 0. */
  readonly cac: number;
  /** m: margin per period of a customer still there, money. */
  readonly margin: number;
  /** r, 0…1. */
  readonly retention: number;
  /** i per period. */
  readonly rate: number;
}

export interface PaidBack {
  /** First period n with W(n) ≥ 0. */
  readonly period: number;
  /** Linear within the period. */
  readonly interpolated: number;
  /** ln(1 − CAC(1+i−r)/m)/ln(r/(1+i)): where the continuous curve crosses 0. */
  readonly continuous: number;
  /** W(∞) + CAC = m/(1+i−r), or null when it diverges. */
  readonly infiniteValue: number | null;
  /** Share of customers still there when payment `period` is due: r^{n−1}. */
  readonly stillThere: number;
  /** Payments one who stays must make to cover CAC. */
  readonly payments: number;
  /** Probability that one customer makes them: r^{payments−1}. */
  readonly individual: number;
}

function domain(o: Payback): Failure | null {
  return (
    shaped(o, {}) ??
    firstFailure(
      atLeast("cac", o.cac, 0),
      above("margin", o.margin, 0),
      probability("retention", o.retention),
      rate("rate", o.rate),
    )
  );
}

/**
 * W(n) = −CAC + Σ_{t=1..n} m r^{t−1}(1+i)^{−t}: cumulative value of a customer, margins at period ends.
 * @source the running net present value Σ m r^{t−1}(1+i)^{−t} − CAC.
 */
export function cumulativeValue(o: Payback, n: number): Outcome<number> {
  const bad = domain(o) ?? whole("n", n);
  return bad ?? done(worth(o, n), { cash: "end", survival: "period start" });
}

const worth = (o: Payback, n: number): number =>
  (o.margin / (1 + o.rate)) * geometricSum(o.retention / (1 + o.rate), n) - o.cac;

/** Smallest whole n with m/(1+i)·Σ_{k<n}q^k ≥ CAC, or null. */
function crossing(o: Payback): { period: number; continuous: number } | null {
  const q = o.retention / (1 + o.rate);
  const need = (o.cac * (1 + o.rate)) / o.margin;
  if (o.cac === 0) return { period: 0, continuous: 0 };
  // Reached only in the limit is never: the half-ulp case is decided as the exact numbers would.
  if (q < 1 && need * (1 - q) >= 1 - 1e-12) return null;
  const continuous = q === 1 ? need : Math.log1p(-need * (1 - q)) / Math.log1p(q - 1);
  if (q === 0) return { period: 1, continuous: 1 };
  // The closed form is right to a few ulps: at most the neighbouring period can be the true one.
  let period = Math.max(1, Math.ceil(continuous));
  const tolerance = 1e-12 * o.cac;
  if (period > 1 && worth(o, period - 1) >= -tolerance) period--;
  else if (worth(o, period) < -tolerance) period++;
  return { period, continuous };
}

/**
 * When a customer has paid back the acquisition cost. Rises with CAC and i, falls with m and r.
 * Errors: NEVER when CAC ≥ m/(1+i−r) (equality is reached only in the limit); `limit` is that value.
 * @source the first sign change of the running net present value.
 */
export function payback(o: Payback): Outcome<PaidBack> {
  const bad = domain(o);
  if (bad) return bad;
  const infiniteValue = o.retention < 1 + o.rate ? o.margin / (1 + o.rate - o.retention) : null;
  const found = crossing(o);
  if (!found) return fail("NEVER", "cac", o.cac, infiniteValue);
  const { period, continuous } = found;
  const before = worth(o, period - 1);
  const interpolated = period === 0 ? 0 : period - 1 - before / (worth(o, period) - before);
  const stay = crossing({ ...o, retention: 1 });
  const payments = stay ? stay.period : Infinity;
  return done(
    {
      period,
      interpolated,
      continuous,
      infiniteValue,
      stillThere: period === 0 ? 1 : o.retention ** (period - 1),
      payments: stay ? payments : 0,
      individual: !stay ? 0 : payments === 0 ? 1 : o.retention ** (payments - 1),
    },
    { cash: "end", survival: "period start", hazard: "constant" },
  );
}

export interface PaybackSpread {
  /** Share of draws that never pay back. */
  readonly never: number;
  /** Period quantiles at the asked levels; null where that share of draws has not paid back at any time. */
  readonly quantiles: readonly (number | null)[];
  /** Cumulative share paid back by period 0, 1, …, `until`. */
  readonly paidBy: readonly number[];
}

/**
 * Distribution of the payback period when margin, retention and cost are uncertain or differ between customers: one
 * payback per draw (bootstrap draws, posterior draws, segments).
 * @param o.draws one {@link Payback} per draw
 * @param o.levels quantiles wanted, 0…1
 * @param o.until last period of the cumulative curve
 * @source the running net present value at every length of a geometric lifetime.
 */
export function paybackDistribution(o: {
  readonly draws: readonly Payback[];
  readonly levels: readonly number[];
  readonly until: number;
}): Outcome<PaybackSpread> {
  const bad =
    shaped(o, { draws: [{}], levels: ["number"] }) ??
    firstFailure(
      enough("draws", o.draws.length),
      every("levels", o.levels, probability),
      steps("until", o.until),
    );
  if (bad) return bad;
  const periods: number[] = [];
  for (const [k, draw] of o.draws.entries()) {
    const one = payback(draw);
    if (one.ok) periods.push(one.value.period);
    else if (one.code === "NEVER") periods.push(Infinity);
    else return { ...one, param: `draws[${k}].${one.param}` };
  }
  periods.sort((a, b) => a - b);
  const n = periods.length;
  const never = periods.filter((p) => p === Infinity).length / n;
  const quantiles = o.levels.map((level) => {
    const above = periods[Math.ceil((n - 1) * level)]!;
    return above === Infinity ? null : quantileSorted(periods, level);
  });
  const paidBy = Array.from({ length: o.until + 1 }, (_, t) => periods.filter((p) => p <= t).length / n);
  return done({ never, quantiles, paidBy }, { cash: "end", quantiles: "type 7", draws: n });
}

/**
 * Probability that one customer with constant retention has covered CAC by period n: 0 before, then r^{payments−1}.
 * @source P(alive at payment n) = r^{n−1} under constant retention.
 */
export function individualPayback(o: Payback, n: number): Outcome<number> {
  const bad = domain(o) ?? firstFailure(finite("n", n), atLeast("n", n, 0));
  if (bad) return bad;
  const stay = crossing({ ...o, retention: 1 });
  const paid = stay !== null && n >= stay.period;
  return done(!paid ? 0 : stay.period === 0 ? 1 : o.retention ** (stay.period - 1), {
    hazard: "constant",
    cash: "end",
  });
}
