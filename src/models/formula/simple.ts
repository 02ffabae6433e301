import { atLeast, finite, firstFailure, probability, rate } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { CASHES } from "./shapes";
import { exponentialIntegral } from "./series";
import { type Cash, ELAPSED } from "./timing";

/**
 * Revenue over a fixed lifetime: s·L. It is revenue, not profit: see {@link correctionLadder}.
 * @param spend money per period s
 * @param periods lifetime L ≥ 0, may be fractional
 * @source spend times lifetime, `models.md` §2.1.
 */
export function simpleRevenue(spend: number, periods: number): Outcome<number> {
  const bad = firstFailure(finite("spend", spend), atLeast("periods", periods, 0));
  return bad ?? done(spend * periods, { of: "revenue", discounted: false, lifetime: "fixed" });
}

export interface Annuity {
  /** Money per period. */
  readonly payment: number;
  /** Number of payments L ≥ 0; between whole numbers the closed form interpolates. */
  readonly periods: number;
  /** Effective discount rate per period i > −1. */
  readonly rate: number;
  readonly cash: Cash;
}

/**
 * Present value of L equal payments: s(1−(1+i)^{−L})/i at period ends, times (1+i)^{½} mid-period or (1+i) at starts.
 * i = 0 gives s·L, also in the limit.
 * @source the present value of an annuity certain: the geometric sum Σ(1+i)^{−t}.
 */
export function annuity(o: Annuity): Outcome<number> {
  const odd = shaped(o, { cash: CASHES });
  if (odd) return odd;
  const { payment, periods, rate: i, cash } = o;
  const bad = firstFailure(finite("payment", payment), atLeast("periods", periods, 0), rate("rate", i));
  if (bad) return bad;
  const delta = Math.log1p(i);
  // Σ_{k=1..L} (1+i)^{−k} = (1 − e^{−δL})/i = ∫e^{−δt}dt · δ/i, and δ/i → 1.
  const end = exponentialIntegral(delta, periods) * (i === 0 ? 1 : delta / i);
  const value = payment * end * Math.exp(delta * (1 - ELAPSED[cash]));
  return done(value, { of: "margin", cash, lifetime: "fixed", rate: i });
}

export interface Ladder extends Omit<Annuity, "payment"> {
  /** Revenue per period. */
  readonly spend: number;
  /** Share of revenue that is margin, 0…1. */
  readonly marginShare: number;
}

/** The steps from a slogan to a value; each is the one before with one more correction. */
export interface LadderSteps {
  /** s·L */
  readonly revenue: number;
  /** … of which margin */
  readonly margin: number;
  /** … discounted */
  readonly discounted: number;
  /** … with a random (geometric) lifetime of the same mean, first payment certain */
  readonly randomLifetime: number;
}

/**
 * The correction ladder of `models.md` §2.1: revenue → margin → present value → random lifetime of mean L.
 * The last step is m(1+i)^{1−e}/(i+1/L) with e the elapsed part of the period when cash arrives; by Jensen's
 * inequality it is below the present value at the mean lifetime.
 * Errors: L < 1 (a geometric lifetime has mean ≥ 1); DIVERGES for i + 1/L ≤ 0.
 */
export function correctionLadder(o: Ladder): Outcome<LadderSteps> {
  const odd = shaped(o, { cash: CASHES });
  if (odd) return odd;
  const { spend, periods, rate: i, cash, marginShare } = o;
  const bad = firstFailure(
    finite("spend", spend),
    atLeast("periods", periods, 1),
    rate("rate", i),
    probability("marginShare", marginShare),
  );
  if (bad) return bad;
  if (i + 1 / periods <= 0) return fail("DIVERGES", "rate", i, -1 / periods);
  const m = spend * marginShare;
  const discounted = annuity({ payment: m, periods, rate: i, cash });
  if (!discounted.ok) return discounted;
  const randomLifetime = (m * (1 + i) ** (1 - ELAPSED[cash])) / (i + 1 / periods);
  return done(
    { revenue: spend * periods, margin: m * periods, discounted: discounted.value, randomLifetime },
    { cash, rate: i, lifetime: "mean" },
  );
}
