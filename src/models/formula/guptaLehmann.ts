import { above, finite, firstFailure, type Horizon, probability, rate, wholeHorizon } from "../fit/guard";
import { done, fail, type Failure, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { TIMED } from "./shapes";
import { geometricElasticity, geometricSum } from "./series";
import { ELAPSED, type Timing } from "./timing";

export interface GuptaLehmann extends Timing {
  /** Margin per customer in the first counted period m, money. */
  readonly margin: number;
  /** Retention per period r, 0…1. */
  readonly retention: number;
  /** Discount rate per period i > −1. */
  readonly rate: number;
  /** Growth of the margin per period g > −1; 0 when left out. */
  readonly growth?: number;
  /** Number of counted periods n, or for ever. */
  readonly horizon: Horizon;
}

interface Parts {
  readonly q: number;
  readonly n: number;
  readonly growth: number;
}

function parts(o: GuptaLehmann): Parts | Failure {
  const odd = shaped(o, TIMED);
  if (odd) return odd;
  const { margin, retention, rate: i, growth = 0, horizon } = o;
  const bad = firstFailure(
    finite("margin", margin),
    probability("retention", retention),
    rate("rate", i),
    above("growth", growth, -1),
    wholeHorizon("horizon", horizon),
  );
  if (bad) return bad;
  if (horizon === "infinite" && retention * (1 + growth) >= 1 + i) {
    return fail("DIVERGES", "retention", retention, (1 + i) / (1 + growth));
  }
  return {
    q: (retention * (1 + growth)) / (1 + i),
    n: horizon === "infinite" ? Infinity : horizon,
    growth,
  };
}

const convention = ({ first, cash, horizon }: GuptaLehmann) =>
  ({ of: "margin", beforeAcquisition: true, first, cash, horizon }) as const;

/**
 * Value of a customer with constant retention: Σ_k m(1+g)^{k−1} S_k (1+i)^{−(k−1+e)}, S_k = r^{k−1} (`now`) or r^k
 * (`afterOnePeriod`), e = 0, ½, 1 for cash at start, mid or end. For ever and g = 0:
 *
 * | first | cash | value |
 * |---|---|---|
 * | afterOnePeriod | end | m·r/(1+i−r) |
 * | now | start | m(1+i)/(1+i−r) |
 * | now | end (arrears) | m/(1+i−r) |
 * | now | mid | m(1+i)^{½}/(1+i−r) |
 *
 * Errors: DIVERGES for ever with r(1+g) ≥ 1+i (offer a finite horizon); `diagnostics.toDivergence` = 1+i−r(1+g).
 * Source: Gupta & Lehmann (2003), J. Interactive Marketing 17(1); (2005), Managing Customers as Investments.
 */
export function guptaLehmann(o: GuptaLehmann): Outcome<number> {
  const p = parts(o);
  if ("ok" in p) return p;
  const counted = o.first === "now" ? 1 : o.retention;
  const value = o.margin * counted * (1 + o.rate) ** -ELAPSED[o.cash] * geometricSum(p.q, p.n);
  return done(value, convention(o), { toDivergence: 1 + o.rate - o.retention * (1 + p.growth) });
}

export interface Elasticities {
  readonly margin: number;
  readonly retention: number;
  readonly rate: number;
  readonly growth: number;
}

/**
 * Exact elasticities ∂lnV/∂lnθ of {@link guptaLehmann}. For ever, `afterOnePeriod`, `end`, g = 0:
 * ε_r = (1+i)/(1+i−r), ε_i = −i/(1+i−r), ε_m = 1 (Gupta, Lehmann & Stuart 2004, JMR 41: a 1 % rise of retention
 * is worth about 5 %).
 * @source Gupta & Lehmann (2003), J. Interactive Marketing 17(1):9–24.
 */
export function guptaLehmannElasticities(o: GuptaLehmann): Outcome<Elasticities> {
  const p = parts(o);
  if ("ok" in p) return p;
  const age = geometricElasticity(p.q, p.n);
  return done(
    {
      margin: 1,
      retention: age + (o.first === "now" ? 0 : 1),
      rate: (-o.rate * (ELAPSED[o.cash] + age)) / (1 + o.rate),
      growth: (p.growth * age) / (1 + p.growth),
    },
    convention(o),
  );
}

/**
 * The margin multiple r/(1+i−r(1+g)): {@link guptaLehmann} of one unit of money, after one period, at ends.
 * @source Gupta & Lehmann (2003), J. Interactive Marketing 17(1):9–24, the margin multiple r/(1+i−r).
 */
export function marginMultiple(retention: number, i: number, growth = 0): Outcome<number> {
  return guptaLehmann({
    margin: 1,
    retention,
    rate: i,
    growth,
    horizon: "infinite",
    first: "afterOnePeriod",
    cash: "end",
  });
}
