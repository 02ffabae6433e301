import { atLeast, finite, firstFailure, probability } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { TIMED } from "./shapes";
import { guptaLehmann } from "./guptaLehmann";
import type { Timing } from "./timing";

export interface OrderValue extends Timing {
  /** Average order value, money. */
  readonly orderValue: number;
  /** Orders per customer per period F ≥ 0. */
  readonly frequency: number;
  /** Margin as a share of revenue g, 0…1. */
  readonly marginShare: number;
  /** Share of customers lost per period, 0…1; the lifetime is its inverse only because it never changes. */
  readonly churn: number;
  /** Discount rate per period; 0 gives the plain product. */
  readonly rate: number;
}

/**
 * AOV × frequency × margin × lifetime. Undiscounted and counted from now it is AOV·F·g/churn; a discount rate turns
 * the lifetime into Σ r^{k}(1+i)^{−k}. Errors: DIVERGES when churn and rate are both 0.
 * @source order value · frequency · margin · mean lifetime 1/(1−r), a geometric lifetime.
 */
export function orderValueClv(o: OrderValue): Outcome<number> {
  const odd = shaped(o, TIMED);
  if (odd) return odd;
  const { orderValue, frequency, marginShare, churn } = o;
  const bad = firstFailure(
    finite("orderValue", orderValue),
    atLeast("frequency", frequency, 0),
    probability("marginShare", marginShare),
    probability("churn", churn),
  );
  if (bad) return bad;
  const clv = guptaLehmann({
    margin: orderValue * frequency * marginShare,
    retention: 1 - churn,
    rate: o.rate,
    horizon: "infinite",
    first: o.first,
    cash: o.cash,
  });
  if (!clv.ok) {
    return clv.code === "DIVERGES" ? fail("DIVERGES", "churn", churn, Math.max(0, -o.rate)) : clv;
  }
  return done(clv.value, { ...clv.convention, hazard: "constant" }, churn > 0 ? { lifetime: 1 / churn } : {});
}
