import { hyp2f1 } from "../../math/hypergeometric";
import { atLeast, firstFailure, type Horizon, rate, whole, within, stepHorizon } from "../fit/guard";
import { done, fail, type Failure, type Outcome } from "../fit/outcome";
import { insist, shaped } from "../fit/shape";
import { type Bdw, bdwDomain, lnBdw } from "./bdw";
import type { Geometric } from "./geometric";
import { type Sbg, sbgDomain } from "./sbg";
import { smoothTail } from "./tail";

/** A contractual model with its parameters. */
export type Contract =
  | { readonly model: "geometric"; readonly params: Geometric }
  | { readonly model: "sbg"; readonly params: Sbg }
  | { readonly model: "bdw"; readonly params: Bdw };

/**
 * The two switches of Fader & Hardie's "Reconciling and clarifying CLV formulas" (note 024).
 * `renewals: null` values a prospect whose first payment is at time 0; a number n values a customer after n renewals.
 */
export interface LifetimeQuestion {
  readonly of: Contract;
  /** Discount rate per period d > −1. */
  readonly rate: number;
  readonly renewals: number | null;
  /** `due`: the next payment is decided now and undiscounted; `onePeriodAway`: it lies one period ahead. */
  readonly next: "due" | "onePeriodAway";
  /** Whether a prospect's first payment counts; must be `counted` for existing customers. */
  readonly firstPayment: "counted" | "banked";
  /** Number of payments counted, or for ever. */
  readonly horizon: Horizon;
}

const CONTRACT = { model: ["geometric", "sbg", "bdw"], params: { "*": "number" } } as const;
const QUESTION = {
  of: CONTRACT,
  next: ["due", "onePeriodAway"],
  firstPayment: ["counted", "banked"],
} as const;

const domain = (of: Contract): Failure | null =>
  of.model === "geometric"
    ? within("churn", of.params.churn, 0, 1)
    : of.model === "sbg"
      ? sbgDomain(of.params)
      : bdwDomain(of.params);

/**
 * ln S(t) of any contract; t ≥ 0.
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90; Fader, Hardie, Liu, Davin & Steenburgh
 * (2018), J. Interactive Marketing 43:1–16.
 */
export function lnSurvival(of: Contract, t: number): number {
  insist(of, CONTRACT, "contract");
  insist(t, "number", "t");
  return lnOf(of, t);
}

/** The same of what is known to be in its domain, for sums of many terms. */
function lnOf(of: Contract, t: number): number {
  if (of.model === "geometric") return t === 0 ? 0 : t * Math.log1p(-of.params.churn);
  return lnBdw(of.model === "sbg" ? { ...of.params, c: 1 } : of.params, t);
}

/** Σ_{k<n} S(from+k)/S(base)·w^k by direct summation. */
function partial(of: Contract, from: number, base: number, w: number, n: number): number {
  const floor = lnOf(of, base);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const term = Math.exp(lnOf(of, from + k) - floor) * w ** k;
    sum += term;
    if (term < 1e-18 * sum && w < 1) break;
  }
  return sum;
}

/** Σ_{k≥0} S(from+k)/S(base)·w^k for ever: closed for geometric and sBG, summed with a tail integral for BdW. */
function forever(of: Contract, from: number, base: number, d: number): number | Failure {
  const w = 1 / (1 + d);
  if (of.model === "geometric") {
    const r = 1 - of.params.churn;
    return r * w < 1 ? r ** (from - base) / (1 - r * w) : fail("DIVERGES", "churn", of.params.churn, -d);
  }
  const { alpha, beta } = of.params;
  const power = alpha * (of.model === "bdw" ? of.params.c : 1);
  // Survival falls like t^{−αc}: no negative rate is ever small enough, and at d = 0 the sum needs αc > 1.
  if (d < 0) return fail("DIVERGES", "rate", d, 0);
  if (d === 0 && power <= 1) return fail("DIVERGES", "alpha", alpha, alpha / power);
  if (of.model === "sbg") {
    const lead = Math.exp(lnOf(of, from) - lnOf(of, base));
    return lead * hyp2f1(beta + from, alpha + beta + from, w);
  }
  return smoothTail((t) => lnOf(of, t) - lnOf(of, base), from, d, power);
}

