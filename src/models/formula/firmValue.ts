import { gaussLegendre } from "../../math/quadrature";
import { exponentialIntegral } from "./series";
import { above, atLeast, finite, firstFailure, within } from "../fit/guard";
import { done, fail, type Failure, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";

/**
 * Firm value from customers (Gupta, Lehmann & Stuart 2004, JMR 41(1):7–18). New customers arrive as
 * n(t) = α e^{−β−γt}/(1+e^{−β−γt})², t ≥ 0; with a cumulative curve A/(1+e^{−β−γt}) that is α = A·γ.
 */
export interface Firm {
  /** α > 0: scale of the flow of new customers, per period. */
  readonly scale: number;
  /** β: where on its curve the market stands now. */
  readonly shift: number;
  /** γ > 0: speed of diffusion, per period. */
  readonly speed: number;
  /** m: margin per customer per period, money. */
  readonly margin: number;
  /** r: retention per period, 0 < r ≤ 1. */
  readonly retention: number;
  /** i: discount rate per period, used as continuous e^{−ik} over calendar time as in the paper. */
  readonly rate: number;
  /** c: cost of acquiring one customer now, money. */
  readonly acquisitionCost: number;
  /** Continuous growth of that cost per period; 0 when left out. */
  readonly costGrowth?: number;
  /** N_0: customers the firm already has. */
  readonly customers: number;
}

export interface FirmValue {
  /** N_0·m·r/(1+i−r). */
  readonly existing: number;
  /** Value of customers still to come, before acquisition cost. */
  readonly future: number;
  /** Discounted cost of acquiring them. */
  readonly acquisition: number;
  /** existing + future − acquisition. */
  readonly total: number;
}

function domain(o: Firm): Failure | null {
  const bad =
    shaped(o, {}) ??
    firstFailure(
      above("scale", o.scale, 0),
      finite("shift", o.shift),
      above("speed", o.speed, 0),
      finite("margin", o.margin),
      within("retention", o.retention, 0, 1),
      atLeast("rate", o.rate, 0),
      atLeast("acquisitionCost", o.acquisitionCost, 0),
      finite("costGrowth", o.costGrowth ?? 0),
      atLeast("customers", o.customers, 0),
    );
  if (bad) return bad;
  if (o.retention >= 1 + o.rate) return fail("DIVERGES", "retention", o.retention, 1 + o.rate);
  const limit = o.rate + o.speed;
  return (o.costGrowth ?? 0) >= limit ? fail("DIVERGES", "costGrowth", o.costGrowth!, limit) : null;
}

/** Beyond |u| = 40 the logistic density e^u/(1+e^u)² is e^{−|u|} to the last bit. */
const TAIL = 40;

/**
 * ∫_0^∞ n(k) e^{−ρk} dk, ρ > −γ. In v = γk it is (α/γ)∫ L(β+v) e^{−κv} dv with κ = ρ/γ and the logistic density L: both
 * tails in closed form, the middle by Gauss–Legendre.
 */
function flow({ scale, shift, speed }: Firm, rho: number): number {
  const kappa = rho / speed;
  const from = Math.max(0, -shift - TAIL);
  const to = Math.max(0, TAIL - shift);
  let sum = Math.exp(-TAIL - Math.max(0, shift - TAIL) - kappa * to) / (1 + kappa);
  if (from > 0) {
    const slope = 1 - kappa;
    const top = Math.exp(shift + Math.max(0, slope * from));
    sum += top * exponentialIntegral(Math.abs(slope), from);
  }
  // Past 45/(κ−1) nothing is left of the middle.
  const length = Math.min(to - from, kappa > 2 ? 45 / (kappa - 1) : Infinity);
  const panels = Math.ceil((length * (1 + Math.abs(kappa))) / 4);
  const { nodes, weights } = gaussLegendre(16);
  const half = length / panels / 2;
  for (let p = 0; p < panels; p++) {
    for (let j = 0; j < nodes.length; j++) {
      const v = from + (2 * p + 1 + nodes[j]!) * half;
      const u = -Math.abs(shift + v);
      sum += weights[j]! * half * Math.exp(u - 2 * Math.log1p(Math.exp(u)) - kappa * v);
    }
  }
  return (scale / speed) * sum;
}

/**
 * N_0·m·r/(1+i−r) + ∫_0^∞ n(k)e^{−ik}[m·r/(1+i−r) − c·e^{gk}]dk. The inner integral of the paper,
 * ∫ m e^{−((1+i−r)/r)a}da, is m·r/(1+i−r) in closed form.
 * Errors: DIVERGES when r ≥ 1+i or when acquisition cost outgrows discounting and diffusion together.
 * @source Gupta, Lehmann & Stuart (2004), J. Marketing Research 41(1):7–18, the value of the customer base.
 */
export function firmValue(o: Firm): Outcome<FirmValue> {
  const bad = domain(o);
  if (bad) return bad;
  const customer = (o.margin * o.retention) / (1 + o.rate - o.retention);
  const existing = o.customers * customer;
  const future = customer * flow(o, o.rate);
  const acquisition = o.acquisitionCost * flow(o, o.rate - (o.costGrowth ?? 0));
  return done(
    { existing, future, acquisition, total: existing + future - acquisition },
    { first: "afterOnePeriod", cash: "end", calendar: "continuous", of: "margin" },
    { newCustomers: flow(o, 0) },
  );
}

/**
 * Exact elasticities of {@link firmValue}: the paper's finding is that 1 % more retention moves value by about 5 %,
 * 1 % more margin by about 1 %, 1 % less acquisition cost by about .1 %.
 * @source Gupta, Lehmann & Stuart (2004), J. Marketing Research 41(1):7–18.
 */
export function firmElasticities(
  o: Firm,
): Outcome<{ readonly retention: number; readonly margin: number; readonly acquisitionCost: number }> {
  const value = firmValue(o);
  if (!value.ok) return value;
  const { existing, future, acquisition, total } = value.value;
  if (total <= 0) return fail("OUT_OF_RANGE", "total", total, 0);
  const margin = (existing + future) / total;
  return done(
    {
      margin,
      retention: (margin * (1 + o.rate)) / (1 + o.rate - o.retention),
      acquisitionCost: -acquisition / total,
    },
    value.convention,
  );
}
