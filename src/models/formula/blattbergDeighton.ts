import { above, atLeast, finite, firstFailure, rate, within, type Check } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { marginalResponse, respond, type Response } from "./response";

/**
 * Blattberg & Deighton (1996): how much to spend on winning and on keeping customers. Margin m of the first year is
 * undiscounted; later margins and retention spend fall at year ends.
 */
export interface SpendProblem {
  /** m: margin per customer per year before retention spend, money. */
  readonly margin: number;
  /** d: annual discount rate. */
  readonly rate: number;
  /** a(A): acquisition per prospect by spend per prospect. */
  readonly acquisition: Response;
  /** r(R): retention by spend per current customer and year; ceiling < 1+d. */
  readonly retention: Response;
}

export interface SpendPlan {
  readonly acquisitionSpend: number;
  readonly acquisitionRate: number;
  readonly retentionSpend: number;
  readonly retentionRate: number;
  /** L(R): value of an acquired customer. */
  readonly customerValue: number;
  /** a·L − A: customer equity per prospect. */
  readonly equity: number;
}

const curve = (name: string, { ceiling, steepness }: Response): Check =>
  firstFailure(within(`${name}.ceiling`, ceiling, 0, 1), above(`${name}.steepness`, steepness, 0));

const domain = (o: SpendProblem): Check =>
  shaped(o, { rate: "number", acquisition: {}, retention: {} }) ??
  firstFailure(
    finite("margin", o.margin),
    rate("rate", o.rate),
    curve("acquisition", o.acquisition),
    curve("retention", o.retention),
    o.retention.ceiling >= 1 + o.rate
      ? fail("DIVERGES", "retention.ceiling", o.retention.ceiling, 1 + o.rate)
      : null,
  );

const CONVENTION = { first: "now", later: "year end", acquisitionCost: "included" } as const;

function plan(o: SpendProblem, acquisitionSpend: number, retentionSpend: number): SpendPlan {
  const acquisitionRate = respond(o.acquisition, acquisitionSpend);
  const retentionRate = respond(o.retention, retentionSpend);
  const customerValue = o.margin + (o.margin * retentionRate - retentionSpend) / (1 + o.rate - retentionRate);
  return {
    acquisitionSpend,
    acquisitionRate,
    retentionSpend,
    retentionRate,
    customerValue,
    equity: acquisitionRate * customerValue - acquisitionSpend,
  };
}

/**
 * Equity per prospect at given spends: a(A)·L(R) − A, L = m + (m·r − R)/(1+d−r).
 * @source Blattberg & Deighton (1996), Harvard Business Review 74(4):136–144, CE = a·L(R) − A.
 */
export function spendEquity(
  o: SpendProblem & { readonly acquisitionSpend: number; readonly retentionSpend: number },
): Outcome<SpendPlan> {
  const bad =
    domain(o) ??
    firstFailure(
      atLeast("acquisitionSpend", o.acquisitionSpend, 0),
      atLeast("retentionSpend", o.retentionSpend, 0),
    );
  return bad ?? done(plan(o, o.acquisitionSpend, o.retentionSpend), CONVENTION);
}

/**
 * The best spends. They separate: R* solves r'(R)[m(1+d) − R] = 1+d−r(R), whose left side minus right falls strictly
 * on [0, m(1+d)], so bisection finds the only root (0 when already ≤ 0 there); then A* = max(0, ln(k_1 ā L*)/k_1).
 * @source Blattberg & Deighton (1996), Harvard Business Review 74(4):136–144: A* and R* of the two response
 * curves.
 */
export function bestSpend(o: SpendProblem): Outcome<SpendPlan> {
  const bad = domain(o);
  if (bad) return bad;
  const gain = (spend: number) =>
    marginalResponse(o.retention, spend) * (o.margin * (1 + o.rate) - spend) -
    (1 + o.rate - respond(o.retention, spend));
  let low = 0;
  let high = Math.max(0, o.margin * (1 + o.rate));
  if (gain(0) <= 0) high = 0;
  for (let step = 0; step < 200 && high > low; step++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (gain(middle) > 0) low = middle;
    else high = middle;
  }
  const value = plan(o, 0, low).customerValue;
  const { ceiling, steepness } = o.acquisition;
  const worth = steepness * ceiling * value;
  return done(plan(o, worth > 1 ? Math.log(worth) / steepness : 0, low), CONVENTION);
}