/**
 * Discounted expected (residual) lifetime: the expected number of payments still to come, discounted. Multiply by the
 * value of one payment.
 * - prospect, first payment counted: DEL = Σ_{t≥0} S(t)(1+d)^{−t}; sBG: 2F1(1, β; α+β; 1/(1+d));
 * - prospect, first payment banked: DEL − 1, its next payment one period away;
 * - customer after n renewals, `due`: DERL(n) = Σ_{k≥0} [S(n+1+k)/S(n)](1+d)^{−k};
 *   sBG: (β+n)/(α+β+n)·2F1(1, β+n+1; α+β+n+1; 1/(1+d)); `onePeriodAway` divides by 1+d.
 *
 * Errors: WRONG_KIND for a banked first payment of somebody who has renewed; DIVERGES at d = 0 with α ≤ 1 (sBG), αc ≤ 1
 * (BdW), churn 0 (geometric), and always for sBG and BdW at d < 0.
 * Source: Fader & Hardie (2010), Marketing Science 29(1):85–93; note 024.
 */
export function discountedLifetime(o: LifetimeQuestion): Outcome<number> {
  const bad =
    shaped(o, QUESTION) ??
    firstFailure(
      domain(o.of),
      rate("rate", o.rate),
      o.renewals === null ? null : whole("renewals", o.renewals),
      stepHorizon("horizon", o.horizon),
    );
  if (bad) return bad;
  const { of, renewals, horizon } = o;
  const prospect = renewals === null;
  // Who has renewed has paid for the first time long ago.
  if (!prospect && o.firstPayment === "banked")
    return { ...fail("WRONG_KIND", "firstPayment", NaN), wanted: "counted" };
  const banked = prospect && o.firstPayment === "banked";
  const base = renewals ?? 0;
  const from = prospect && !banked ? 0 : base + 1;
  const w = 1 / (1 + o.rate);
  const sum = horizon === "infinite" ? forever(of, from, base, o.rate) : partial(of, from, base, w, horizon);
  if (typeof sum !== "number") return sum;
  const later = banked || o.next === "onePeriodAway";
  return done(later ? sum * w : sum, {
    of: prospect ? "new customer" : "residual",
    renewals: renewals ?? "none",
    next: banked ? "onePeriodAway" : o.next,
    firstPayment: o.firstPayment,
    horizon,
  });
}

/**
 * Residual value of a base of subscribers: Σ_n active_n·value·DERL(n), money. Using one aggregate retention rate for all
 * undervalues the base (12 % in the paper's example).
 * @param o.active customers with n = 0, 1, … completed renewals
 * @param o.value money per payment
 * @source Fader & Hardie (2010), Marketing Science 29(1):85–93, Σ_n active_n · DERL(n).
 */
export function residualValue(
  o: Omit<LifetimeQuestion, "renewals" | "firstPayment"> & {
    readonly active: readonly number[];
    readonly value: number;
  },
): Outcome<{ readonly total: number; readonly byRenewals: readonly number[] }> {
  const odd = shaped(o, { of: CONTRACT, next: QUESTION.next, active: ["number"], value: "number" });
  if (odd) return odd;
  const byRenewals: number[] = [];
  for (const [n, active] of o.active.entries()) {
    const bad = atLeast(`active[${n}]`, active, 0);
    if (bad) return bad;
    const lifetime = discountedLifetime({ ...o, renewals: n, firstPayment: "counted" });
    if (!lifetime.ok) return lifetime;
    byRenewals.push(active * o.value * lifetime.value);
  }
  const total = byRenewals.reduce((sum, part) => sum + part, 0);
  return done({ total, byRenewals }, { of: "residual", next: o.next, horizon: o.horizon, model: o.of.model });
}
